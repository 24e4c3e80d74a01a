/** Creates quotes as evidence (TextQuoteSelector of the W3C Web Annotation model). */
import type { AuthoredQuote } from '../model/schema.ts';
import { type Extent, findQuote } from '../model/selector.ts';
import type { TextRange } from '../model/text-range.ts';

/** Lengths of prefix and suffix to try, in UTF-16 units. */
const CONTEXT_LENGTHS = [24, 80, 240];

/** Quotes a range of a text, with the prefix and suffix needed to make it unique; null if even 240 units are not enough. */
export function uniqueQuote(
  text: string,
  starts: readonly number[],
  extent: Extent,
  { start, end }: TextRange,
): AuthoredQuote | null {
  const quote = text.slice(start, end);
  const candidates: AuthoredQuote[] = [{ quote }];
  for (const length of CONTEXT_LENGTHS) {
    const prefix = text.slice(Math.max(0, start - length), start);
    const suffix = text.slice(end, end + length);
    if (prefix !== '') candidates.push({ quote, prefix });
    if (suffix !== '') candidates.push({ quote, suffix });
    if (prefix !== '' && suffix !== '') candidates.push({ quote, prefix, suffix });
  }
  const isUnique = (evidence: AuthoredQuote) => {
    const match = findQuote(text, starts, extent, evidence);
    return match.state === 'found' && match.position.start === start;
  };
  return candidates.find(isUnique) ?? null;
}
