/** Finds a recorded table in what its document prints. */
import type { PrintedCell, PrintedTable, PrintedTables } from '../../model/printed-tables.ts';
import { columnsInWords, someOf } from './messages.ts';

/** A printed row: the cells of the columns that are used, by column. */
export interface FoundRow {
  /** The line on which it starts, from 1. */
  line: number;
  cells: ReadonlyMap<string, PrintedCell>;
}

/** The printed tables that a recorded table is. */
export interface FoundTable {
  /** The line of the header of the first one, from 1. */
  header: number;
  /** All their columns. */
  columns: ReadonlySet<string>;
  rows: FoundRow[];
}

/** What is missing: the heading, or a column under it. */
export type MissingTable =
  | { missing: 'heading'; headings: string[] }
  | { missing: 'column'; column: string; columns: string[] };

/** A heading in words. */
export const headingInWords = (heading: readonly string[]): string =>
  heading.length === 0 ? 'without a heading' : heading.map((part) => `“${part}”`).join(' › ');

/** What is missing, in words, with what there is instead. */
export function missingInWords(
  path: string,
  heading: readonly string[],
  missing: MissingTable,
): { at: readonly string[]; message: string; hint: string } {
  return missing.missing === 'heading'
    ? {
        at: ['heading'],
        message: `${path} has no table with this heading`,
        hint: `Its tables: ${someOf(missing.headings)}.`,
      }
    : {
        at: ['columns', missing.column],
        message: `the table ${headingInWords(heading)} has no such column`,
        hint: `Its columns: ${columnsInWords(missing.columns)}.`,
      };
}

/** The rows of all tables with this heading that have all these columns. */
export function findRows(
  { tables }: PrintedTables,
  heading: readonly string[],
  columns: readonly string[],
): FoundTable | MissingTable {
  const key = JSON.stringify(heading);
  const under = tables.filter((table) => JSON.stringify(table.heading) === key);
  const [first] = under;
  if (first === undefined)
    return {
      missing: 'heading',
      headings: [...new Set(tables.map((table) => headingInWords(table.heading)))],
    };
  const complete = under.filter((table) => {
    const printed = new Set(table.columns);
    return columns.every((column) => printed.has(column));
  });
  const [start] = complete;
  if (start === undefined) {
    const printed = new Set(first.columns);
    const column = columns.find((one) => !printed.has(one)) ?? '';
    return { missing: 'column', column, columns: first.columns };
  }
  return {
    header: start.line,
    columns: new Set(complete.flatMap((table) => table.columns)),
    rows: complete.flatMap((table) => rowsOf(table, columns)),
  };
}

function rowsOf(table: PrintedTable, columns: readonly string[]): FoundRow[] {
  const wanted = new Set(columns);
  const indexes = new Map<string, number>();
  for (const [index, column] of table.columns.entries())
    if (wanted.has(column) && !indexes.has(column)) indexes.set(column, index);
  return table.rows.map(({ line, cells }) => ({
    line,
    cells: new Map(
      [...indexes].flatMap(([column, index]) => {
        const cell = cells[index];
        return cell ? [[column, cell] as const] : [];
      }),
    ),
  }));
}
