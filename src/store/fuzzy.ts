/** The only home of fuse.js: it ranks texts by likeness to what was typed. It never decides what was meant. */
import { isAscii } from '../model/ascii.ts';
import { foldScript, lowerInPlace } from '../model/names.ts';

/** A thing with its texts. */
export interface Document<T> {
  item: T;
  texts: readonly string[];
}

/** A thing that is like the words: `score` 0 is a perfect match, 1 none. */
export interface Ranked<T> {
  item: T;
  score: number;
  /** Which of the texts match, and where: UTF-16 offsets, end exclusive. */
  matches: { text: number; ranges: [start: number, end: number][] }[];
}

/** How unlike a word a place in a text may be: edits as a share of the word's characters. */
const THRESHOLDS = { every: 0.3, any: 0.6 } as const;

/** What takes words out of these texts. */
const wordPattern = (texts: readonly string[]): RegExp =>
  texts.every(isAscii) ? /\w+/g : /[\p{L}\p{M}\p{N}_]+/gu;

/** Ranks documents by likeness, best first. `every`: each word must be found; otherwise any of them. */
export async function rank<T>(
  documents: readonly Document<T>[],
  words: string,
  match: 'every' | 'any',
): Promise<Ranked<T>[]> {
  const query = foldScript(words).trim();
  if (query === '') return [];
  // Which Chinese script a text is in matters only to Chinese words, and telling takes a long table.
  const fold = isAscii(query) ? lowerInPlace : foldScript;
  const sought = query.match(wordPattern([query])) ?? [];
  const folded = documents
    .map((document) => ({ document, texts: document.texts.map(fold) }))
    .filter(({ texts }) => match === 'any' || mayHoldAll(texts, sought));
  const { default: Fuse } = await import('fuse.js');
  const fuse = new Fuse(
    folded.map(({ texts }) => texts),
    {
      keys: [{ name: 'text', getFn: (texts) => texts }],
      useTokenSearch: true,
      tokenize: wordPattern([query, ...folded.flatMap(({ texts }) => texts)]),
      tokenMatch: match === 'every' ? 'all' : 'any',
      threshold: THRESHOLDS[match],
      ignoreLocation: true,
      includeScore: true,
      includeMatches: true,
    },
  );
  return fuse.search(query).flatMap(({ refIndex, score, matches }) => {
    const document = folded[refIndex]?.document;
    if (document === undefined) return [];
    const found = (matches ?? []).map(({ refIndex: text = 0, indices }) => ({
      text,
      ranges: indices.map(([first, last]): [number, number] => [first, last + 1]),
    }));
    return [{ item: document.item, score: score ?? 1, matches: found }];
  });
}

/** Whether each word may stand in one of the texts: what surely does not is not worth a closer look. */
const mayHoldAll = (texts: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => texts.some((text) => mayHold(text, word)));

/** fuse.js takes a longer word apart. */
const LONGEST_WORD = 32;

/** An edit changes two pairs of neighbours at most. (Ukkonen, “Approximate string-matching with q-grams and maximal matches”, 1992) */
export function mayHold(text: string, word: string): boolean {
  if (word.length > LONGEST_WORD) return true;
  let mayMiss = 2 * Math.floor(THRESHOLDS.every * word.length);
  for (let at = 0; at + 2 <= word.length; at++)
    if (!text.includes(word.slice(at, at + 2)) && mayMiss-- === 0) return false;
  return true;
}
