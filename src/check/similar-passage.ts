/** Finds the passage of a document that is most similar to a quote, and the words that differ. For a hint only. */
import { diffArrays } from 'diff';
import { UNSPACED } from '../model/scripts.ts';
import type { TextRange } from '../model/text-range.ts';
import { differencesIn, type FoldedDocument, foldDocument, nameOf, shortList } from './nearest-passage.ts';

/** A passage that is similar to a quote. */
export interface SimilarPassage {
  /** The offset of the passage in the text of the document, in UTF-16 units. */
  start: number;
  /** The part of the passage around the first difference, on one line. */
  shown: string;
  /** What the passage has: “four” for “five”. Null if too much differs to list it. */
  differences: string | null;
}

/** A word, a character of Chinese or Japanese, or a sign. */
const TOKEN = new RegExp(`${UNSPACED}|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}\\p{Cf}])+|\\S`, 'gu');

interface Token extends TextRange {
  printed: string;
  folded: string;
}

const tokensOf = (text: string): Token[] =>
  Array.from(text.matchAll(TOKEN), ({ 0: printed, index }) => ({
    start: index,
    end: index + printed.length,
    printed,
    folded: foldDocument(printed).folded,
  }));

/** How far around the most similar window the passage may start and end, in UTF-16 units. */
const MARGIN = 60;

/** A comparison gives up after this many different tokens, including those of the margins. */
const MAX_EDITS = 200;

/** Returns the passage that has the most tokens of a quote, and at least half of them; null if there is none. */
export function similarPassage(document: FoldedDocument, quote: string): SimilarPassage | null {
  const typed = tokensOf(quote);
  const window = mostSimilarWindow(
    document.folded,
    typed.map(({ folded }) => folded),
  );
  if (window === null) return null;
  const { text, offsets } = document;
  const offsetOf = (unit: number) => offsets[Math.min(Math.max(unit, 0), offsets.length - 1)] ?? 0;
  const from = offsetOf(window.start - MARGIN);
  const to = offsetOf(window.end + MARGIN);
  const around = text.slice(from, to);
  // The margin may start and end in the middle of a word.
  const printed = tokensOf(around).slice(from > 0 ? 1 : 0, to < text.length ? -1 : undefined);
  const groups = align(printed, typed);
  if (groups === null) {
    const start = offsetOf(window.start);
    return { start, shown: excerpt(text.slice(start, offsetOf(window.end)), 0), differences: null };
  }
  const start = groups[0]?.printed[0]?.start ?? 0;
  const end = groups.findLast((group) => group.printed.length > 0)?.printed.at(-1)?.end ?? start;
  // Different words matter more than different characters, so they come first.
  const wordsFirst = [
    ...groups.filter(({ isEqual }) => !isEqual),
    ...groups.filter(({ isEqual }) => isEqual),
  ];
  const found = wordsFirst.flatMap((group) => differencesOf(group, around, quote));
  return {
    start: from + start,
    shown: excerpt(around.slice(start, end), (found[0]?.at ?? start) - start),
    differences: shortList(found.map(({ difference }) => difference)),
  };
}

/**
 * The part of a folded text with as many tokens as are wanted that contains the most of them, in any order, and at least half.
 * Takes one pass over the text.
 */
function mostSimilarWindow(folded: string, wanted: readonly string[]): TextRange | null {
  /** How many more of each wanted token the window could use; below zero if it has more than are wanted. */
  const lacking = new Map<string, number>();
  for (const token of wanted) lacking.set(token, (lacking.get(token) ?? 0) + 1);
  const window: { start: number; token: string }[] = [];
  let oldest = 0;
  let shared = 0;
  let best = { shared: 0, start: 0, end: 0 };
  for (const { 0: token, index } of folded.matchAll(TOKEN)) {
    if (window.length < wanted.length) window.push({ start: index, token });
    else {
      const left = window[oldest]?.token ?? '';
      const before = lacking.get(left);
      if (before !== undefined) lacking.set(left, before + 1);
      if (before !== undefined && before >= 0) shared--;
      window[oldest] = { start: index, token };
      oldest = (oldest + 1) % wanted.length;
    }
    const more = lacking.get(token);
    if (more !== undefined) lacking.set(token, more - 1);
    if (more !== undefined && more > 0) shared++;
    if (shared > best.shared) best = { shared, start: window[oldest]?.start ?? 0, end: index + token.length };
  }
  return best.shared > 0 && best.shared * 2 >= wanted.length ? best : null;
}

