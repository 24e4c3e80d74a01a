/** What the files of a source print and the source does not record. */
import { count } from '../../model/count.ts';
import type { UnrecordedAnswer } from '../../query/answers/verify.ts';
import type { Block } from '../view.ts';

/** The amounts, such as “not recorded: 1 table (7 rows), 3 columns”; null if everything is recorded. */
export function unrecordedInWords({ tables, columns, rows }: UnrecordedAnswer): string | null {
  const rowsOfTables = tables.reduce((sum, table) => sum + table.rows, 0);
  const parts = [
    ...(tables.length > 0 ? [`${count(tables.length, 'table')} (${count(rowsOfTables, 'row')})`] : []),
    ...(columns.length > 0 ? [count(columns.length, 'column')] : []),
    ...(rows.length > 0 ? [count(rows.length, 'row')] : []),
  ];
  return parts.length === 0 ? null : `not recorded: ${parts.join(', ')}`;
}

/** The list of what a source does not record. */
export function unrecordedBlock(source: string, { tables, columns, rows }: UnrecordedAnswer): Block[] {
  const lines = [
    ...tables.map(
      (table) =>
        `the table ${table.heading.join(' › ') || 'without a heading'} (${table.path}, line ${table.line}, ${count(table.rows, 'row')})`,
    ),
    ...columns.map(({ table, column }) => `${table}: the column ${column || 'with a blank header'}`),
    ...rows.map(({ table, row, line }) => `${table}: the row ${row} (line ${line})`),
  ];
  if (lines.length === 0) return [];
  return [{ heading: `Not recorded in ${source}`, lines: lines.map((text) => ({ indent: 2, text })) }];
}
