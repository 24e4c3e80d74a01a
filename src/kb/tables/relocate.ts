/** Finds words that a source records with their line in a newer version of their file. */
import { lineHash } from '../../import/tables/lines.ts';
import { printedText } from '../../import/tables/printed-text.ts';
import type { SnapshotFile } from './snapshot-files.ts';

/** Recorded words and what is known of their line. */
export interface KnownWords {
  words: string;
  /** The SHA-256 of the line that printed them; null if it is not known. */
  sha256: string | null;
  /** The file at the older commit, and the line in it; null if that is not known. */
  old: { file: SnapshotFile; line: number } | null;
  /** Other words that their line should contain, such as the symbol of a legend. */
  otherWords: string | null;
  /** The line of the header of the table that the words describe, from 1; null if they describe no table of the file. */
  header: number | null;
}

/**
 * The line of words, from 1: the only line with the recorded content or, if that changed, the only cell with these words or, if
 * there is none, the only line that contains them. Of several lines that is the last one above the table, because headings and
 * tabs repeat; or the same one of as many lines that are alike, such as the third of five. Otherwise all lines that it may be.
 */
export function relocate(file: SnapshotFile, known: KnownWords): number | number[] {
  const { sha256, header, old } = known;
  const withWords = linesWith(file, known.words);
  const same = withWords.filter((line) => hashOfLine(file, line) === sha256);
  const cells = file.linesOfCell(known.words);
  const found = [same, withWords.filter((line) => cells.has(line)), withWords].find(isNotEmpty) ?? [];
  const withOthers = new Set(known.otherWords === null ? [] : linesWith(file, known.otherWords));
  const both = found.filter((line) => withOthers.has(line));
  const candidates = both.length > 0 ? both : found;
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  if (header !== null) return candidates.findLast((line) => line < header) ?? candidates;
  const alike =
    old === null
      ? []
      : linesWith(old.file, known.words).filter((line) => hashOfLine(old.file, line) === sha256);
  const position = alike.indexOf(old?.line ?? 0);
  return (alike.length === same.length ? same[position] : undefined) ?? candidates;
}

/** The SHA-256 of a line, from 1; null if the file has no such line. */
export function hashOfLine(file: SnapshotFile, line: number): string | null {
  const bytes = file.lines[line - 1];
  return bytes === undefined ? null : lineHash(bytes);
}

function linesWith(file: SnapshotFile, words: string): number[] {
  const wanted = printedText(words);
  return file.texts().flatMap((text, index) => (text.includes(wanted) ? [index + 1] : []));
}

const isNotEmpty = (lines: readonly number[]): boolean => lines.length > 0;
