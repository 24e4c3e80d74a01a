/** Exceptions of kb.yaml: findings that are known and stand. One that nothing needs is a finding itself. */
import type { AuthoredRecords } from '../model/authored.ts';
import type { Finding } from '../model/finding.ts';
import type { RuleTerms } from './rule.ts';

/** What `exception` protects; it is found here, not by a check over records. */
export const exceptionTerms: RuleTerms = {
  id: 'exception',
  level: 'error',
  protects: 'An exception names a rule that allows it, and a finding that it still excepts.',
};

/** Takes out what is excepted, and adds a finding for each exception that is wrong or no longer needed. */
export function applyExceptions(
  records: AuthoredRecords,
  findings: readonly Finding[],
  rules: readonly RuleTerms[],
): Finding[] {
  const { kb } = records;
  const left = new Set(findings);
  const added: Finding[] = [];
  for (const [index, { rule, record }] of (kb?.value.exceptions ?? []).entries()) {
    const excepted = findings.filter(
      (finding) => finding.rule === rule && finding.record === record && finding.level !== 'error',
    );
    for (const finding of excepted) left.delete(finding);
    const known = rules.find(({ id }) => id === rule);
    const message =
      known === undefined
        ? `there is no rule “${rule}”`
        : known.level === 'error'
          ? `findings of “${rule}” are errors, and can't be excepted`
          : excepted.length === 0
            ? `nothing of “${rule}” is found at ${record}; the exception is not needed`
            : null;
    if (kb === null || message === null) continue;
    const place = kb.place(['exceptions', index]);
    added.push({
      level: 'error',
      rule: exceptionTerms.id,
      message,
      hint: 'Remove it, or name what it excepts.',
      record: null,
      place,
    });
  }
  return [...left, ...added];
}
