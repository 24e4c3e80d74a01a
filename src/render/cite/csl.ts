/** Citations in CSL-JSON, the input of citation processors such as that of pandoc. */
import type { Citation } from '../../query/answers/cite.ts';
import { toJson } from '../formats.ts';
import { citedPassages, encodedAddress, notesOf } from './words.ts';

/** A list with one item for each source. */
export const toCsl = (citations: readonly Citation[]): string => toJson(citations.map(itemOf));

function itemOf(citation: Citation) {
  const { id, title, author, publisher, published, url, retrieved } = citation.source;
  const note = notesOf(citation.source).join('\n');
  const annote = citedPassages(citation).join('\n');
  return {
    id,
    type: url === null ? 'document' : 'webpage',
    title,
    // A name as printed: which part of it is the family name is not recorded.
    ...(author.length > 0 && { author: author.map((literal) => ({ literal })) }),
    'container-title': publisher.name,
    issued: dateParts(published),
    ...(url !== null && { URL: encodedAddress(url) }),
    ...(retrieved !== null && { accessed: dateParts(retrieved) }),
    ...(note !== '' && { note }),
    ...(annote !== '' && { annote }),
  };
}

const dateParts = (date: string) => ({ 'date-parts': [date.split('-').map(Number)] });
