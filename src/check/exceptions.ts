/** The exceptions in kb.yaml: findings that a person accepted. */
import type { AuthoredRecords } from '../model/authored.ts';
import { errorAt, type Finding } from '../model/finding.ts';
import type { RuleTerms } from './rule.ts';

/** The rule about exceptions. It has no `check`, because it needs the findings of the other rules. */
export const exceptionTerms: RuleTerms = {
  id: 'exception',
  level: 'error',
  protects: 'An exception must match a finding, and its rule must allow exceptions.',
};

/** Removes the findings that are accepted, and adds one for each exception that is wrong or no longer needed. */
export function applyExceptions(
  records: AuthoredRecords,
  findings: readonly Finding[],
  rules: readonly RuleTerms[],
): Finding[] {
  const { kb } = records;
  const areTextsRead = records.sources.every(({ text }) => text !== null);
  const left = new Set(findings);
  const added: Finding[] = [];
  for (const [index, { rule, record }] of (kb?.value.exceptions ?? []).entries()) {
    const accepted = findings.filter(
      (finding) => finding.rule === rule && finding.record === record && finding.level !== 'error',
    );
    for (const finding of accepted) left.delete(finding);
    const known = rules.find(({ id }) => id === rule);
    const message =
      known === undefined
        ? `there is no rule “${rule}”`
        : known.level === 'error'
          ? `findings of “${rule}” are errors, which can't be accepted as exceptions`
          : accepted.length === 0 && (areTextsRead || !known.needsText)
            ? `“${rule}” finds nothing at ${record}; the exception is not needed`
            : null;
    if (kb === null || message === null) continue;
    const place = kb.place(['exceptions', index]);
    added.push(errorAt(exceptionTerms.id, message, place, 'Remove it, or correct its rule and record.'));
  }
  return [...left, ...added];
}
