/** Joins load, check and store: a folder becomes a store, or a list of faults. */
import { applyExceptions } from './check/exceptions.ts';
import { runRules } from './check/rule.ts';
import { ALL_RULES, RULES } from './check/rules.ts';
import { type Loaded, type LoadOptions, loadKb } from './load/load-kb.ts';
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

const ignore = () => {};

/** Everything that is wrong with a knowledge base, or worth knowing of it, in the order of the files. */
export function checkKb(options: OpenOptions): Finding[] {
  return atRest(options.folder, options.onWait ?? ignore, () => inspect(options)).findings;
}

/** A store over a knowledge base without errors; otherwise its findings. */
export function openKb(options: OpenOptions): { store: Store } | { findings: Finding[] } {
  const { records, findings } = atRest(options.folder, options.onWait ?? ignore, () => inspect(options));
  if (findings.some(({ level }) => level === 'error')) return { findings };
  return { store: memoryStore(expand(records)) };
}

/** A store to find names in for a change, which may be there to put errors right; findings where a file can't be read. */
export function openKbToEdit(options: OpenOptions): { store: Store } | { findings: Finding[] } {
  const { records, findings } = atRest(options.folder, options.onWait ?? ignore, () => inspect(options));
  return records.isComplete ? { store: memoryStore(expand(records)) } : { findings };
}

/** What a load gives, with every finding of the rules. */
export function inspect(options: LoadOptions): Loaded {
  const { records, findings, texts } = loadKb(options);
  const all = applyExceptions(records, [...findings, ...runRules(RULES, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings), texts };
}
