/** Edits: load, change a draft, load again with the change, check, write. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UNUSED_RULES } from '../check/maintenance.ts';
import { Draft } from '../edit/draft.ts';
import { diskFiles, type Files, filesWith, readOnce } from '../load/files.ts';
import type { Loaded, LoadOptions } from '../load/load-kb.ts';
import { receiptKey } from '../load/receipts.ts';
import { evidenceOf, resolveSymlinks } from '../load/texts.ts';
import { toRecords } from '../load/to-records.ts';
import type { AuthoredRecords } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { type Finding, shownPath } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import { once } from '../model/once.ts';
import type { AuthoredQuote, AuthoredSource } from '../model/schema.ts';
import { memoryStore } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { loadAndCheck } from './load-and-check.ts';
import { commit } from './write/commit.ts';
import { readConsistently } from './write/consistent-read.ts';
import { acquireLock } from './write/lock.ts';
import { type FileChange, hasContent, removeTemporaryFiles } from './write/replace-files.ts';
import { toKnownError } from './write/system-error.ts';

export interface EditOptions extends LoadOptions {
  /** The command in words, for others who wait for the lock. */
  what: string;
  /** Only report what would change. A dry run takes no lock. */
  dryRun: boolean;
  /** Refuses a change that would introduce a warning, except that nothing refers to a new record yet. */
  strict?: boolean;
  onWait(notice: string): void;
}

/** A change that was made, or would be. */
export interface Edited {
  changes: readonly FileChange[];
  /** The warnings that the change introduces. */
  warnings: readonly Finding[];
}

/** A change with the result of its work. */
export interface Done<T> {
  edited: Edited;
  result: T;
  /** Answer questions about the records before and after the change. */
  before(): Store;
  after(): Store;
}

/** Changes a draft. `store` answers questions about the records before the change. */
export type EditWork<T> = (draft: Draft, store: () => Store) => T | Promise<T>;

/**
 * Changes a knowledge base by `work` on a draft, all files or none, and returns what `work` returned. The knowledge base is
 * loaded and checked twice: as it is, and with the change. Throws `invalid-data` if a file can't be read, `would-be-invalid` if
 * the change would introduce an error, or a warning with `strict`, the errors of `commit`, and what `work` throws; then nothing is written.
 */
export async function editKb<T>(options: EditOptions, work: EditWork<T>): Promise<Done<T>> {
  const { folder, what, dryRun, onWait } = options;
  // The lock is a folder, which must not appear in a folder that is not a knowledge base.
  if (!existsSync(join(folder, 'kb.yaml'))) throw invalidData(options, loadAndCheck(options).findings);
  if (dryRun) {
    return change(
      options,
      readConsistently(options, () => load(options)),
      work,
    );
  }
  const lock = acquireLock(folder, what, onWait);
  try {
    const before = load(options);
    const { texts } = before.loaded;
    if (texts !== null)
      removeTemporaryFiles(folder, [folder, join(folder, 'entities'), join(folder, 'sources'), texts]);
    const done = await change(options, before, work);
    const { changes } = done.edited;
    // One file is replaced by one rename, which needs no journal.
    if (changes.length > 0) commit(folder, changes, lock, changes.length > 1);
    return done;
  } finally {
    lock.release();
  }
}

/** A checked knowledge base with the files that it was read from. */
interface CheckedFiles {
  loaded: Loaded;
  files: Files;
}

/** Each file is read once, so the draft starts from the bytes that were checked. */
function load(options: EditOptions): CheckedFiles {
  const files = readOnce(options.files ?? diskFiles);
  return { loaded: loadAndCheck({ ...options, files }), files };
}

const invalidData = ({ folder, shownFrom }: EditOptions, findings: readonly Finding[]) =>
  fail.invalidData(shownPath(folder, shownFrom), findings, 'Nothing is changed in data that can’t be read.');

/**
 * Writes the files of a new knowledge base into `folder`, which is created if needed. kb.yaml is written last, so until then
 * there is no knowledge base, and a run that was killed can be repeated. Throws `already-there` if one of the files exists with
 * another content, or kb.yaml exists, and the errors of `commit`.
 */
export function createKb(
  { folder, what, dryRun, onWait }: Pick<EditOptions, 'folder' | 'what' | 'dryRun' | 'onWait'>,
  files: ReadonlyMap<string, string>,
): Edited {
  const all = [...files]
    .map(([name, text]) => ({ path: join(folder, name), before: null, after: Buffer.from(text) }))
    .sort((a, b) => Number(a.path === join(folder, 'kb.yaml')) - Number(b.path === join(folder, 'kb.yaml')));
  if (dryRun) return { changes: filesToCreate(folder, all), warnings: [] };
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw toKnownError(error, folder);
  }
  const lock = acquireLock(folder, what, onWait);
  try {
    removeTemporaryFiles(folder, new Set(all.map(({ path }) => dirname(path))));
    const changes = filesToCreate(folder, all);
    commit(folder, changes, lock, false);
    return { changes, warnings: [] };
  } finally {
    lock.release();
  }
}

