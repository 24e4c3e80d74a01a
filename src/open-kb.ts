/** Joins load, check and store: a folder becomes a store, or a list of faults. */
import { applyExceptions } from './check/exceptions.ts';
import { runRules } from './check/rule.ts';
import { ALL_RULES, RULES } from './check/rules.ts';
import { type LoadOptions, loadKb } from './load/load-kb.ts';
import { compareFindings, type Finding } from './model/finding.ts';
import { expand } from './store/expand.ts';
import { memoryStore } from './store/memory-store.ts';
import type { Store } from './store/store.ts';

/** Everything that is wrong with a knowledge base, or worth knowing of it, in the order of the files. */
export function checkKb(options: LoadOptions): Finding[] {
  return inspect(options).findings;
}

/** A store over a knowledge base without errors; otherwise its findings. */
export function openKb(options: LoadOptions): { store: Store } | { findings: Finding[] } {
  const { records, findings } = inspect(options);
  if (findings.some(({ level }) => level === 'error')) return { findings };
  return { store: memoryStore(expand(records)) };
}

function inspect(options: LoadOptions) {
  const { records, findings } = loadKb(options);
  const all = applyExceptions(records, [...findings, ...runRules(RULES, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings) };
}
