/** Breaks styled text into lines of a given width: between words, or between graphemes if a word is too long. */
import type { Span } from './view.ts';
import { graphemesByPart, isNarrow, type Width } from './width.ts';

/** Spans on one line, with the columns they take. */
export interface WrappedLine {
  spans: Span[];
  width: number;
}

/** Keeps the words on both sides of it on one line; it is printed as a plain space. */
export const NO_BREAK_SPACE = '\u00a0';

/** The text as one that is not broken at its spaces. */
export const withoutBreaks = (text: string): string => text.replaceAll(' ', NO_BREAK_SPACE);

/** A word or part of a word that is not broken, or a run of spaces. */
interface Token extends Span {
  width: number;
  isSpace: boolean;
}

/** Wraps spans to lines no wider than `limit` columns; keeps every character except spaces at the line breaks. */
export function wrap(spans: readonly Span[], limit: number, width: Width): WrappedLine[] {
  const text = spans.map((own) => own.text).join('');
  const columns = width(text);
  let line: WrappedLine = { spans: [], width: 0 };
  if (columns <= limit && !/^ | $/.test(text)) {
    for (const span of spans) append(line, span, 0);
    return [{ ...line, width: columns }];
  }
  const lines = [line];
  let word: Token[] = [];
  let spaces: Token[] = [];
  const breakLine = () => {
    line = { spans: [], width: 0 };
    lines.push(line);
  };
  const sum = (tokens: readonly Token[]) => tokens.reduce((total, token) => total + token.width, 0);
  const endWord = () => {
    if (word.length === 0) return;
    if (line.width > 0 && line.width + sum(spaces) + sum(word) > limit) breakLine();
    else if (line.width > 0) for (const token of spaces) append(line, token, token.width);
    for (const token of word) {
      if (line.width > 0 && line.width + token.width > limit) breakLine();
      append(line, token, token.width);
    }
    word = [];
    spaces = [];
  };
  for (const token of tokensOf(spans, limit, width)) {
    if (token.isSpace) {
      endWord();
      spaces.push(token);
    } else {
      // Lines may break before and after a wide character, as in Chinese.
      const isWide = token.width > 1 && !isNarrow(token.text);
      if (isWide) endWord();
      word.push(token);
      if (isWide) endWord();
    }
  }
  endWord();
  return lines;
}

function append(line: WrappedLine, { text, style }: Span, columns: number): void {
  const last = line.spans.at(-1);
  const printed = text.replaceAll(NO_BREAK_SPACE, ' ');
  if (last?.style === style) last.text += printed;
  else if (printed !== '') line.spans.push({ text: printed, style });
  line.width += columns;
}

function* tokensOf(spans: readonly Span[], limit: number, width: Width): Generator<Token> {
  for (const { text, style } of spans) {
    for (const part of text.match(/ +|[^ ]+/g) ?? []) {
      const isSpace = part.startsWith(' ');
      if (isSpace) yield { text: part, style, width: part.length, isSpace };
      else
        for (const piece of piecesOf(part, limit)) yield { text: piece, style, width: width(piece), isSpace };
    }
  }
}

/** A word, or its parts if it is too long or has wide characters: broken at hyphens if that is enough, else by graphemes. */
function* piecesOf(word: string, limit: number): Generator<string> {
  const fits = (part: string) => isNarrow(part) && part.length <= limit;
  for (const part of fits(word) ? [word] : word.split(/(?<=-)/)) {
    if (fits(part)) yield part;
    else for (const segments of graphemesByPart(part)) for (const { segment } of segments) yield segment;
  }
}
