/** A piece of evidence in words: a quote with its line, or a cell with its row and column. */
import type { CellEvidence, Evidence } from '../query/answers/claim.ts';

/** The words of a piece of evidence: the quote, or what the cell prints and means. */
export const passageText = (evidence: Evidence): string =>
  'quote' in evidence ? evidence.quote : symbolInWords(evidence);

/** What a cell prints, with the words of the legend. */
export const symbolInWords = ({ printed, words }: Pick<CellEvidence, 'printed' | 'words'>): string =>
  words === null || words === printed ? printed : `${printed} (${words})`;

/** Where it is: “line 12”, or “models.md, line 33, row “R1, A2”, column “Support””. */
export function passagePlace(evidence: Evidence): string {
  if ('quote' in evidence) return `line ${evidence.line}`;
  const { path, line, row, column } = evidence;
  return [
    path,
    ...(line === null ? [] : [`line ${line}`]),
    ...(row === null ? [] : [`row “${row}”`]),
    ...(column === null ? [] : [`column “${column}”`]),
  ].join(', ');
}

/** The cells of rows, without the names and headings beside them; all evidence if there are none. */
export function cellsOrAll<T extends Evidence>(evidence: readonly T[]): readonly T[] {
  const cells = evidence.filter((one) => 'row' in one && one.row !== null);
  return cells.length > 0 ? cells : evidence;
}

/** The lines of some evidence, each once, in order. */
export const linesOf = (evidence: readonly Evidence[]): number[] =>
  [...new Set(evidence.flatMap(({ line }) => line ?? []))].filter((line) => line > 0).sort((a, b) => a - b);
