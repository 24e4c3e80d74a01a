/** Finds words that a source records with their line in a newer version of their file. */
import { lineHash } from '../../import/tables/lines.ts';
import { printedText } from '../../import/tables/printed-text.ts';
import type { SnapshotFile } from './snapshot-files.ts';

/** Recorded words and what is known of their line. */
export interface KnownWords {
  words: string;
  /** The SHA-256 of the line that printed them; null if it is not known. */
  sha256: string | null;
  /** Other words that their line should contain, such as the symbol of a legend. */
  beside: string | null;
  /** The line of the header of the table that the words describe, from 1; null if they describe no table of the file. */
  header: number | null;
}

/**
 * The line of words, from 1: the only line with the recorded content or, if that changed, the only cell with these words or, if
 * there is none, the only line that contains them. Of several lines that is the last one above the table, because headings and
 * tabs repeat. Otherwise all lines that it may be.
 */
export function relocate(file: SnapshotFile, known: KnownWords): number | number[] {
  const { words, sha256, beside, header } = known;
  const lines = file.lines.map((bytes) => printedText(Buffer.from(bytes).toString()));
  const contains = (line: number, part: string) => lines[line - 1]?.includes(printedText(part)) === true;
  const withWords = lines.flatMap((_, index) => (contains(index + 1, words) ? [index + 1] : []));
  const same = withWords.filter((line) => {
    const bytes = file.lines[line - 1];
    return bytes !== undefined && lineHash(bytes) === sha256;
  });
  const cells = linesOfCells(file, words);
  const found = [same, withWords.filter((line) => cells.has(line)), withWords].find(isNotEmpty) ?? [];
  const besides = beside === null ? [] : found.filter((line) => contains(line, beside));
  const candidates = besides.length > 0 ? besides : found;
  const above = header === null ? undefined : candidates.findLast((line) => line < header);
  const [only, ...others] = candidates;
  return (others.length === 0 ? only : above) ?? candidates;
}

const isNotEmpty = (lines: readonly number[]): boolean => lines.length > 0;

/** The lines on which a cell with these words starts. */
function linesOfCells(file: SnapshotFile, words: string): ReadonlySet<number> {
  const printed = file.tables();
  if ('fault' in printed) return new Set();
  const rows = printed.tables.flatMap((table) => table.rows);
  return new Set(
    rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell?.text === words ? [cell.line] : []))),
  );
}
