/** Keeps text from data or from the user from steering a terminal. */
import { isPrintableAscii } from '../model/ascii.ts';

// C0 and C1 controls, and the characters that reorder or hide text: bidi marks, embeddings, overrides and isolates,
// zero-width spaces and joints, fillers, line and paragraph separators, interlinear annotation and tag characters.
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

// A zero-width joiner joins emoji; anywhere else it hides. Made only for a text that has one: it takes a while.
const withoutStrayJoiners = (text: string): string =>
  text.replace(
    /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu,
    '',
  );

/** The text on one line: tabs and line ends become spaces, what can't be seen is dropped. */
export function clean(text: string): string {
  if (isPrintableAscii(text)) return text;
  const seen = text.replace(/[\t\r\n]+/g, ' ').replace(UNSAFE, '');
  return seen.includes('\u200d') ? withoutStrayJoiners(seen) : seen;
}
