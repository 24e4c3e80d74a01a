/** The sentences of a source text, in any language (Unicode Standard Annex 29, as Intl.Segmenter has it). */
import { type Extent, extentRange, lineStarts } from '../model/selector.ts';

/** UTF-16 offsets of a sentence, `end` exclusive, without the white space around. */
export interface Sentence {
  start: number;
  end: number;
}

let segmenter: Intl.Segmenter | undefined;

const HAN = '\\u3400-\\u4dbf\\u4e00-\\u9fff';

const QUOTES = '‘’“”（）《》〈〉「」『』【】〔〕';

/** ASCII, Chinese characters, and what English and Chinese are printed with beside them. */
const plainLine = () => new RegExp(String.raw`^[\t\x20-\x7e–—${HAN}${QUOTES}。！？，、：；…·％\u3000]*$`);

/** Where a sentence of plain text ends: the rules SB6 to SB11 of Unicode Standard Annex 29. */
function sentenceEnds(): RegExp {
  const closing = String.raw`["'()[\]{}${QUOTES}]*[\t \u3000]*`;
  const stop = String.raw`(?:(?<=[A-Za-z])\.(?![A-Z\d])|(?<![A-Za-z])\.(?!\d))`;
  const noSmallLetter = `(?![^A-Za-z.!?。！？${HAN}]*[a-z])`;
  const noGoingOn = String.raw`(?![,\-:;–—，、：；.!?。！？])`;
  return new RegExp(
    String.raw`(?:${stop}(?=(${closing}))\1${noSmallLetter}|[!?。！？](?=(${closing}))\2)${noGoingOn}`,
    'g',
  );
}

let plain: { line: RegExp; ends: RegExp } | undefined;

/** The parts of a line that the standard gives, one after the other. Plain text needs no segmenter, whose first use takes long. */
export function segmentsOf(line: string): string[] {
  plain ??= { line: plainLine(), ends: sentenceEnds() };
  if (!plain.line.test(line)) {
    segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
    return Array.from(segmenter.segment(line), ({ segment }) => segment);
  }
  const ends = Array.from(line.matchAll(plain.ends), ({ 0: { length }, index }) => index + length);
  if (ends.at(-1) !== line.length && line !== '') ends.push(line.length);
  return ends.map((end, at) => line.slice(ends[at - 1] ?? 0, end));
}

/** The sentences inside an extent, in order; a line end ends a sentence. `starts` are those of the lines of the text. */
export function sentencesIn(
  text: string,
  extent: Extent,
  starts: readonly number[] = lineStarts(text),
): Sentence[] {
  const sentences: Sentence[] = [];
  // Line by line: the segmenter runs out of memory on a long text.
  for (let line = extent.first; line <= Math.min(extent.last, starts.length); line++) {
    const { start: offset, end } = extentRange(text, starts, { first: line, last: line });
    let opened = '';
    let index = 0;
    for (const segment of segmentsOf(text.slice(offset, end).replace(/\n$/, ''))) {
      // The segmenter leaves a quotation mark that opens with the sentence before it.
      const whole = opened + segment;
      opened = /[“‘「『《（(]\s*$/u.exec(segment)?.[0] ?? '';
      if (opened.length === segment.length) opened = '';
      const part = whole.slice(0, whole.length - opened.length);
      const words = part.trim();
      const start =
        offset + index - (whole.length - segment.length) + (part.length - part.trimStart().length);
      if (words !== '') sentences.push({ start, end: start + words.length });
      index += segment.length;
    }
  }
  return sentences;
}
