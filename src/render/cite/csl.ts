/** Citations in CSL-JSON, the input of citation processors such as that of pandoc. */
import { dayRange } from '../../model/dates.ts';
import type { Citation } from '../../query/answers/cite.ts';
import { toJson } from '../formats.ts';
import { publishedInWords } from '../views/parts.ts';
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
    ...(published !== null && { issued: issuedOn(published) }),
    ...(url !== null && { URL: encodedAddress(url) }),
    ...(retrieved !== null && { accessed: dateParts(retrieved) }),
    ...(note !== '' && { note }),
    ...(annote !== '' && { annote }),
  };
}

/** A range of days has the parts of both. CSL has no parts for a range that has no first day. */
const issuedOn = (published: string) =>
  dayRange(published)?.first === null ? { literal: publishedInWords(published) } : dateParts(published);

const dateParts = (date: string) => ({
  'date-parts': date.split('/').map((day) => day.split('-').map(Number)),
});
