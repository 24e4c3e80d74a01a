/** What the files of a table source print and the source does not record. */
import type { FileFault } from '../../model/files.ts';
import { groupBy } from '../../model/group-by.ts';
import type { PrintedTable } from '../../model/printed-tables.ts';
import type { AuthoredRow, AuthoredTable, AuthoredTableSource } from '../../model/schema.ts';
import { leftOutLabels, pathOfFile } from '../../model/table-source.ts';
import { recordRows } from './record-rows.ts';
import type { SnapshotFile } from './snapshot-files.ts';

/** What is printed and not recorded. None of it is a fault: a person chose what to record. */
export interface Unrecorded {
  /** Tables with rows that no recorded table covers. */
  tables: { path: string; heading: readonly string[]; line: number; rows: number }[];
  /** Columns of recorded tables that their `columns` lack; `table` is the id. */
  columns: { table: string; column: string }[];
  /** Rows of recorded tables with a symbol that is not recorded. A row that `names` leaves out is none. */
  rows: { table: string; row: string; line: number }[];
}

/** Compares a source with its files. A file that can't be read or has no tables adds nothing. */
export function unrecorded(
  source: AuthoredTableSource,
  file: (path: string) => SnapshotFile | FileFault,
): Unrecorded {
  const found: Unrecorded = { tables: [], columns: [], rows: [] };
  const leftOut = leftOutLabels(source);
  for (const { path } of source.files) {
    const read = file(path);
    const printed = 'fault' in read ? read : read.tables();
    if ('fault' in read || 'fault' in printed) continue;
    const recorded = groupBy(
      source.tables.filter((table) => pathOfFile(source, table.path) === path),
      ({ heading }) => JSON.stringify(heading),
    );
    for (const [key, under] of groupBy(printed.tables, ({ heading }) => JSON.stringify(heading))) {
      const heads = (recorded.get(key) ?? [])
        .map((table) => ({ table, columns: printedColumns(table, under) }))
        .filter(({ columns }) => columns.length > 0);
      for (const table of under) {
        const covering = heads.filter(({ columns }) => columns.every((one) => table.columns.includes(one)));
        const { heading, line, rows } = table;
        if (covering.length > 0) addColumns(found, table, covering);
        else if (rows.length > 0) found.tables.push({ path, heading, line, rows: rows.length });
      }
      for (const { table, columns } of heads)
        found.rows.push(...unrecordedRows(table, columns, read, leftOut));
    }
  }
  return found;
}

/** The columns of a recorded table that are printed under its heading; others are gone and only in withdrawn rows. */
function printedColumns(table: AuthoredTable, under: readonly PrintedTable[]): string[] {
  const printed = new Set(under.flatMap(({ columns }) => columns));
  return Object.keys(table.columns).filter((column) => printed.has(column));
}
function addColumns(
  { columns }: Unrecorded,
  printed: PrintedTable,
  covering: readonly { table: AuthoredTable }[],
): void {
  const used = new Set(covering.flatMap(({ table }) => Object.keys(table.columns)));
  const table = covering[0]?.table.id ?? '';
  for (const column of printed.columns)
    if (!used.has(column) && !columns.some((one) => one.table === table && one.column === column))
      columns.push({ table, column });
}

/** The rows that a table prints now and that are not recorded, or not with all their symbols. */
function unrecordedRows(
  table: AuthoredTable,
  columns: readonly string[],
  file: SnapshotFile,
  leftOut: ReadonlySet<string>,
): Unrecorded['rows'] {
  const uses = new Map(Object.entries(table.columns));
  const printed = recordRows(
    {
      heading: table.heading,
      columns: Object.fromEntries(columns.map((column) => [column, uses.get(column) ?? {}])),
    },
    file,
  );
  if ('fault' in printed || 'missing' in printed) return [];
  // Notes are no part of what a row is.
  const partsOf = ({ cells }: AuthoredRow) =>
    Object.entries(cells).filter(([column]) => uses.get(column) !== 'note');
  const keyOf = (row: AuthoredRow) =>
    JSON.stringify([row.line, partsOf(row).sort(([a], [b]) => Number(a > b) - Number(a < b))]);
  const recorded = new Set(table.rows.filter(({ withdrawn }) => withdrawn === undefined).map(keyOf));
  return printed.rows.flatMap((row) => {
    const names = partsOf(row).flatMap(([column, text]) =>
      typeof uses.get(column) === 'string' ? [text] : [],
    );
    if (recorded.has(keyOf(row)) || names.some((name) => leftOut.has(name))) return [];
    return [{ table: table.id, row: names.join(', '), line: row.line }];
  });
}

/** What is printed and not recorded, and was not printed before: the first of several tables with one heading, and columns by name. */
export function newlyUnrecorded(
  before: Unrecorded,
  now: Unrecorded,
): { tables: Unrecorded['tables']; columns: ReadonlyMap<string, string[]> } {
  const keyOfTable = ({ path, heading }: Unrecorded['tables'][number]) => JSON.stringify([path, heading]);
  const keyOfColumn = ({ table, column }: Unrecorded['columns'][number]) => JSON.stringify([table, column]);
  const oldTables = new Set(before.tables.map(keyOfTable));
  const oldColumns = new Set(before.columns.map(keyOfColumn));
  const columns = groupBy(
    now.columns.filter((one) => !oldColumns.has(keyOfColumn(one))),
    ({ column }) => column,
  );
  return {
    tables: [...groupBy(now.tables, keyOfTable)].flatMap(([key, [first]]) =>
      first === undefined || oldTables.has(key) ? [] : [first],
    ),
    columns: new Map([...columns].map(([column, group]) => [column, group.map(({ table }) => table)])),
  };
}
