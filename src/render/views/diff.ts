/** The view of `diff`: blocks of records for a terminal, and a change log in Markdown. */
import type { DiffRow } from '../../query/answers/diff.ts';
import { literal, paragraph } from '../markdown.ts';
import { type Line, type RichText, type Span, span, spansOf, textOf, type View } from '../view.ts';
import { detailsOf, mainFacts, nameOf, positionOf, statusLabel } from './diff-parts.ts';
import { statusSpan } from './parts.ts';

/** What changed between two knowledge bases, `before` and `after` as the user named them. */
export function diffView(before: string, after: string, rows: readonly DiffRow[]): View {
  const counts = (['added', 'removed', 'renamed', 'changed'] as const)
    .map((change) => ({ change, n: rows.filter((row) => row.change === change).length }))
    .filter(({ n }) => n > 0)
    .map(({ change, n }) => `${n} ${change}`);
  return {
    data: rows,
    records: () => ({
      columns: ['change', 'what', 'id', 'formerId', 'field', 'before', 'after'],
      rows: rows.flatMap(fieldRecords),
    }),
    ids: rows.map(({ id }) => id),
    title: `What changed from ${before} to ${after}?`,
    blocks: () =>
      BLOCKS.map(({ what, heading }) => ({
        heading,
        lines: rows.filter((row) => row.what === what).flatMap(rowLines),
      })).filter(({ lines }) => lines.length > 0),
    markdown: changeLog(rows),
    footer: { left: counts.join(' · '), right: '--format markdown writes a change log' },
    empty: rows.length === 0 ? `No semantic changes from ${before} to ${after}` : null,
  };
}

const BLOCKS = [
  { what: 'kb', heading: 'Knowledge base' },
  { what: 'entity', heading: 'Entities' },
  { what: 'claim', heading: 'Claims' },
  { what: 'remark', heading: 'Remarks' },
  { what: 'source', heading: 'Sources' },
] as const;

const SIGNS: Record<DiffRow['change'], Span> = {
  added: span('good', '+ '),
  removed: span('bad', '- '),
  renamed: span('fair', '~ '),
  changed: span('fair', '~ '),
};

function rowLines(row: DiffRow): Line[] {
  const place = positionOf(row);
  const tail = [...mainFacts(row, statusSpan).map(spansOf), ...(place === '' ? [] : [[span('dim', place)]])];
  return [
    {
      indent: 2,
      text: [SIGNS[row.change], ...nameOf(row), ...tail.flatMap((fact) => [span('dim', ' · '), ...fact])],
    },
    ...detailsOf(row, statusSpan).map(
      ({ label, text }): Line => ({
        indent: 6,
        text: [span('dim', `${label}: `), ...text],
      }),
    ),
  ];
}

const LOG = [
  { heading: 'Added', changes: ['added'] },
  { heading: 'Changed', changes: ['renamed', 'changed'] },
  { heading: 'Removed', changes: ['removed'] },
] as const;

/** The headings of Keep a Changelog, with a bullet for each record. */
function changeLog(rows: readonly DiffRow[]): string {
  return LOG.flatMap(({ heading, changes }) => {
    const bullets = rows.filter(({ change }) => changes.some((own) => own === change)).map(bulletOf);
    return bullets.length === 0 ? [] : [`### ${heading}\n\n${bullets.join('')}`];
  }).join('\n');
}

/** A bullet: on one line if one field differs, otherwise with a line for each field below it. */
function bulletOf(row: DiffRow): string {
  const place = positionOf(row);
  const name = markdown(nameOf(row));
  const where = place === '' ? '' : ` (${literal(place)})`;
  const facts = mainFacts(row, statusLabel).map(markdown).join(', ');
  const [first, ...more] = detailsOf(row, statusLabel);
  if (first === undefined) return `- ${name}${facts === '' ? '' : `: ${facts}`}${where}\n`;
  if (more.length === 0) return `- ${name}: ${markdown(first.inline)}${where}\n`;
  const lines = [first, ...more].map(({ label, text }) => `  - ${label}: ${markdown(text)}\n`);
  return `- ${name}${where}\n${lines.join('')}`;
}

/** The text in Markdown, without anything that starts a heading or a list. */
const markdown = (richText: RichText): string => paragraph(textOf(richText));

/** A row for each field that differs, and for each item of a list; one for a record that was added or removed. */
function fieldRecords({ change, what, id, formerId, fields }: DiffRow): object[] {
  const row = { change, what, id, formerId };
  if (fields.length === 0) return [row];
  return fields.flatMap((own): object[] => {
    if ('before' in own)
      return [{ ...row, field: own.field, before: textOfItem(own.before), after: textOfItem(own.after) }];
    return [
      ...own.removed.map((item) => ({ ...row, field: own.field, before: textOfItem(item) })),
      ...own.added.map((item) => ({ ...row, field: own.field, after: textOfItem(item) })),
    ];
  });
}

/** A value as text: an entity by its id, evidence by its quote, an alias by its name. */
function textOfItem(item: string | object | null): string | null {
  if (item === null || typeof item === 'string') return item;
  for (const key of ['id', 'quote', 'name']) if (key in item) return String(item[key as keyof typeof item]);
  return null;
}
