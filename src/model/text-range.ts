/** A part of a text. */

/** UTF-16 offsets, `end` exclusive. Each use says whether they count from the start of the text or of a sentence. */
export interface TextRange {
  start: number;
  end: number;
}

/** True if two ranges have a character in common. */
export const overlaps = (a: TextRange, b: TextRange): boolean => a.start < b.end && a.end > b.start;
