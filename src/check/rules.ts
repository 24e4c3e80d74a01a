/** Every rule, in the order in which the reference lists them. */
import type { AuthoredRecords } from '../model/authored.ts';
import { characterRules } from './characters.ts';
import { consistencyRules } from './consistency.ts';
import { evidenceRules } from './evidence.ts';
import { exceptionTerms } from './exceptions.ts';
import { identityRules } from './identity.ts';
import { upkeepRules } from './maintenance.ts';
import { referenceRules } from './references.ts';
import type { Rule, RuleTerms } from './rule.ts';
import { wordingRules } from './wording.ts';

/** The rules over records. */
export const RULES: readonly Rule[] = [
  ...identityRules,
  ...referenceRules,
  ...evidenceRules,
  ...wordingRules,
  ...consistencyRules,
  ...upkeepRules,
  ...characterRules,
];

/** The rules that can find an error: those of errors, and those from which kb.yaml excepts something, which must be needed. */
export const rulesOfErrors = ({ kb }: Pick<AuthoredRecords, 'kb'>): readonly Rule[] =>
  RULES.filter(({ id, level }) => level === 'error' || kb?.value.exceptions?.some(({ rule }) => rule === id));

/** The rules of form, which the load itself holds the files to, and the rule of exceptions. */
const FORM: readonly RuleTerms[] = [
  {
    id: 'folder',
    level: 'error',
    protects:
      'A knowledge base is a folder of readable files of a sensible size, and nothing outside it is read.',
  },
  {
    id: 'yaml',
    level: 'error',
    protects: 'A data file is one plain YAML document: no anchors, aliases, tags, or keys that stand twice.',
  },
  {
    id: 'schema',
    level: 'error',
    protects: 'Every record has the fields it needs, of the right type, and no others.',
  },
  {
    id: 'text',
    level: 'error',
    protects: 'The text of a source is a readable file in the folder of the texts.',
  },
  exceptionTerms,
];

/** What is told of every rule. */
export const ALL_RULES: readonly RuleTerms[] = [...FORM, ...RULES];
