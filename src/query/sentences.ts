/** The sentences of a source text, in any language (Unicode Standard Annex 29, as Intl.Segmenter has it). */
import { type Extent, extentRange, lineStarts } from '../model/selector.ts';

/** UTF-16 offsets of a sentence, `end` exclusive, without the white space around. */
export interface Sentence {
  start: number;
  end: number;
}

/** The sentences inside an extent, in order; a line end ends a sentence. */
export function sentencesIn(text: string, extent: Extent): Sentence[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  const starts = lineStarts(text);
  const sentences: Sentence[] = [];
  // Line by line: the segmenter runs out of memory on a long text.
  for (let line = extent.first; line <= Math.min(extent.last, starts.length); line++) {
    const { start: offset, end } = extentRange(text, starts, { first: line, last: line });
    for (const { segment, index } of segmenter.segment(text.slice(offset, end))) {
      const words = segment.trim();
      const start = offset + index + (segment.length - segment.trimStart().length);
      if (words !== '') sentences.push({ start, end: start + words.length });
    }
  }
  return sentences;
}
