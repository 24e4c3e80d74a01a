/** Loads a knowledge base and applies the rules. */
import { applyExceptions } from '../check/exceptions.ts';
import { type Rule, runRules } from '../check/rule.ts';
import { ALL_RULES, RULES, rulesOfErrors } from '../check/rules.ts';
import { type Loaded, type LoadOptions, loadKb } from '../load/load-kb.ts';
import { compareFindings, type Finding, hasError } from '../model/finding.ts';
import { type OpenOptions, readConsistently } from './write/consistent-read.ts';

/** All findings of a knowledge base, in the order of the files. */
export const checkKb = (options: OpenOptions): Finding[] =>
  readConsistently(options, () => loadAndCheck(options).findings);

/** Loads a knowledge base with the findings of all rules. */
export const loadAndCheck = (options: LoadOptions): Loaded => applyRules(RULES, loadKb(options));

/** Loads a knowledge base with its errors. Finds warnings only if there is an error: they are not reported with an answer. */
export function loadAndCheckForErrors(options: LoadOptions): Loaded {
  const loaded = loadKb(options);
  const checked = applyRules(rulesOfErrors(loaded.records), loaded);
  return hasError(checked.findings) ? applyRules(RULES, loaded) : checked;
}

function applyRules(rules: readonly Rule[], { records, findings, texts }: Loaded): Loaded {
  const all = applyExceptions(records, [...findings, ...runRules(rules, records)], ALL_RULES);
  return { records, findings: all.sort(compareFindings), texts };
}
