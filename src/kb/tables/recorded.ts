/** What a table source records: how much, and on which lines. */
import type { AuthoredTableSource } from '../../model/schema.ts';
import { pathOfFile, wordsOutsideRows } from '../../model/table-source.ts';

/** A line of a file at a commit; without a line the file itself. */
export interface RecordedLine {
  path: string;
  line: number | null;
  commit: string;
}

/** The number of cells of rows, and of words outside rows. */
export function recordedCounts(source: AuthoredTableSource): { cells: number; words: number } {
  const rows = source.tables.flatMap((table) => table.rows);
  return {
    cells: rows.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0),
    words: wordsOutsideRows(source).length,
  };
}

/** The lines of all evidence, each once, by path, line and commit. */
export function recordedLines(source: AuthoredTableSource): RecordedLine[] {
  const lines = new Map<string, RecordedLine>();
  const add = (path: string | undefined, line: number | undefined, commit = source.commit) => {
    const place = { path: pathOfFile(source, path), line: line ?? null, commit };
    lines.set(JSON.stringify(Object.values(place)), place);
  };
  for (const { path, line, commit } of wordsOutsideRows(source)) add(path, line, commit);
  for (const table of source.tables) for (const { line, commit } of table.rows) add(table.path, line, commit);
  return [...lines.values()].sort(
    (a, b) =>
      Number(a.path > b.path) - Number(a.path < b.path) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      Number(a.commit > b.commit) - Number(a.commit < b.commit),
  );
}
