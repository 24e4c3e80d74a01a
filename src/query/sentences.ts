/** The sentences of a source text, in any language (Unicode Standard Annex 29, as Intl.Segmenter has it). */
import { type Extent, extentRange, lineStarts } from '../model/selector.ts';

/** UTF-16 offsets of a sentence, `end` exclusive, without the white space around. */
export interface Sentence {
  start: number;
  end: number;
}

/** The sentences inside an extent, in order; a line end ends a sentence. */
export function sentencesIn(text: string, extent: Extent): Sentence[] {
  const range = extentRange(text, lineStarts(text), extent);
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(
    text.slice(range.start, range.end),
  );
  return [...segments].flatMap(({ segment, index }) => {
    const words = segment.trim();
    const start = range.start + index + (segment.length - segment.trimStart().length);
    return words === '' ? [] : [{ start, end: start + words.length }];
  });
}
