/** The position of a quote in a text: from a TextQuoteSelector to a TextPositionSelector (W3C Web Annotation Data Model, 4.2.4 and 4.2.5). */
import { type FindAll, findAll } from './quote-index.ts';
import type { AuthoredQuote } from './schema.ts';

/** UTF-16 offsets into a text, `end` exclusive, and the line of `start`, from 1. */
export interface TextPosition {
  start: number;
  end: number;
  line: number;
}

/** The lines that are the document, from 1, both included; the others are boilerplate. */
export interface Extent {
  first: number;
  last: number;
}

/** `found` if a quote occurs once within the extent; otherwise why it can't be evidence. */
export type QuoteMatch =
  | { state: 'found'; position: TextPosition }
  | { state: 'missing' }
  | { state: 'outside'; lines: number[] }
  | { state: 'repeated'; lines: number[] };

/** The offset of each line; line 1 has index 0. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line of an offset, from 1. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The offsets of an extent in a text, `end` exclusive. */
export function extentRange(
  text: string,
  starts: readonly number[],
  extent: Extent,
): { start: number; end: number } {
  return { start: starts[extent.first - 1] ?? text.length, end: starts[extent.last] ?? text.length };
}

/** Finds a quote between its prefix and suffix. `find` may use an index of the text. */
export function findQuote(
  text: string,
  starts: readonly number[],
  extent: Extent,
  { quote, prefix = '', suffix = '' }: AuthoredQuote,
  find: FindAll = (searched) => findAll(text, searched),
): QuoteMatch {
  const range = extentRange(text, starts, extent);
  const inside: number[] = [];
  const outside: number[] = [];
  for (const at of find(quote)) {
    const end = at + quote.length;
    if (!(text.endsWith(prefix, at) && text.startsWith(suffix, end))) continue;
    (at >= range.start && end <= range.end ? inside : outside).push(at);
  }
  const lines = (offsets: number[]) => offsets.map((offset) => lineAt(starts, offset));
  const [start] = inside;
  if (start === undefined)
    return outside.length > 0 ? { state: 'outside', lines: lines(outside) } : { state: 'missing' };
  if (inside.length > 1) return { state: 'repeated', lines: lines(inside) };
  return { state: 'found', position: { start, end: start + quote.length, line: lineAt(starts, start) } };
}
