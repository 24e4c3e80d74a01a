/** Finds the lines of a document that are not evidence, since they only repeat its body: headline, deck and captions. */
import { foldName } from '../model/names.ts';
import type { ReadableText } from '../query/unwrap.ts';
import { CAPTION } from './cues.ts';

/** In UTF-16 units; a longer line is a paragraph that mentions a photo. */
const MAX_CAPTION = 1000;

/** Returns the reason for each line of a readable text, from 1, that is not evidence. */
export function nonEvidenceReasons({ text, extent }: ReadableText, title: string): Map<number, string> {
  const reasons = new Map<number, string>();
  const foldedTitle = foldName(title);
  // Only the first three lines with words can be headline or deck.
  let filled = 0;
  const lines = text
    .split('\n')
    .slice(extent.first - 1, extent.last)
    .map((line) => line.trim());
  const isOnlyLine = lines.filter((line) => line !== '').length === 1;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    filled++;
    const isHeadline =
      foldName(line) === foldedTitle || (filled === 1 && !isOnlyLine && !/[.!?。！？”"…]$/u.test(line));
    // A deck ends with the byline of its author.
    const isDeck = filled <= 3 && /\s[—–-]+\s*\p{Lu}[\p{L} ]{1,40}$/u.test(line);
    const reason = isHeadline
      ? 'a headline repeats the text'
      : isDeck
        ? 'a deck repeats the text'
        : line.length <= MAX_CAPTION && CAPTION.test(line)
          ? 'a caption repeats the text'
          : null;
    if (reason !== null) reasons.set(extent.first + index, reason);
  }
  return reasons;
}
