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
  const { sha256, header } = known;
  const withWords = linesWith(file, known.words);
  const same = withWords.filter((line) => {
    const bytes = file.lines[line - 1];
    return bytes !== undefined && lineHash(bytes) === sha256;
  });
  const cells = file.linesOfCell(known.words);
  const found = [same, withWords.filter((line) => cells.has(line)), withWords].find(isNotEmpty) ?? [];
  const beside = new Set(known.beside === null ? [] : linesWith(file, known.beside));
  const besides = found.filter((line) => beside.has(line));
  const candidates = besides.length > 0 ? besides : found;
  const above = header === null ? undefined : candidates.findLast((line) => line < header);
  const [only, ...others] = candidates;
  return (others.length === 0 ? only : above) ?? candidates;
}

function linesWith(file: SnapshotFile, words: string): number[] {
  const wanted = printedText(words);
  return file.texts().flatMap((text, index) => (text.includes(wanted) ? [index + 1] : []));
}

const isNotEmpty = (lines: readonly number[]): boolean => lines.length > 0;
