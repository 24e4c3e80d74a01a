/**
 * Whether the first row below a header of one row is a second row of the header. Markdown has headers of one row only, so authors
 * write groups of columns in it, leave its first cells blank, and print the names of the columns in the row below:
 *
 *     |       | A2   | A2   |
 *     | ----- | ---- | ---- |
 *     | Model | FP16 | INT8 |
 *     | Qwen3 | Yes  | No   |
 */
import type { FoundRow } from './collector.ts';

const HAS_LETTER = /\p{L}/u;

/**
 * Null if the row is data for sure. Otherwise whether it is read as header, with a remark for a person to decide. It can be a
 * header if the header begins with blank cells, all its own cells have letters (symbols such as ✅ are data), and none of its texts
 * occurs in a later row of the same column. It is read as one if, besides, the header above has blank or repeated texts, which do
 * not name columns without a row below.
 */
export function findSecondHeader(
  header: readonly string[],
  rows: readonly FoundRow[],
): { isHeader: boolean; remark: string } | null {
  const [first, ...later] = rows;
  const blanks = header.findIndex((text) => text !== '');
  if (blanks === 0 || first === undefined || first.cells.length !== header.length) return null;
  const texts = first.cells.map((cell) => cell?.text ?? '');
  if (!texts.every((text) => HAS_LETTER.test(text))) return null;
  if (later.some(({ cells }) => texts.some((text, column) => cells[column]?.text === text))) return null;
  const groups = header.slice(blanks);
  const isHeader = blanks > 0 && (groups.includes('') || new Set(groups).size < groups.length);
  return {
    isHeader,
    remark: isHeader
      ? 'the row is read as the second row of the header'
      : 'the row is read as data, but the header begins with a blank cell, so it can be a second row of the header',
  };
}
