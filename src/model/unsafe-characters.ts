/** Characters that control a terminal, hide text or reorder it: the one list for the output and for the rules of `check`. */

/**
 * Every unsafe character; use it with `replace`, `match` or `search`. Controls except tab and line feed, soft hyphen, bidi
 * marks, embeddings, overrides and isolates, zero-width and filler characters, line and paragraph separators, interlinear
 * annotations, tags, and zero-width joiners, which are safe only between two emoji.
 */
export const UNSAFE_CHARACTERS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
