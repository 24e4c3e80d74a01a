/** Names as people type them: folding, which makes spellings of a name equal, and words. */
import { simplifier } from './chinese.ts';
import { once } from './once.ts';

// Not created for text without Chinese, because it reads a dictionary of a megabyte.
const simplify = once(simplifier);

/** True if a text contains a Chinese character. */
export const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

/** NFKC, lower case, “ss” for “ß”, simplified Chinese, without accents, apostrophes and invisible characters. */
export function foldText(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase().replace(/['’]/g, '');
  if (!NOT_ASCII.test(lower)) return lower;
  const visible = lower.replace(/\p{Cf}/gu, '');
  const plain = withoutAccents(visible.replaceAll('ß', 'ss').replaceAll('ς', 'σ'));
  return hasHan(plain) ? simplify()(plain) : plain;
}

const NOT_ASCII = /[^\0-\x7f]/;

/** A letter with its accents, in scripts where writers leave them out. In other scripts a mark makes another letter. */
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu;

const withoutAccents = (text: string): string =>
  text.normalize('NFKD').replace(ACCENTED, '$1').normalize('NFKC');

/** Lower case and simplified Chinese; every character keeps its offset. */
export function foldScript(text: string): string {
  const lower = lowerInPlace(text);
  if (!hasHan(lower)) return lower;
  const folded = simplify()(lower);
  return folded.length === text.length ? folded : text;
}

/** Lower case; every character keeps its offset. */
export function lowerInPlace(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** The words of a name, folded, in order. Separators are all characters except letters, digits, `+`, `#` (C++), and the point in 3.1. */
export const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/(?:(?!(?<=\p{N})\.(?=\p{N}))[^\p{L}\p{N}\p{M}+#])+/u)
    .filter((word) => word !== '');

/** The words of a name without separators: equal for spellings of one name. Between two digits a hyphen stays, because 3-1 is not 31. */
export function foldName(text: string): string {
  const words = wordsOf(text);
  const joined = words
    .map((word, at) => (/^\p{N}/u.test(word) && /\p{N}$/u.test(words[at - 1] ?? '') ? `-${word}` : word))
    .join('');
  // Letters on both sides of a removed separator may compose.
  return withoutAccents(joined);
}

/** True if a word can distinguish versions: it contains a digit, `+` or `#`, or is a Roman numeral up to 29 or a single letter. */
export const isVersion = (word: string): boolean =>
  /[\p{N}+#]/u.test(word) || /^(?=.)(?:[a-z]|x{0,2}(?:i[xv]|v?i{0,3}))$/.test(word);

/** Compares by code unit of the lower-case form, then of the text itself: the same order on every machine. */
export function compareNames(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
