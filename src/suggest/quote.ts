/** A selector for a stretch of a text: the quote, with the text around it where the quote alone stands more than once. */
import type { AuthoredEvidence } from '../model/schema.ts';
import { type Extent, findQuote } from '../model/selector.ts';

/** How much of the text around is tried, in UTF-16 units. */
const AROUND = [24, 80, 240];

/** Selects the text between two offsets; null where no selector of sensible length finds it alone. */
export function quoteOf(
  text: string,
  starts: readonly number[],
  extent: Extent,
  { start, end }: { start: number; end: number },
): AuthoredEvidence | null {
  const quote = text.slice(start, end);
  const isAlone = (evidence: AuthoredEvidence) => {
    const anchor = findQuote(text, starts, extent, evidence);
    return anchor.state === 'found' && anchor.position.start === start;
  };
  if (isAlone({ quote })) return { quote };
  for (const length of AROUND) {
    const prefix = text.slice(Math.max(0, start - length), start);
    const suffix = text.slice(end, end + length);
    const selectors = [
      { quote, prefix },
      { quote, suffix },
      { quote, prefix, suffix },
    ];
    const found = selectors.find((own) => own.prefix !== '' && own.suffix !== '' && isAlone(own));
    if (found) return found;
  }
  return null;
}
