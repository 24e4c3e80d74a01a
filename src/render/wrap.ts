/** Breaks styled text into lines of a given width, by words, and by graphemes where a word is too long. */

import type { Span } from './view.ts';
import { isNarrow, isPlain, plainWidth, type Width } from './width.ts';

/** Spans on one line, with the columns they take. */
export interface WrappedLine {
  spans: Span[];
  width: number;
}

/** Keeps the words on both sides of it on one line. */
export const NO_BREAK_SPACE = '\u00a0';

interface Token {
  text: string;
  style: Span['style'];
  width: number;
  isSpace: boolean;
}

/** Wraps spans to lines no wider than `limit`; every character is kept but the spaces at the breaks. */
export function wrap(spans: readonly Span[], limit: number, width: Width): WrappedLine[] {
  const whole = onOneLine(spans, limit);
  if (whole) return [whole];
  const lines: WrappedLine[] = [{ spans: [], width: 0 }];
  let line = lines[0] as WrappedLine;
  let word: Token[] = [];
  let spaces: Token[] = [];
  const breakLine = () => {
    line = { spans: [], width: 0 };
    lines.push(line);
  };
  const put = ({ text, style, width: columns }: Token) => {
    const last = line.spans.at(-1);
    if (last?.style === style) last.text += text;
    else line.spans.push({ text, style });
    line.width += columns;
  };
  const sum = (tokens: readonly Token[]) => tokens.reduce((total, token) => total + token.width, 0);
  const endWord = () => {
    if (word.length === 0) return;
    if (line.width > 0 && line.width + sum(spaces) + sum(word) > limit) breakLine();
    else if (line.width > 0) spaces.forEach(put);
    for (const token of word) {
      if (line.width > 0 && line.width + token.width > limit) breakLine();
      put(token);
    }
    word = [];
    spaces = [];
  };
  for (const token of tokensOf(spans, limit, width)) {
    if (token.isSpace) {
      endWord();
      spaces.push(token);
    } else {
      // Wide characters, as in Chinese, may be parted anywhere.
      const isWide = token.width > 1 && !isNarrow(token.text);
      if (isWide) endWord();
      word.push(token);
      if (isWide) endWord();
    }
  }
  endWord();
  return lines;
}

/** Plain text that fits as it is, which most is. */
function onOneLine(spans: readonly Span[], limit: number): WrappedLine | null {
  const text = spans.map((own) => own.text).join('');
  if (text.length > limit || text.startsWith(' ') || text.endsWith(' ') || !isPlain(text)) return null;
  const columns = plainWidth(text);
  if (columns > limit) return null;
  const kept: Span[] = [];
  for (const own of spans) {
    const last = kept.at(-1);
    const shown = own.text.replaceAll(NO_BREAK_SPACE, ' ');
    if (last?.style === own.style) last.text += shown;
    else if (shown !== '') kept.push({ text: shown, style: own.style });
  }
  return { spans: kept, width: columns };
}

function* tokensOf(spans: readonly Span[], limit: number, width: Width): Generator<Token> {
  for (const { text, style } of spans) {
    for (const part of text.match(/ +|[^ ]+/g) ?? []) {
      if (part.startsWith(' ')) yield { text: part, style, width: part.length, isSpace: true };
      else if (isNarrow(part) && part.length <= limit) yield wordToken(part, style);
      else {
        // A word that is too long is parted at its hyphens, if that is enough.
        for (const piece of part.split(/(?<=-)/)) {
          if (isNarrow(piece) && piece.length <= limit) yield wordToken(piece, style);
          else
            for (const grapheme of graphemes(piece))
              yield { ...wordToken(grapheme, style), width: width(grapheme) };
        }
      }
    }
  }
}

/** A no-break space has held its words together; what is drawn is a space, that can be searched for. */
const wordToken = (text: string, style: Span['style']): Token => ({
  text: text.replaceAll(NO_BREAK_SPACE, ' '),
  style,
  width: text.length,
  isSpace: false,
});

let segmenter: Intl.Segmenter | undefined;

function* graphemes(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}
