/** Wraps fuse.js, which ranks texts by similarity to what was typed. It never decides what was meant. */
import { foldScript, hasHan, lowerInPlace } from '../model/names.ts';

/** An item and its texts. */
export interface Document<T> {
  item: T;
  texts: readonly string[];
}

/** A match: `score` runs from 0, a perfect match, to 1. */
export interface Ranked<T> {
  item: T;
  score: number;
  /** Which of the texts match, and where: UTF-16 offsets, `end` exclusive. */
  matches: { text: number; ranges: [start: number, end: number][] }[];
}

/** The largest share of a word's characters that may differ. */
const THRESHOLDS = { every: 0.3, any: 0.6 } as const;

/** A word of a text. */
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** Ranks documents by similarity, best first. With `every`, each word must match; with `any`, one of them. */
export async function rank<T>(
  documents: readonly Document<T>[],
  typed: string,
  match: 'every' | 'any',
): Promise<Ranked<T>[]> {
  const query = foldScript(typed).trim();
  if (query === '') return [];
  // Converting Chinese scripts loads a dictionary of a megabyte, and makes no difference for a query without Chinese.
  const fold = hasHan(query) ? foldScript : lowerInPlace;
  const words = query.match(WORD) ?? [];
  // fuse.js weighs a word by how many of its documents contain it, so it gets only those that may match.
  const candidates = documents
    .map(({ item, texts }) => ({ item, texts: texts.map(fold) }))
    .filter(
      ({ texts }) => match === 'any' || words.every((word) => texts.some((text) => couldMatch(text, word))),
    );
  const { default: Fuse } = await import('fuse.js');
  const fuse = new Fuse(
    candidates.map(({ texts }) => texts),
    {
      keys: [{ name: 'text', getFn: (texts) => texts }],
      useTokenSearch: true,
      tokenize: WORD,
      tokenMatch: match === 'every' ? 'all' : 'any',
      threshold: THRESHOLDS[match],
      ignoreLocation: true,
      includeScore: true,
      includeMatches: true,
    },
  );
  return fuse.search(query).flatMap(({ refIndex, score, matches }) => {
    const candidate = candidates[refIndex];
    if (candidate === undefined) return [];
    const found = (matches ?? []).map(({ refIndex: text = 0, indices }) => ({
      text,
      ranges: indices.map(([first, last]): [number, number] => [first, last + 1]),
    }));
    return [{ item: candidate.item, score: score ?? 1, matches: found }];
  });
}

/** fuse.js splits a longer word. */
const MAX_WORD_LENGTH = 32;

/**
 * False if fuse.js surely finds no match for a word in a text, because too many of its bigrams are missing: each edit changes
 * at most two. (Ukkonen, “Approximate string-matching with q-grams and maximal matches”, 1992.)
 */
export function couldMatch(text: string, word: string): boolean {
  if (word.length > MAX_WORD_LENGTH) return true;
  const bigrams = Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const missing = bigrams.filter((bigram) => !text.includes(bigram)).length;
  return missing <= 2 * Math.floor(THRESHOLDS.every * word.length);
}
