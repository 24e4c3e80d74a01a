/** The only module that uses string-width: measures how many columns of a terminal a text takes. */
import { once } from '../model/once.ts';
import { segmentsByPart } from '../model/segments.ts';

/** Columns that a text takes. */
export type Width = (text: string) => number;

// Most answers have no other characters, and loading string-width takes as long as Node takes to start.
const NARROW = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027○◐◍●✓✗│≤]*$/u;

/** True if every character is in a list of characters that take one column. Other characters may take one, too. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

/** In UTF-16 units. A longer text is measured in parts; the longest emoji takes 35. */
const MAX_PART = 200;

/** The graphemes of a text, in lists for parts of it. */
export const graphemesByPart = (text: string) => segmentsByPart(text, graphemeSegmenter(), MAX_PART);

/** Made on first use: making it takes a tenth of the time of an answer. */
const graphemeSegmenter = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** Returns a function that measures these texts; loads string-width only if one of them needs it. */
export async function widthFor(texts: Iterable<string>): Promise<Width> {
  for (const text of texts) {
    if (!isNarrow(text)) return measurerOf((await import('string-width')).default);
  }
  return (text) => text.length;
}

/** Measures a long text part by part, because string-width takes quadratic time. */
const measurerOf =
  (width: Width): Width =>
  (text) => {
    if (text.length <= MAX_PART) return width(text);
    let columns = 0;
    for (const segments of graphemesByPart(text))
      columns += width(segments.map(({ segment }) => segment).join(''));
    return columns;
  };
