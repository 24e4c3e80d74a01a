import fc from 'fast-check';

/** Pieces of text that have broken tables and terminals. */
const PIECES = [
  'Moore Threads',
  'a',
  ' ',
  '  ',
  '-',
  '摩尔线程',
  '。',
  '한국어',
  'ｈａｌｆ',
  'ｱｲｳ',
  'e\u0301',
  '\u0301',
  'Z\u0351\u036b\u0343A\u0334\u0328L',
  '𠮷𪚥',
  '👍',
  '👍🏽',
  '👨‍👩‍👧‍👦',
  '🏳️‍🌈',
  '❤️',
  '🇨🇳',
  '1️⃣',
  '✓',
  '…',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;http://x\u0007y\u001b]8;;\u0007',
  '\u009b31m',
  '\u0000\u0007\u0008\u007f',
  '\u202eevil\u202c',
  '\u2066\u2069\u200e\u200f\u061c',
  '\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e',
  '\t',
  '\n',
  '\r\n',
  '\ue000',
  'عربي',
  'हिन्दी',
  '|',
  '\\',
  '"',
  ',',
  '`*_<>[]',
  "'",
  '$&',
  '{red}',
];

/** Random text of these pieces. */
export const nastyText = fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 12 });

/** Random text, sometimes a word that is too long for any column. */
export const nastyName = fc.oneof(
  { weight: 20, arbitrary: nastyText },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(400), '摩'.repeat(200), '👨‍👩‍👧‍👦'.repeat(100)) },
);

/** Characters that must not reach a terminal: controls except line feed, direction marks, and invisible characters. */
export const UNSAFE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff\u2028\u2029]|\p{Bidi_Control}/u;
