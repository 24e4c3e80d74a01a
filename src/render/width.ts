/** The only home of string-width: how many columns of a terminal a text takes. */
import { isPrintableAscii } from '../model/ascii.ts';

/** Columns that a text takes. */
export type Width = (text: string) => number;

// Letters, punctuation and the glyphs of this program that take one column each.
const NARROW = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027○◐◍●✓✗│]*$/u;

// With Chinese characters and punctuation, Japanese syllables and Korean ones, and letters as wide as those: two columns each.
const PLAIN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027○◐◍●✓✗│\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/u;

/** Whether each character takes one column, by a short list of those that surely do. */
export const isNarrow = (text: string): boolean => isPrintableAscii(text) || NARROW.test(text);

/** Whether the columns of a text are those of its characters added up, so that no library is needed to measure it. */
export const isPlain = (text: string): boolean => isPrintableAscii(text) || PLAIN.test(text);

/** The columns of a plain text; characters of private use, which stand in for others, take one each. */
export function plainWidth(text: string): number {
  let columns = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x3001 && (unit < 0xe000 || unit > 0xf8ff)) columns++;
  }
  return columns;
}

/** A measure good for all these texts; string-width is loaded only where one of them needs it. */
export async function widthFor(texts: Iterable<string>): Promise<Width> {
  for (const text of texts) {
    if (isPlain(text)) continue;
    const { default: stringWidth } = await import('string-width');
    return (measured) => (isPlain(measured) ? plainWidth(measured) : stringWidth(measured));
  }
  return plainWidth;
}
