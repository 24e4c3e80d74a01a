/** The only module that uses string-width: measures how many columns of a terminal a text takes. */

/** Columns that a text takes. */
export type Width = (text: string) => number;

// Most answers have no other characters, and loading string-width takes as long as Node takes to start.
const NARROW = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027○◐◍●✓✗│≤]*$/u;

/** True if every character is in a list of characters that take one column. Other characters may take one, too. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

/** Returns a function that measures these texts; loads string-width only if one of them needs it. */
export async function widthFor(texts: Iterable<string>): Promise<Width> {
  for (const text of texts) {
    if (!isNarrow(text)) return (await import('string-width')).default;
  }
  return (text) => text.length;
}
