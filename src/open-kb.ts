/** Joins load, check and store: a folder becomes a store, or a list of faults. */
import { applyExceptions } from './check/exceptions.ts';
import { runRules } from './check/rule.ts';
import { ALL_RULES, RULES } from './check/rules.ts';
import { gitRevision, type RevisionFault } from './load/git-files.ts';
import { findTexts, type Loaded, type LoadOptions, loadKb } from './load/load-kb.ts';
import { compareFindings, type Finding } from './model/finding.ts';
import { expand } from './store/expand.ts';
import { memoryStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';
import { atRest } from './write/at-rest.ts';

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
  const { records, findings } = inspectAtRest(options);
  if (findings.some(({ level }) => level === 'error')) return { findings };
  return { store: memoryStore(expand(records)) };
}

/** A store to find names in for a change, which may be there to put errors right; findings where a file can't be read. */
export function openKbToEdit(options: OpenOptions): { store: Store } | { findings: Finding[] } {
  const { records, findings } = inspectAtRest(options);
  return records.isComplete ? { store: memoryStore(expand(records)) } : { findings };
}

/** Rules without which an id names no record, or more than one. */
const NAMING: readonly string[] = ['reference', 'unique-id'];

/** A store with the errors that were let pass; or all findings, where those leave no records to compare. */
export type Opened = { store: Store; errors: Finding[] } | { findings: Finding[] };

/** Opens a knowledge base for comparison: it may break rules, if every file can be read and every id names one record. */
export const openDespiteErrors = (options: OpenOptions): Opened => comparable(inspectAtRest(options));

function comparable({ records, findings }: Loaded): Opened {
  const errors = findings.filter(({ level }) => level === 'error');
  if (!records.isComplete || errors.some(({ rule }) => NAMING.includes(rule))) return { findings };
  return { store: memoryStore(expand(records)), errors };
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
export function inspect(options: LoadOptions): Loaded {
  const { records, findings, texts } = loadKb(options);
  const all = applyExceptions(records, [...findings, ...runRules(RULES, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings), texts };
}

/** The same of a knowledge base that nobody is writing to just then. */
const inspectAtRest = (options: OpenOptions): Loaded =>
  atRest(
    options.folder,
    () => findTexts(options),
    options.onWait ?? (() => {}),
    () => inspect(options),
  );
