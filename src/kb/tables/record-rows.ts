/** Records the rows of a table as its document prints them. */
import { lineHash } from '../../import/tables/lines.ts';
import type { FileFault } from '../../model/files.ts';
import type { AuthoredRow, AuthoredTable } from '../../model/schema.ts';
import { type FoundRow, findRows, type MissingTable } from './find-rows.ts';
import type { SnapshotFile } from './snapshot-files.ts';

/** A table as it is printed: what its recorded rows are, and all its columns. */
export interface RecordedTable {
  /** The line of its header, from 1. */
  header: number;
  columns: ReadonlySet<string>;
  rows: AuthoredRow[];
}

/**
 * Records the rows under a heading, an entry for each line with symbols of a row. Only the columns that are used are recorded, and
 * no empty cells.
 */
export function recordRows(
  { heading, columns }: Pick<AuthoredTable, 'heading' | 'columns'>,
  file: SnapshotFile,
): RecordedTable | MissingTable | FileFault {
  const tables = file.tables();
  if ('fault' in tables) return tables;
  const uses = Object.entries(columns);
  const names = uses.map(([column]) => column);
  const found = findRows(tables, heading, names);
  if ('missing' in found) return found;
  const symbols = new Set(uses.flatMap(([column, use]) => (typeof use === 'string' ? [] : [column])));
  return { ...found, rows: found.rows.flatMap((row) => rowsByLine(row, symbols, file)) };
}

function rowsByLine({ cells }: FoundRow, symbols: ReadonlySet<string>, file: SnapshotFile): AuthoredRow[] {
  const printed = [...cells].filter(([, { text }]) => text !== '');
  const lines = new Set(printed.flatMap(([column, cell]) => (symbols.has(column) ? [cell.line] : [])));
  return [...lines].map((line) => ({
    line,
    sha256: lineHash(file.lines[line - 1] ?? new Uint8Array()),
    cells: Object.fromEntries(
      printed.flatMap(([column, { text, line: own }]) =>
        symbols.has(column) && own !== line ? [] : [[column, text]],
      ),
    ),
  }));
}
