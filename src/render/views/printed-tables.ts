/** The view of `import table` for a file: its tables, with the values of each column, and its names. */
import { count } from '../../model/count.ts';
import type { PrintedTablesAnswer } from '../../query/answers/printed-tables.ts';
import { type Block, NONE, span, type View } from '../view.ts';
import { NO_BREAK_SPACE } from '../wrap.ts';

/** How many values of a column, and how many similar names of a label, are shown. */
const MOST_VALUES = 6;
const MOST_SIMILAR = 3;

export function printedTablesView(answer: PrintedTablesAnswer): View {
  const { file, tables, names, remarks, mapping } = answer;
  const known = names.filter(({ entity }) => entity !== null).length;
  const unknown = names.filter(({ entity }) => entity === null);
  return {
    data: answer,
    records: () => ({
      columns: ['heading', 'line', 'column', 'text', 'cells'],
      rows: tables.flatMap(({ heading, line, columns }) =>
        columns.flatMap(({ name, values }) =>
          values.map((value) => ({ heading, line, column: name, ...value })),
        ),
      ),
    }),
    ids: names.flatMap(({ entity }) => (entity === null ? [] : [entity.id])),
    title: `Tables in ${file}`,
    blocks: () => [
      ...tables.map(tableBlock),
      ...(unknown.length > 0 ? [unknownBlock(unknown)] : []),
      ...(remarks.length > 0
        ? [
            {
              heading: 'Remarks',
              lines: remarks.map(({ line, message }) => ({ indent: 2, text: `line ${line}: ${message}` })),
            },
          ]
        : []),
    ],
    footer: {
      left: `${count(tables.length, 'table')} · ${names.length} names in first columns, ${known} known`,
      right:
        mapping === null
          ? `chipkb import table ${file} --mapping <new file> writes a mapping to fill in`
          : `Fill in ${mapping}, then: chipkb import table ${mapping} --from <clone>`,
    },
    empty: tables.length === 0 ? `${file} contains no tables` : null,
  };
}

const tableBlock = ({ heading, line, rows, columns }: PrintedTablesAnswer['tables'][number]): Block => ({
  heading: `${heading.length === 0 ? 'Without a heading' : heading.join(' › ')} (line ${line}, ${count(rows, 'row')})`,
  columns: ['Column', 'Different', 'Values'],
  rows: columns.map(({ name, values }) => [
    name === '' ? [span('dim', 'blank')] : name,
    String(values.length),
    valuesInWords(values),
  ]),
});

function valuesInWords(values: readonly { text: string; cells: number }[]): string {
  const shown = values
    .slice(0, MOST_VALUES)
    .map(({ text, cells }) => (cells === 1 ? text : `${text}${NO_BREAK_SPACE}×${cells}`));
  return values.length === 0 ? NONE : shown.join(' · ') + (values.length > MOST_VALUES ? ' · …' : '');
}

const unknownBlock = (unknown: PrintedTablesAnswer['names']): Block => ({
  heading: 'Names in first columns that are not recorded',
  columns: ['Name', 'Rows', 'Similar'],
  rows: unknown.map(({ label, rows, similar }) => [
    label,
    String(rows),
    similar.length === 0
      ? NONE
      : similar
          .slice(0, MOST_SIMILAR)
          .map(({ id }) => id)
          .join(', '),
  ]),
});
