/** Compares the recorded rows of a table with those that a newer commit prints. */
import { groupBy } from '../../model/group-by.ts';
import type { AuthoredRow, AuthoredTable } from '../../model/schema.ts';

/** A commit of the file of a table. */
export interface FileCommit {
  commit: string;
  /** The day of the commit. */
  day: string;
  /** The day by which the file had its content. */
  changed: string;
}

/** A cell of symbols that differs between two commits; null where it is not printed. */
export interface CellChange {
  table: string;
  /** The printed names of the row, joined by commas. */
  row: string;
  column: string;
  before: string | null;
  after: string | null;
  /** The line at the newer commit or, for a cell that is gone, at the older one. */
  line: number;
}

/** A cell of symbols with its row. */
interface SymbolCell {
  row: AuthoredRow;
  column: string;
  printed: string;
}

/**
 * The rows of a table after an update from the commit `before` to `after`, whose rows are `printed`. Cells are matched by the names
 * of their row and their column. A row with the same symbols keeps the day by which they were printed. A cell that is gone stays as a
 * withdrawn row; one that is printed again is no longer withdrawn.
 */
export function updateRows(
  table: AuthoredTable,
  printed: readonly AuthoredRow[],
  before: FileCommit,
  after: FileCommit,
): { rows: AuthoredRow[]; changes: CellChange[] } {
  const current = table.rows.filter(({ withdrawn }) => withdrawn === undefined);
  const withdrawn = table.rows.filter((row) => row.withdrawn !== undefined);
  const uses = new Map(Object.entries(table.columns));
  const isSymbol = (column: string) => typeof uses.get(column) !== 'string';
  const isName = (column: string) => !isSymbol(column) && uses.get(column) !== 'note';

  const cellsOf = (rows: readonly AuthoredRow[]): Map<string, SymbolCell[]> => {
    const cells = new Map<string, SymbolCell[]>();
    for (const row of rows) {
      const names = Object.entries(row.cells)
        .filter(([column]) => isName(column))
        .sort(([a], [b]) => Number(a > b) - Number(a < b));
      for (const [column, symbol] of Object.entries(row.cells)) {
        if (!isSymbol(column)) continue;
        const key = JSON.stringify([names, column]);
        const list = cells.get(key);
        if (list) list.push({ row, column, printed: symbol });
        else cells.set(key, [{ row, column, printed: symbol }]);
      }
    }
    return cells;
  };
  const nameOf = ({ cells }: AuthoredRow) =>
    Object.entries(cells)
      .flatMap(([column, text]) => (isName(column) ? [text] : []))
      .join(', ');

  const old = cellsOf(current);
  const fresh = cellsOf(printed);
  const changes: CellChange[] = [];
  const gone = new Map<AuthoredRow, Set<string>>();
  const different = new Set<AuthoredRow>();
  /** The day by which the symbols of a row were printed. */
  const days = new Map<AuthoredRow, string>();
  for (const [key, cells] of old) {
    for (const { cell, next } of pairs(cells, fresh.get(key) ?? [])) {
      const { row, column, printed: symbol } = cell;
      if (next === null) gone.set(row, (gone.get(row) ?? new Set()).add(column));
      if (next?.printed === symbol) {
        const day = row.changed ?? before.changed;
        const latest = days.get(next.row);
        days.set(next.row, latest !== undefined && latest > day ? latest : day);
        continue;
      }
      if (next) different.add(next.row);
      const { line } = next?.row ?? row;
      changes.push({
        table: table.id,
        row: nameOf(row),
        column,
        before: symbol,
        after: next?.printed ?? null,
        line,
      });
    }
  }
  /** For each row and column the cells that no recorded cell is now. */
  const came = new Map([...fresh].map(([key, cells]) => [key, unpaired(old.get(key) ?? [], cells)]));
  for (const cells of came.values())
    for (const { row, column, printed: symbol } of cells) {
      different.add(row);
      changes.push({
        table: table.id,
        row: nameOf(row),
        column,
        before: null,
        after: symbol,
        line: row.line,
      });
    }

  const only = (row: AuthoredRow, keeps: (column: string) => boolean): AuthoredRow['cells'] =>
    Object.fromEntries(Object.entries(row.cells).filter(([column]) => !isSymbol(column) || keeps(column)));
  const hasSymbol = ({ cells }: AuthoredRow) => Object.keys(cells).some(isSymbol);
  const again = new Map<AuthoredRow, Set<string>>();
  for (const [key, cells] of cellsOf(withdrawn))
    for (const { cell, next } of pairs(cells, came.get(key) ?? []))
      if (next !== null) again.set(cell.row, (again.get(cell.row) ?? new Set()).add(cell.column));
  const stillWithdrawn = withdrawn
    .map((row) => ({ ...row, cells: only(row, (column) => !again.get(row)?.has(column)) }))
    .filter(hasSymbol);
  const newlyWithdrawn = [...gone].map(([row, columns]) => ({
    line: row.line,
    sha256: row.sha256,
    commit: row.commit ?? before.commit,
    seen: row.seen ?? before.day,
    withdrawn: { commit: after.commit, date: after.day },
    cells: only(row, (column) => columns.has(column)),
  }));
  const dated = printed.map((row) => {
    const day = days.get(row);
    const isEarlier = day !== undefined && day < after.changed && !different.has(row);
    const { cells, ...place } = row;
    return isEarlier ? { ...place, changed: day, cells } : row;
  });
  return { rows: [...dated, ...stillWithdrawn, ...newlyWithdrawn], changes };
}

/**
 * For each cell of rows with the same names the cell that it is now, or null. Cells with the same symbol belong together, and the
 * others in their order.
 */
function pairs(
  before: readonly SymbolCell[],
  now: readonly SymbolCell[],
): { cell: SymbolCell; next: SymbolCell | null }[] {
  const groups = groupBy(now, ({ printed }) => printed);
  const bySymbol = new Map([...groups].map(([symbol, cells]) => [symbol, cells.values()]));
  const same = new Map(before.map((cell) => [cell, bySymbol.get(cell.printed)?.next().value ?? null]));
  const used = new Set(same.values());
  const others = now.filter((cell) => !used.has(cell)).values();
  return before.map((cell) => ({ cell, next: same.get(cell) ?? others.next().value ?? null }));
}

/** The cells that no earlier cell is now. */
function unpaired(before: readonly SymbolCell[], now: readonly SymbolCell[]): SymbolCell[] {
  const used = new Set(pairs(before, now).map(({ next }) => next));
  return now.filter((cell) => !used.has(cell));
}
