/** Every rule, in the order in which the reference lists them. */
import { consistencyRules } from './consistency.ts';
import { evidenceRules } from './evidence.ts';
import { identityRules } from './identity.ts';
import { referenceRules } from './references.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  ...identityRules,
  ...referenceRules,
  ...evidenceRules,
  ...consistencyRules,
];
