/** The terms by which texts are found: folded words, and of Chinese and Japanese, which part no words, pairs of characters. */
import { isAscii } from './ascii.ts';
import { foldText, wordsOf } from './names.ts';

/** The terms of a text, each once, in no order that matters. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const word of wordsOf(text)) {
    if (isAscii(word)) terms.add(word);
    else
      for (const run of runsOf(word))
        for (const term of isUnparted(run) ? pairsOf(run) : [run]) terms.add(term);
  }
  return terms;
}

/** A word to look for: its term, and whether a term that begins with it will do. */
export interface SearchTerm {
  term: string;
  isPrefix: boolean;
}

/** The fewest letters of a word that finds longer ones too: fewer begin too many. */
const LEAST_PREFIX = 3;

/** What to look for, for all the words of a text to be found. */
export function parseSearchTerms(text: string): SearchTerm[] {
  const sought = new Map<string, SearchTerm>();
  const add = (term: string, isPrefix: boolean) => sought.set(term, { term, isPrefix });
  for (const word of wordsOf(text)) {
    for (const run of isAscii(word) ? [word] : runsOf(word)) {
      const characters = [...run];
      if (!isUnparted(run)) add(run, characters.length >= LEAST_PREFIX);
      else if (characters.length === 1) add(run, true);
      else for (const pair of pairsOf(run).slice(0, -1)) add(pair, false);
    }
  }
  return [...sought.values()];
}

/** Where a text holds what is sought: UTF-16 offsets, `end` exclusive, in order, none overlapping another. */
export function placesOf(text: string, sought: readonly SearchTerm[]): [start: number, end: number][] {
  const tokens = text.matchAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}+#]|(?<=\p{N})\.(?=\p{N})|(?<=\p{L})['’](?=\p{L}))+/gu,
  );
  const found: [start: number, end: number][] = [];
  let before = '';
  let beforeEnd = -1;
  for (const { 0: token, index } of tokens) {
    const end = index + token.length;
    const own = foldText(token);
    const pair = beforeEnd === index ? foldText(before + token) : null;
    const isFound = sought.some(({ term, isPrefix }) => own === term || (isPrefix && own.startsWith(term)));
    const start = sought.some(({ term }) => term === pair) ? index - before.length : isFound ? index : null;
    const last = found.at(-1);
    if (start !== null && last && last[1] >= start) last[1] = end;
    else if (start !== null) found.push([start, end]);
    [before, beforeEnd] = [token, end];
  }
  return found;
}

const isUnparted = (run: string): boolean =>
  !isAscii(run) && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run);

/** The parts of a word that are all of unparted script, or all of others. */
const runsOf = (word: string): string[] =>
  word.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
  ) ?? [];

/** Each two neighbours, and the last character alone, which no pair begins with. */
function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}
