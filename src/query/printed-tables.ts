/** What a file of tables prints, and which of its names are recorded. */
import type { PrintedTable, PrintedTables } from '../model/printed-tables.ts';
import type { EntityRecord } from '../model/records.ts';
import { resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import type { PrintedTablesAnswer } from './answers/printed-tables.ts';

/** Describes the tables of a file. Names are never corrected, only compared. */
export async function printedTables(
  store: Store,
  file: string,
  { tables, remarks }: PrintedTables,
): Promise<Omit<PrintedTablesAnswer, 'mapping'>> {
  return {
    file,
    tables: tables.map((table) => ({
      heading: table.heading,
      line: table.line,
      rows: table.rows.length,
      columns: table.columns.map((name, index) => ({ name, values: valuesOf(table, index) })),
    })),
    names: await Promise.all(
      [...labelsOf(tables)].map(async ([label, rows]) => {
        const found = await resolve(store, label, { correct: false, kinds: ['model'] });
        const isFound = found.state === 'exact';
        return {
          label,
          rows,
          entity: isFound ? refOf(found.entity) : null,
          similar: 'candidates' in found ? found.candidates.map(refOf) : [],
        };
      }),
    ),
    remarks,
  };
}

const refOf = ({ id, name, kind }: EntityRecord) => ({ id, name, kind });

/** The different texts of the cells of a column, the most frequent first; empty cells are left out. */
function valuesOf({ rows }: PrintedTable, column: number): { text: string; cells: number }[] {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const text = cells[column]?.text ?? '';
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, cells]) => ({ text, cells })).sort((a, b) => b.cells - a.cells);
}

/** The labels of the first columns, with the number of rows that print them. */
function labelsOf(tables: readonly PrintedTable[]): Map<string, number> {
  const labels = new Map<string, number>();
  for (const table of tables)
    for (const { text, cells } of valuesOf(table, 0)) labels.set(text, (labels.get(text) ?? 0) + cells);
  return labels;
}
