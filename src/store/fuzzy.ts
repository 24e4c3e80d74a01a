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
  const { default: Fuse } = await import('fuse.js');
  const fuse = new Fuse(
    documents.map(({ texts }) => texts.map(fold)),
    {
      keys: [{ name: 'text', getFn: (texts) => texts }],
      useTokenSearch: true,
      tokenMatch: match === 'every' ? 'all' : 'any',
      threshold: match === 'every' ? 0.3 : 0.6,
      ignoreLocation: true,
      includeScore: true,
      includeMatches: true,
    },
  );
  return fuse.search(query).flatMap(({ refIndex, score, matches }) => {
    const document = documents[refIndex];
    if (document === undefined) return [];
    const found = (matches ?? []).map(({ refIndex: text = 0, indices }) => ({
      text,
      ranges: indices.map(([first, last]): [number, number] => [first, last + 1]),
    }));
    return [{ item: document.item, score: score ?? 1, matches: found }];
  });
}
