/** The only home of string-width: how many columns of a terminal a text takes. */

/** Columns that a text takes. */
export type Width = (text: string) => number;

// Letters, punctuation and the glyphs of this program that take one column each, so that plain answers need no library.
const NARROW = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027○◐◍●✓✗│]*$/u;

/** Whether each character takes one column, by a short list of those that surely do. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

/** A measure good for all these texts; string-width is loaded only where one of them needs it. */
export async function widthFor(texts: Iterable<string>): Promise<Width> {
  for (const text of texts) {
    if (isNarrow(text)) continue;
    const { default: stringWidth } = await import('string-width');
    return (measured) => (isNarrow(measured) ? measured.length : stringWidth(measured));
  }
  return (text) => text.length;
}