/** The files that a new knowledge base still needs. Throws `already-there`. */
function filesToCreate(folder: string, files: readonly FileChange[]): FileChange[] {
  for (const { path } of files) {
    const direct = join(resolveSymlinks(diskFiles, folder), relative(folder, path));
    if (resolveSymlinks(diskFiles, path) !== direct)
      throw fail.alreadyThere(`a link on the way to ${path}`, 'Nothing is written through links.');
  }
  const missing = files.filter(({ path, after }) => !hasContent(path, after));
  const taken = [...missing, ...files.slice(-1)].find(({ path }) => existsSync(path));
  if (taken)
    throw fail.alreadyThere(taken.path, 'Nothing was written; `chipkb init` starts in another folder.');
  return missing;
}

async function change<T>(
  options: EditOptions,
  { loaded: before, files }: CheckedFiles,
  work: EditWork<T>,
): Promise<Done<T>> {
  const { folder, shownFrom } = options;
  const { records, texts } = before;
  if (!records.isComplete || texts === null) throw invalidData(options, before.findings);
  const read = (root: string, name: string) => bytesOrNull(files, root, name);
  const draft = new Draft({ records, folder, texts, shownFrom, read });
  const store = once(() => memoryStore(toRecords(records)));
  const result = await work(draft, store);
  if (draft.changes.length === 0)
    return { edited: { changes: [], warnings: [] }, result, before: store, after: store };

  const changed = new Map(draft.changes.map(({ path, after }) => [path, after]));
  const after = loadAndCheck({ ...options, files: filesWith(files, changed) });
  const introduced = newFindings(before.findings, after.findings);
  const faults = introduced.filter(
    ({ level, rule }) =>
      level === 'error' || (options.strict && level === 'warning' && !UNUSED_RULES.has(rule)),
  );
  if (faults.length > 0) throw fail.wouldBeInvalid(faults);
  expectVerified(before.records, after.records);
  // Write to the file that a link points to, so that the link stays.
  const changes = draft.changes.map((one) => ({ ...one, path: resolveSymlinks(diskFiles, one.path) }));
  for (const { path } of changes) expectInside([folder, texts], path);
  const warnings = introduced.filter(({ level }) => level === 'warning');
  return {
    edited: { changes, warnings },
    result,
    before: store,
    after: once(() => memoryStore(toRecords(after.records))),
  };
}

function bytesOrNull(files: Files, root: string, name: string): Uint8Array | null {
  const result = files.read(root, name);
  if ('bytes' in result) return result.bytes;
  if ('absent' in result) return null;
  throw fail.unsupportedEdit(`${join(root, name)} ${result.fault}`);
}

/** Links may lead anywhere, but an edit writes only to these folders. */
function expectInside(folders: readonly string[], path: string): void {
  if (!folders.some((folder) => isInside(resolveSymlinks(diskFiles, folder), path)))
    throw fail.unsupportedEdit(
      `${path} lies outside the knowledge base and its texts, where nothing is written`,
    );
}

/** New evidence must be found in its text, also where the checks accept that a text is missing. */
function expectVerified(before: AuthoredRecords, after: AuthoredRecords): void {
  const known = new Set(
    before.sources.flatMap(({ value }) => [...evidenceOf(value)].map((one) => evidenceKey(value, one))),
  );
  for (const { value, text, evidence } of after.sources) {
    for (const one of evidenceOf(value)) {
      const isFound = evidence.get(one)?.state === 'found' && text?.sha256 === value.sha256;
      if (!isFound && !known.has(evidenceKey(value, one))) throw fail.unverified(one.quote, value.text);
    }
  }
}

const evidenceKey = ({ sha256, extent }: AuthoredSource, evidence: AuthoredQuote) =>
  receiptKey(sha256, extent, evidence);

/** The findings that the change introduces. A finding that only moved to another line is not new. */
function newFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  // Neither the record nor the line: the id of a claim changes with other claims, and lines move.
  const findingKey = ({ rule, message, place }: Finding) =>
    JSON.stringify([rule, message, place.excerpt.trim()]);
  const counts = new Map<string, number>();
  for (const finding of before) {
    const key = findingKey(finding);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return after.filter((finding) => {
    const key = findingKey(finding);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
}
