/** The sentences of a source text, in any language (Unicode Standard Annex 29, as Intl.Segmenter has it). */
import { type Extent, extentRange, lineStarts } from '../model/selector.ts';

/** UTF-16 offsets of a sentence, `end` exclusive, without the white space around. */
export interface Sentence {
  start: number;
  end: number;
}

let segmenter: Intl.Segmenter | undefined;

/** The sentences inside an extent, in order; a line end ends a sentence. `starts` are those of the lines of the text. */
export function sentencesIn(
  text: string,
  extent: Extent,
  starts: readonly number[] = lineStarts(text),
): Sentence[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences: Sentence[] = [];
  // Line by line: the segmenter runs out of memory on a long text.
  for (let line = extent.first; line <= Math.min(extent.last, starts.length); line++) {
    const { start: offset, end } = extentRange(text, starts, { first: line, last: line });
    let opened = '';
    for (const { segment, index } of segmenter.segment(text.slice(offset, end))) {
      // The segmenter leaves a quotation mark that opens with the sentence before it.
      const whole = opened + segment;
      opened = /[“‘「『《（(]\s*$/u.exec(segment)?.[0] ?? '';
      if (opened.length === segment.length) opened = '';
      const part = whole.slice(0, whole.length - opened.length);
      const words = part.trim();
      const start =
        offset + index - (whole.length - segment.length) + (part.length - part.trimStart().length);
      if (words !== '') sentences.push({ start, end: start + words.length });
    }
  }
  return sentences;
}
