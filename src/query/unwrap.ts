/** Joins the lines of a hard-wrapped text, so that a sentence does not end where its line does. */
import { UNSPACED } from '../model/scripts.ts';
import { type Extent, extentRange, lineAt, lineStarts } from '../model/selector.ts';

/** A text to read: with the offsets of the source text, but a space for each line break inside a paragraph. */
export interface ReadableText {
  text: string;
  starts: readonly number[];
  /** The lines of this text that are the document. */
  extent: Extent;
}

/** Columns. A mail or press release is wrapped at up to 80, some at 100; a longer line is a paragraph. */
const MAX_WIDTH = 100;
/** Columns. Narrower lines are a list or a poem, so that their width says nothing. */
const MIN_WIDTH = 40;

/**
 * Replaces the line breaks inside the paragraphs of a document by spaces if it is hard-wrapped: if no line is wider than 100
 * columns, and at least half of the breaks between two lines with words continue a sentence. A break continues a sentence if the
 * next line starts with a lower-case letter, or if its first word did not fit on the line before. Breaks before a list item are
 * not counted.
 */
export function unwrap(source: string, extent: Extent): ReadableText {
  const range = extentRange(source, lineStarts(source), extent);
  const end = Math.max(range.start, range.end);
  const text = source.slice(0, range.start) + joinedLines(source.slice(range.start, end)) + source.slice(end);
  const starts = lineStarts(text);
  return {
    text,
    starts,
    extent: {
      first: lineAt(starts, range.start),
      last: lineAt(starts, Math.max(range.start, end - 1)),
    },
  };
}

function joinedLines(document: string): string {
  const lines = document.split('\n');
  const widths = lines.map((line) => widthOf(line.trimEnd()));
  const widest = widths.reduce((a, b) => Math.max(a, b), 0);
  if (widest > MAX_WIDTH) return document;
  const continues = lines.map((line, index) => {
    const before = widths[index - 1] ?? 0;
    if (before === 0 || line.trim() === '' || LIST_ITEM.test(line)) return null;
    if (/^\s*\p{Ll}/u.test(line)) return true;
    return widest >= MIN_WIDTH && before + 1 + widthOf(FIRST_WORD.exec(line)?.[0] ?? '') > widest;
  });
  const breaks = continues.filter((value) => value !== null);
  if (breaks.filter((value) => value).length * 2 < breaks.length) return document;
  // Spaces of the same length, so that every character keeps its offset.
  return lines
    .map((line, index) => (continues[index + 1] ? `${line.replace(/\r$/, ' ')} ` : `${line}\n`))
    .join('')
    .slice(0, document.length);
}

const LIST_ITEM = /^\s*(?:[-–—*•·>]|\p{N}+[.)])\s/u;

/** A word with the punctuation around it. A Chinese or Japanese character is a word. */
const FIRST_WORD = new RegExp(`(?:${UNSPACED}|[^\\s]+?(?=${UNSPACED}|\\s|$))\\p{P}*`, 'u');

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/gu;

/** The width of a line in columns of a terminal. */
const widthOf = (line: string): number => line.length + (line.match(WIDE)?.length ?? 0);
