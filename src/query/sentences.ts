/** The sentences of a source text, in any language (Unicode Standard Annex 29, by `Intl.Segmenter`). */
import { once } from '../model/once.ts';
import { segmentsByPart } from '../model/segments.ts';
import { type Extent, extentRange, lineStarts } from '../model/selector.ts';

/** UTF-16 offsets of a sentence, `end` exclusive, without the white space around it. */
export interface Sentence {
  start: number;
  end: number;
}

/** The sentences inside an extent, in order; the end of a line ends a sentence. `starts` are the line starts of the text. */
export function sentencesIn(
  text: string,
  extent: Extent,
  starts: readonly number[] = lineStarts(text),
): Sentence[] {
  const sentences: Sentence[] = [];
  for (let line = extent.first; line <= Math.min(extent.last, starts.length); line++) {
    const range = extentRange(text, starts, { first: line, last: line });
    let openingMark = '';
    for (const { segment, index } of segmentsIn(text.slice(range.start, range.end).replace(/\n$/, ''))) {
      // The segmenter puts an opening quotation mark at the end of the previous sentence; it belongs to this one.
      const withMark = openingMark + segment;
      openingMark = /[“‘「『《（(]\s*$/u.exec(segment)?.[0] ?? '';
      if (openingMark.length === segment.length) openingMark = '';
      const sentence = withMark.slice(0, withMark.length - openingMark.length);
      const words = sentence.trim();
      const start =
        range.start +
        index -
        (withMark.length - segment.length) +
        (sentence.length - sentence.trimStart().length);
      if (words !== '') sentences.push({ start, end: start + words.length });
    }
  }
  return sentences;
}

const sentenceSegmenter = once(() => new Intl.Segmenter('en', { granularity: 'sentence' }));

/** In UTF-16 units. A longer sentence is cut. */
const MAX_SEGMENT = 5_000;

/** The segments of a line, with their offsets in it. */
function* segmentsIn(line: string) {
  for (const segments of segmentsByPart(line, sentenceSegmenter(), MAX_SEGMENT)) yield* segments;
}
