/** Terms for full-text search: folded words. Chinese and Japanese text, which has no word breaks, is indexed as pairs of characters. */
import { foldText, wordsOf } from './names.ts';
import { HANGUL, UNSPACED } from './scripts.ts';

/** The terms of a text, each once. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const word of wordsOf(text)) {
    for (const run of runsOf(word)) {
      for (const term of isCjk(run) ? pairsOf(run) : [run]) terms.add(term);
    }
  }
  return terms;
}

/** A term to search for; with `isPrefix` also longer terms that start with it. */
export interface SearchTerm {
  term: string;
  isPrefix: boolean;
}

/** A shorter word matches only itself, because too many words start with it. A Korean syllable has two or three letters. */
const MIN_PREFIX_LENGTH = 3;
const MIN_KOREAN_PREFIX_LENGTH = 2;

/** The terms that a text must contain to match all words of a search. */
export function parseSearchTerms(text: string): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  const add = (term: string, isPrefix: boolean) => terms.set(term, { term, isPrefix });
  for (const word of wordsOf(text)) {
    for (const run of runsOf(word)) {
      const characters = [...run];
      if (!isCjk(run))
        add(run, characters.length >= (IS_KOREAN.test(run) ? MIN_KOREAN_PREFIX_LENGTH : MIN_PREFIX_LENGTH));
      else if (characters.length === 1) add(run, true);
      else for (const pair of pairsOf(run).slice(0, -1)) add(pair, false);
    }
  }
  return [...terms.values()];
}

/** The matches of search terms in a text: UTF-16 offsets, `end` exclusive, in order, without overlaps. */
export function findMatches(text: string, terms: readonly SearchTerm[]): [start: number, end: number][] {
  const tokens = text.matchAll(TOKEN);
  const matches: [start: number, end: number][] = [];
  let previous = '';
  let previousEnd = -1;
  for (const { 0: token, index } of tokens) {
    const end = index + token.length;
    const folded = foldText(token);
    const pair = previousEnd === index ? foldText(previous + token) : null;
    const isMatch = terms.some(
      ({ term, isPrefix }) => folded === term || (isPrefix && folded.startsWith(term)),
    );
    const start = terms.some(({ term }) => term === pair) ? index - previous.length : isMatch ? index : null;
    const last = matches.at(-1);
    if (start !== null && last && last[1] >= start) last[1] = end;
    else if (start !== null) matches.push([start, end]);
    [previous, previousEnd] = [token, end];
  }
  return matches;
}

const IS_CJK = new RegExp(`^${UNSPACED}`, 'u');
const IS_KOREAN = new RegExp(`^${HANGUL}`, 'u');
const isCjk = (run: string): boolean => IS_CJK.test(run);

/** The parts of a word that are entirely Chinese or Japanese, entirely Korean, or neither. */
const runsOf = (word: string): string[] => word.match(RUN) ?? [];
const RUN = new RegExp(`${UNSPACED}+|(?:${HANGUL})+|(?:(?!${UNSPACED}|${HANGUL})[^])+`, 'gu');

/** A character of Chinese or Japanese, or a word of another script. Invisible characters do not end a word. */
const TOKEN = new RegExp(
  [
    UNSPACED,
    `(?:${HANGUL})+`,
    `(?:(?!${UNSPACED}|${HANGUL})[\\p{L}\\p{N}\\p{M}+#]|(?<=\\p{N})\\.(?=\\p{N})|(?<=\\p{L})['’\\p{Cf}]+(?=\\p{L}))+`,
  ].join('|'),
  'gu',
);

/** Each character with the next one, and the last character alone. */
function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}
