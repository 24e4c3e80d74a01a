/** Characters of scripts without spaces around words, as parts of regular expressions with the flag `u`. */

/** A character that can be a word. */
export const HAN_OR_HIRAGANA = '[\\p{Script=Han}\\p{Script=Hiragana}]';

/** Katakana, and the sign that makes its vowels long. */
export const KATAKANA = '(?:(?=\\p{L})\\p{Script_Extensions=Katakana})';

/** Chinese and Japanese, which have no spaces between words. */
export const UNSPACED = `(?:${HAN_OR_HIRAGANA}|${KATAKANA})`;

/** Korean, which has spaces, but joins particles to words. */
export const HANGUL = '\\p{Script=Hangul}';
