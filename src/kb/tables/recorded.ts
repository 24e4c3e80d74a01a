/** What a table source records: how much, and on which lines. */
import type { AuthoredPrinted, AuthoredTableSource } from '../../model/schema.ts';

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
    const place = { path: path ?? source.files[0]?.path ?? '', line: line ?? null, commit };
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

/** The words of the legend, of what is given for a table, and of the edges. */
function wordsOutsideRows({
  legend,
  tables,
  edges = [],
}: AuthoredTableSource): Pick<AuthoredPrinted, 'path' | 'line' | 'commit'>[] {
  return [
    ...Object.values(legend).filter(({ words, line }) => words !== undefined && line !== undefined),
    ...tables.flatMap(({ given = {}, path }) =>
      Object.values(given).flatMap((one) => (one ? [{ ...one, path: one.path ?? path }] : [])),
    ),
    ...edges.flatMap(({ evidence }) => evidence),
  ];
}
