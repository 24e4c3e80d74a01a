/** Joins load, check and store: a folder becomes a store, or a list of faults. */
import { relative } from 'node:path';
import { applyExceptions } from '../check/exceptions.ts';
import { type Rule, runRules } from '../check/rule.ts';
import { ALL_RULES, RULES, rulesOfErrors } from '../check/rules.ts';
import { diskFiles } from '../load/files.ts';
import { gitRevision, type RevisionFault } from '../load/git-files.ts';
import { findTexts, type Loaded, type LoadOptions, loadKb } from '../load/load-kb.ts';
import { toRecords } from '../load/to-records.ts';
import { compareFindings, type Finding, hasError } from '../model/finding.ts';
import { memoryStore } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import type { Compiled } from './cache/compiled.ts';
import { fileFingerprint, isRacilyClean } from './cache/inputs.ts';
import { compile } from './cache/save.ts';
import { type Recorded, trackReads } from './cache/track-inputs.ts';
import { readConsistently } from './write/consistent-read.ts';

/** How to open a knowledge base. */
export interface OpenOptions extends LoadOptions {
  /** Told, once, which writer is waited for. */
  onWait?(notice: string): void;
}

/** Everything that is wrong with a knowledge base, or worth knowing of it, in the order of the files. */
export function checkKb(options: OpenOptions): Finding[] {
  return inspectAtRest(options).findings;
}

/** A store over a knowledge base without errors; otherwise its findings. */
export function openKb(options: OpenOptions): { store: Store } | { findings: Finding[] } {
  const { records, findings } = inspectAtRest(options, judge);
  if (hasError(findings)) return { findings };
  return { store: memoryStore(toRecords(records)) };
}

/** The same, with its records compiled for the cache. */
export function openAndCompile(
  options: OpenOptions,
  build: string,
): { store: Store; compiled: Compiled } | { findings: Finding[] } {
  const { folder } = options;
  return readConsistently(
    folder,
    () => findTexts(options),
    options.onWait ?? (() => {}),
    () => {
      const receipts = fileFingerprint(options.receiptsFile);
      const { loaded, recorded, now } = inspectRecorded(options);
      const { findings } = loaded;
      if (hasError(findings)) return { findings };
      const records = toRecords(loaded.records);
      // Receipts are read for a text that is not here.
      if (loaded.records.sources.some(({ text }) => text === null))
        recorded.files.push({ path: relative(folder, options.receiptsFile), stamp: receipts, bytes: null });
      const isUnsure = (stamp: string) => isRacilyClean(stamp, now);
      const compiled = compile({ build, folder }, folder, loaded, records, recorded, isUnsure);
      return { store: memoryStore(records), compiled };
    },
  );
}

/** The same of the bundled knowledge base, valid wherever its files hold the same bytes; for the build. */
export function compileBundled(options: LoadOptions, build: string): Compiled {
  const { loaded, recorded } = inspectRecorded(options);
  const fault = loaded.findings.find(({ level }) => level === 'error');
  if (fault) throw new Error(`the data has faults, see \`npm run check:data\`: ${fault.message}`);
  const { content, bytes } = compile(
    { build, folder: null },
    options.folder,
    loaded,
    toRecords(loaded.records),
    recorded,
    () => true,
  );
  const folders = content.inputs.folders.map((folder) => ({ ...folder, real: null }));
  const files = content.inputs.files.map((file) => ({ ...file, stamp: null }));
  return { content: { ...content, inputs: { folders, files } }, bytes };
}

/** What a load gives, with what it read and when it began. */
function inspectRecorded(options: LoadOptions): { loaded: Loaded; recorded: Recorded; now: number } {
  const now = Date.now();
  const { files, recorded } = trackReads(options.files ?? diskFiles, options.folder);
  return { loaded: judge({ ...options, files }), recorded, now };
}

/** Rules without which an id names no record, or more than one. */
const NAMING: readonly string[] = ['reference', 'unique-id'];

/** A store with the errors that were let pass; or all findings, where those leave no records to compare. */
export type Opened = { store: Store; errors: Finding[] } | { findings: Finding[] };

/** Opens a knowledge base for comparison: it may break rules, if every file can be read and every id names one record. */
export const openLenient = (options: OpenOptions): Opened => comparable(inspectAtRest(options));

function comparable({ records, findings }: Loaded): Opened {
  const errors = findings.filter(({ level }) => level === 'error');
  if (!records.isComplete || errors.some(({ rule }) => NAMING.includes(rule))) return { findings };
  return { store: memoryStore(toRecords(records)), errors };
}

/** Opens a knowledge base for comparison as it was at a git revision; findings name their files as git does. */
export function openRevision(
  { folder, receiptsFile }: LoadOptions,
  name: string,
  env: ReadonlyMap<string, string>,
): Opened | RevisionFault {
  const revision = gitRevision(folder, name, env);
  if ('fault' in revision) return revision;
  const { files, repository } = revision;
  const opened = comparable(inspect({ folder: revision.folder, shownFrom: repository, receiptsFile, files }));
  if (!('findings' in opened)) return opened;
  const findings = opened.findings.map((finding) => ({
    ...finding,
    place: { ...finding.place, file: `${name}:${finding.place.file}` },
  }));
  return { findings };
}

/** What a load gives, with every finding of the rules. */
export const inspect = (options: LoadOptions): Loaded => heldTo(RULES, loadKb(options));

/** The same, with every finding only where one is an error: who asks a question is told no other. */
function judge(options: LoadOptions): Loaded {
  const loaded = loadKb(options);
  const judged = heldTo(rulesOfErrors(loaded.records), loaded);
  return hasError(judged.findings) ? heldTo(RULES, loaded) : judged;
}

function heldTo(rules: readonly Rule[], { records, findings, texts }: Loaded): Loaded {
  const all = applyExceptions(records, [...findings, ...runRules(rules, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings), texts };
}

/** The same of a knowledge base that nobody is writing to just then. */
const inspectAtRest = (options: OpenOptions, read = inspect): Loaded =>
  readConsistently(
    options.folder,
    () => findTexts(options),
    options.onWait ?? (() => {}),
    () => read(options),
  );
