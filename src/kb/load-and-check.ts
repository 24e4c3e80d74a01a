/** Loads a knowledge base and applies the rules. */
import { applyExceptions } from '../check/exceptions.ts';
import { type Rule, runRules } from '../check/rule.ts';
import { ALL_RULES, RULES, rulesOfErrors } from '../check/rules.ts';
import { findTexts, type Loaded, type LoadOptions, loadKb } from '../load/load-kb.ts';
import { compareFindings, type Finding, hasError } from '../model/finding.ts';
import { readConsistently } from './write/consistent-read.ts';

/** How to open a knowledge base. */
export interface OpenOptions extends LoadOptions {
  /** Called once with a message if another process holds the lock. */
  onWait?(notice: string): void;
}

/** All findings of a knowledge base, in the order of the files. */
export const checkKb = (options: OpenOptions): Finding[] =>
  consistently(options, () => loadAndCheck(options).findings);

/** Loads a knowledge base with the findings of all rules. */
export const loadAndCheck = (options: LoadOptions): Loaded => applyRules(RULES, loadKb(options));

/** The same, but finds warnings only if there is an error: they are not reported with an answer. */
export function loadAndCheckForErrors(options: LoadOptions): Loaded {
  const loaded = loadKb(options);
  const checked = applyRules(rulesOfErrors(loaded.records), loaded);
  return hasError(checked.findings) ? applyRules(RULES, loaded) : checked;
}

function applyRules(rules: readonly Rule[], { records, findings, texts }: Loaded): Loaded {
  const all = applyExceptions(records, [...findings, ...runRules(rules, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings), texts };
}

/** Repeats `read` until no writer was active meanwhile. */
export const consistently = <T>(options: OpenOptions, read: () => T): T =>
  readConsistently(options.folder, () => findTexts(options), options.onWait ?? (() => {}), read);
