/** Every rule, in the order in which the reference lists them. */
import type { AuthoredRecords } from '../model/authored.ts';
import { characterRules } from './characters.ts';
import { claimantRules } from './claimants.ts';
import { consistencyRules } from './consistency.ts';
import { evidenceRules } from './evidence.ts';
import { exceptionTerms } from './exceptions.ts';
import { identityRules } from './identity.ts';
import { maintenanceRules } from './maintenance.ts';
import { namingRules } from './naming.ts';
import { referenceRules } from './references.ts';
import type { Rule, RuleTerms } from './rule.ts';
import { tableRules } from './tables.ts';
import { wordingRules } from './wording.ts';

/** The rules over records. */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...referenceRules,
  ...evidenceRules,
  ...namingRules,
  ...claimantRules,
  ...wordingRules,
  ...tableRules,
  ...consistencyRules,
  ...maintenanceRules,
  ...characterRules,
];

/** The rules that can cause an error: those of level error, and those with an exception, because an unneeded exception is one. */
export const rulesOfErrors = ({ kb }: Pick<AuthoredRecords, 'kb'>): readonly Rule[] =>
  RULES.filter(({ id, level }) => level === 'error' || kb?.value.exceptions?.some(({ rule }) => rule === id));

/** The rules that the load itself applies, and the rule about exceptions. */
const LOAD_RULES: readonly RuleTerms[] = [
  {
    id: 'folder',
    level: 'error',
    protects:
      'A knowledge base must be a folder of readable files of at most 16 MiB, without links that lead outside.',
  },
  {
    id: 'yaml',
    level: 'error',
    protects: 'A data file must be one plain YAML document without anchors, aliases, tags or repeated keys.',
  },
  {
    id: 'schema',
    level: 'error',
    protects: 'Every record must have the required fields, with the right types, and no unknown ones.',
  },
  {
    id: 'text',
    level: 'error',
    protects: 'The text of a source must be a readable file in the folder of the texts.',
  },
  {
    id: 'format',
    level: 'error',
    protects: 'A knowledge base with tables must have the format 2, so that older programs refuse it.',
  },
  exceptionTerms,
];

/** The description of every rule. */
export const ALL_RULES: readonly RuleTerms[] = [...LOAD_RULES, ...RULES];
