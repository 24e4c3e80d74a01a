/** The views of `check`: findings, the list of rules, one rule explained. */
import { count } from '../../model/count.ts';
import type { Finding, Level } from '../../model/finding.ts';
import type { View } from '../view.ts';
import { codeLine } from './parts.ts';

/** A rule as it is listed and explained. */
interface RuleInfo {
  id: string;
  level: Level;
  protects: string;
}

/** Findings, each with its position, and how many there are. */
export function findingsView(folder: string, findings: readonly Finding[]): View {
  const counts = (['error', 'warning', 'info'] as const)
    .map((level) => ({ level, n: findings.filter((finding) => finding.level === level).length }))
    .filter(({ n }) => n > 0)
    .map(({ level, n }) => (level === 'info' ? `${n} info` : count(n, level)));
  return {
    data: findings,
    records: () => ({ columns: FINDING_COLUMNS, rows: findings }),
    ids: findings.flatMap(({ record }) => record ?? []),
    title: `Checking ${folder}`,
    blocks: () => [
      findings.length > 0
        ? { heading: null, findings }
        : { heading: null, lines: [{ indent: 2, text: 'No problems found.' }] },
    ],
    footer:
      counts.length > 0
        ? { left: counts.join(' · '), right: 'chipkb check --explain <rule> shows an example' }
        : null,
    empty: null,
  };
}

const FINDING_COLUMNS = [
  'level',
  'rule',
  'message',
  'hint',
  'record',
  'place.file',
  'place.line',
  'place.col',
  'place.excerpt',
  'place.excerptCol',
];

/** Every rule with what it requires. */
export function rulesView(rules: readonly RuleInfo[]): View {
  return {
    data: rules.map(({ id, level, protects }) => ({ id, level, protects })),
    records: () => ({ columns: ['id', 'level', 'protects'], rows: rules }),
    ids: rules.map(({ id }) => id),
    title: 'Rules',
    blocks: () => [
      {
        heading: null,
        columns: ['Rule', 'Level', 'Requirement'],
        rows: rules.map(({ id, level, protects }) => [id, level, protects]),
      },
    ],
    footer: { left: count(rules.length, 'rule'), right: 'chipkb check --explain <rule> shows an example' },
    empty: null,
  };
}

/** One rule with a bad and a good example. */
export function ruleView(
  { id, level, protects }: RuleInfo,
  { bad, good }: { bad: string; good: string },
): View {
  const lines = (text: string) =>
    text.split('\n').map((line) => ({ indent: 4, text: codeLine(line), unbroken: true }));
  return {
    data: { id, level, protects, bad, good },
    records: () => ({
      columns: ['id', 'level', 'protects', 'bad', 'good'],
      rows: [{ id, level, protects, bad, good }],
    }),
    ids: [id],
    title: `${id} (${level})`,
    blocks: () => [
      { heading: null, lines: [{ indent: 2, text: protects }] },
      { heading: 'Bad', lines: lines(bad) },
      { heading: 'Good', lines: lines(good) },
    ],
    footer: null,
    empty: null,
  };
}