/** Tokens of a passage and of a quote that are equal, or that replace each other. */
interface Group {
  isEqual: boolean;
  printed: Token[];
  typed: Token[];
}

/** Aligns a passage with a quote; null if too much differs. What is before and after the quote is left out. */
function align(printed: readonly Token[], typed: readonly Token[]): Group[] | null {
  const changes = diffArrays(
    printed.map(({ folded }) => folded),
    typed.map(({ folded }) => folded),
    { maxEditLength: MAX_EDITS },
  );
  if (changes === undefined) return null;
  const groups: Group[] = [];
  const [restPrinted, restTyped] = [[...printed], [...typed]];
  for (const { added, removed, value } of changes) {
    const isEqual = !added && !removed;
    const before = groups.at(-1);
    const group = before && !isEqual && !before.isEqual ? before : { isEqual, printed: [], typed: [] };
    if (group !== before) groups.push(group);
    if (!added) group.printed.push(...restPrinted.splice(0, value.length));
    if (!removed) group.typed.push(...restTyped.splice(0, value.length));
  }
  const ends = (group: Group | undefined) => (group?.isEqual ? undefined : group);
  const [first, last] = [ends(groups[0]), ends(groups.at(-1))];
  if (first) first.printed = first.typed.length > 0 ? first.printed.slice(-first.typed.length) : [];
  if (last) last.printed = last.printed.slice(0, last.typed.length);
  const left = groups.filter((group) => group.printed.length + group.typed.length > 0);
  return moveEnd(moveEnd(left, 'first'), 'last');
}

/**
 * A common word at an end of the quote, such as “The”, can be aligned with one in the margin, far from the rest. It is moved to the
 * rest if the passage has the same words there.
 */
function moveEnd(groups: readonly Group[], which: 'first' | 'last'): Group[] {
  const isFirst = which === 'first';
  const [end, next] = isFirst ? groups : [groups.at(-1), groups.at(-2)];
  if (!end?.isEqual || !next || next.isEqual || next.typed.length > 0) return [...groups];
  const { length } = end.printed;
  const nearer = isFirst ? next.printed.slice(-length) : next.printed.slice(0, length);
  if (nearer.length < length || nearer.some(({ folded }, at) => folded !== end.printed[at]?.folded))
    return [...groups];
  const moved = { ...end, printed: nearer };
  return isFirst ? [moved, ...groups.slice(2)] : [...groups.slice(0, -2), moved];
}

/** A difference, and its offset in the passage. */
interface Difference {
  at: number;
  difference: string;
}

function differencesOf({ isEqual, printed, typed }: Group, passage: string, quote: string): Difference[] {
  if (!isEqual) {
    const words = (text: string, tokens: readonly Token[]) => {
      const part = text.slice(tokens[0]?.start, tokens.at(-1)?.end);
      return /^[\p{P}\p{S}]+$/u.test(part) ? nameOf(part) : `“${excerpt(part, 0, MAX_WORDS)}”`;
    };
    const [has, wants] = [words(passage, printed), words(quote, typed)];
    const difference =
      typed.length === 0 ? `also ${has}` : printed.length === 0 ? `no ${wants}` : `${has} for ${wants}`;
    return [{ at: printed[0]?.start ?? 0, difference }];
  }
  return printed.flatMap((token, index) => {
    const other = typed[index] ?? token;
    const [before, otherBefore] = [printed[index - 1]?.end, typed[index - 1]?.end];
    const gap = before === undefined ? '' : passage.slice(before, token.start);
    const otherGap = otherBefore === undefined ? '' : quote.slice(otherBefore, other.start);
    const found = differencesIn(token.printed, other.printed);
    if (gap !== '' && otherGap !== '') found.unshift(...differencesIn(gap, otherGap));
    else if (gap !== otherGap)
      found.unshift(`${gap === '' ? 'no space' : nameOf(gap)} before “${token.printed}”`);
    return found.map((difference) => ({ at: token.start, difference }));
  });
}

/** How many characters of a passage, and of different words, a hint shows. */
const MAX_SHOWN = 160;
const MAX_WORDS = 60;

/** The part of a text around an offset, on one line. */
function excerpt(text: string, at: number, length = MAX_SHOWN): string {
  const start = Math.max(0, Math.min(at - length / 2, text.length - length));
  const part = text.slice(start, start + length).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const [before, after] = [start > 0 ? '…' : '', start + length < text.length ? '…' : ''];
  return `${before}${part.trim().replace(/\s+/g, ' ')}${after}`;
}
