/** The lines of a document that are no evidence, since they repeat what the text says. */
import { foldName } from '../model/names.ts';
import type { SourceRecord } from '../model/records.ts';
import { CAPTION } from './cues.ts';

/** In UTF-16 units. */
const LONGEST_CAPTION = 1000;

/** Says of a line why it is no evidence: a headline, a deck or a caption repeats what the text says. */
export function lineReasons(text: string, starts: readonly number[], { title, extent }: SourceRecord) {
  const lines = (number: number) =>
    text.slice(starts[number - 1] ?? text.length, starts[number] ?? text.length).trim();
  const filled: number[] = [];
  for (let number = extent.first; number <= extent.last && filled.length < 3; number++) {
    if (lines(number) !== '') filled.push(number);
  }
  const [first] = filled;
  return (number: number): string | null => {
    const line = lines(number);
    if (foldName(line) === foldName(title)) return 'the headline announces what the text says';
    if (number === first && filled.length > 1 && !/[.!?。！？”"…]$/u.test(line))
      return 'the headline announces what the text says';
    if (filled.includes(number) && /\s[—–-]+\s*\p{Lu}[\p{L} ]{1,40}$/u.test(line))
      return 'the deck announces what the text says';
    return line.length <= LONGEST_CAPTION && CAPTION.test(line)
      ? 'a caption repeats what the text says'
      : null;
  };
}
