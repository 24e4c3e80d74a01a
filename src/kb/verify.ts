/** Compares the recorded evidence of a knowledge base with the repositories of its sources. */
import { findRepository } from '../load/repository.ts';
import type { AnySourceFile, AuthoredSourceFile, AuthoredTableFile } from '../model/authored.ts';
import { allSources } from '../model/authored.ts';
import { fail, unknownSource } from '../model/errors.ts';
import { errorAt, type Finding, hasError, shownPath } from '../model/finding.ts';
import { lineAddress } from '../model/line-address.ts';
import type { Checked } from '../model/records.ts';
import { loadAndCheckForErrors } from './load-and-check.ts';
import { recordedCounts, recordedLines } from './tables/recorded.ts';
import type { Unrecorded } from './tables/unrecorded.ts';
import { verifyTables } from './tables/verify-tables.ts';
import { type OpenOptions, readConsistently } from './write/consistent-read.ts';

export interface VerifyOptions extends OpenOptions {
  /** The ids of the sources to verify; all if there are none. */
  sources: readonly string[];
  /** The folder of a repository, or of several; absolute. Null: nothing is compared. */
  from: string | null;
  /** The environment for git. */
  env: ReadonlyMap<string, string>;
}

/** How much evidence there is: quotes of a text; cells of rows and words outside rows of tables. */
export interface EvidenceCounts {
  quotes: number;
  cells: number;
  words: number;
}

/** What is recorded of a source, and the result of a comparison. */
export interface VerifiedSource {
  source: string;
  title: string;
  repository: string | null;
  commit: string | null;
  /** The folder that was read; null if none was. */
  folder: string | null;
  /** `here`: compared now. */
  checked: Checked;
  recorded: EvidenceCounts;
  compared: EvidenceCounts;
  files: { path: string; isSame: boolean | null }[];
  /** Whether the recorded commit and its dates were compared: a plain folder has none. Null for a text. */
  isCommitCompared: boolean | null;
  lines: { path: string; line: number | null; address: string }[];
  /** What the files print that is not recorded; null if they were not read. */
  unrecorded: Unrecorded | null;
  faults: Finding[];
}

/**
 * Verifies sources. A text was compared when the knowledge base was loaded: a quote that is not in it is an error of the data.
 * Throws `invalid-data`, and `no-such-entity` for an unknown source.
 */
export function verifyKb(options: VerifyOptions): VerifiedSource[] {
  const { records, findings } = readConsistently(options, () => loadAndCheckForErrors(options));
  if (hasError(findings)) throw fail.invalidData(shownPath(options.folder, options.shownFrom), findings);
  const sources = chosen(allSources(records), options.sources);
  return sources.map((source) =>
    'cells' in source ? verifiedTables(source, options) : verifiedText(source),
  );
}

function chosen(sources: readonly AnySourceFile[], ids: readonly string[]): readonly AnySourceFile[] {
  const byId = new Map(sources.map((source) => [source.value.id, source]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    const values = sources.map(({ value }) => value);
    throw fail.unresolvedNames(unknown.map((id) => unknownSource(id, values)));
  }
  return ids.length === 0 ? sources : [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

const NOTHING: EvidenceCounts = { quotes: 0, cells: 0, words: 0 };

function verifiedText({ value, text, evidence }: AuthoredSourceFile): VerifiedSource {
  const recorded = { ...NOTHING, quotes: evidence.size };
  return {
    source: value.id,
    title: value.title,
    repository: null,
    commit: null,
    folder: null,
    checked: text === null ? 'recorded' : 'here',
    recorded,
    compared: text === null ? NOTHING : recorded,
    files: [],
    isCommitCompared: null,
    lines: [],
    unrecorded: null,
    faults: [],
  };
}

function verifiedTables(source: AuthoredTableFile, { from, env }: VerifyOptions): VerifiedSource {
  const { id, title, repository, commit, files } = source.value;
  const base: VerifiedSource = {
    source: id,
    title,
    repository,
    commit,
    folder: null,
    checked: 'recorded',
    recorded: { ...NOTHING, ...recordedCounts(source.value) },
    compared: NOTHING,
    files: files.map(({ path }) => ({ path, isSame: null })),
    isCommitCompared: false,
    lines: recordedLines(source.value).map(({ commit: at, ...place }) => ({
      ...place,
      address: lineAddress(repository, at, place),
    })),
    unrecorded: null,
    faults: [],
  };
  if (from === null) return base;
  const found = findRepository(from, { url: repository, path: files[0]?.path ?? '' }, env);
  if ('message' in found) {
    const fault = errorAt('verify', found.message, source.place(['repository']), found.hint);
    return { ...base, faults: [fault] };
  }
  const { cells, words, faults, unrecorded, ...compared } = verifyTables(source, found);
  return {
    ...base,
    folder: found.folder,
    checked: cells + words > 0 ? 'here' : 'recorded',
    compared: { ...NOTHING, cells, words },
    files: compared.files.length > 0 ? compared.files : base.files,
    isCommitCompared: found.isGit && compared.files.length > 0,
    unrecorded,
    faults,
  };
}
