/** Names as people type them: the folding that makes spellings of one name equal, and the words of a name. */
import { isAscii } from './ascii.ts';
import { simplifier } from './chinese.ts';

let convert: ((text: string) => string) | undefined;

/** Simplified Chinese. The converter is made when it is first needed: few runs meet a Chinese text. */
function simplify(text: string): string {
  convert ??= simplifier();
  return convert(text);
}

// Expressions with classes of Unicode take a millisecond to make, so each is made where a text first needs it.
const hasHan = (text: string) => !isAscii(text) && /\p{Script=Han}/u.test(text);

/** NFKC, lower case, simplified Chinese, without apostrophes. */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replaceAll("'", '');
  const lower = text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/['’]/g, '');
  return hasHan(lower) ? simplify(lower) : lower;
}

/** Lower case and simplified Chinese, each character in its place, so that offsets stay those of the text. */
export function foldScript(text: string): string {
  const lower = lowerInPlace(text);
  if (!hasHan(lower)) return lower;
  const folded = simplify(lower);
  return folded.length === text.length ? folded : text;
}

/** Lower case, each character in its place. */
export function lowerInPlace(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/**
 * The form in which two spellings of one name are equal: NFKC, lower case, simplified Chinese, without spaces, hyphens
 * and punctuation but `+` and `#`, as in C++. Between two digits a separator stays, since 3.1 is not 31.
 */
export function foldName(text: string): string {
  const flat = foldText(text);
  if (isAscii(flat)) return flat.replace(/(?<=\d)([^a-z0-9+#]+)(?=\d)|[^a-z0-9+#]+/g, keepBetweenDigits);
  // Letters that a separator kept apart may compose.
  return flat
    .replace(/(?<=\p{N})([^\p{L}\p{N}\p{M}+#]+)(?=\p{N})|[^\p{L}\p{N}\p{M}+#]+/gu, keepBetweenDigits)
    .normalize('NFKC');
}

const keepBetweenDigits = (_: string, between: string | undefined): string =>
  between === undefined ? '' : between === '.' ? '.' : '-';

/** The words of a name, folded, in order; a number such as 3.1 is one word. */
export function wordsOf(text: string): string[] {
  const flat = foldText(text);
  const separators = isAscii(flat)
    ? /(?:(?!(?<=\d)\.(?=\d))[^a-z0-9+#])+/
    : /(?:(?!(?<=\p{N})\.(?=\p{N}))[^\p{L}\p{N}\p{M}+#])+/u;
  return flat.split(separators).filter((word) => word !== '');
}

/**
 * Whether a word may tell one version from another: it holds a digit, `+` or `#`, or is a Roman numeral up to 20 or a
 * single letter. Such a word is never corrected.
 */
export const isVersion = (word: string): boolean =>
  (isAscii(word) ? /[0-9+#]/ : /[\p{N}+#]/u).test(word) ||
  /^(?=.)(?:[a-z]|x{0,2}(?:i[xv]|v?i{0,3}))$/.test(word);

/** Compares by code unit of the lower-case form, then of the text itself: the same order on every machine. */
export function compareNames(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a text holds a name as whole words, whatever its case, separators, possessive or Chinese script. */
export function mentions(text: string, name: string): boolean {
  const wanted = mentionOf(name);
  return wanted !== '' && spaced(text).includes(wanted);
}

/** The folded words of a text, a space before and after each. */
export const spaced = (text: string): string =>
  ` ${foldText(text.replace(/['’]s?\b/g, ' '))
    .replace(/[^\p{L}\p{N}\p{M}+#]+/gu, ' ')
    .trim()} `;

/** What stands in the `spaced` text that mentions a name; empty for a name without letters. */
export function mentionOf(name: string): string {
  const words = spaced(name);
  // Chinese has no spaces between words.
  return hasHan(name) || words.trim() === '' ? words.trim() : words;
}
