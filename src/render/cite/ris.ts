/** Citations in RIS, for reference managers. */
import type { Citation } from '../../query/answers/cite.ts';
import { clean } from '../clean.ts';
import { certainParts, citedPassages, encodedAddress, notesOf } from './words.ts';

/** One record for each source. A line is a tag, two spaces, a hyphen, a space and a value; it ends with CR LF. */
export const toRis = (citations: readonly Citation[]): string => citations.map(recordOf).join('');

function recordOf(citation: Citation): string {
  const { id, title, author, publisher, url, retrieved } = citation.source;
  const [year, month = '', day = ''] = certainParts(citation.source);
  const lines: [string, string][] = [
    // A web page or, without an address, a reference of no particular kind.
    ['TY', url === null ? 'GEN' : 'ELEC'],
    ['ID', id],
    ...author.map((name): [string, string] => ['AU', name]),
    ['TI', title],
    ['T2', publisher.name],
    // The last field of a date is free text; it is empty.
    ...(year === undefined
      ? []
      : [['PY', year] as [string, string], ['DA', `${year}/${month}/${day}/`] as [string, string]]),
    ...(url === null ? [] : [['UR', encodedAddress(url)] as [string, string]]),
    ...(retrieved === null ? [] : [['Y2', `${retrieved.replaceAll('-', '/')}/`] as [string, string]]),
    ...[...notesOf(citation.source), ...citedPassages(citation)].map((note): [string, string] => [
      'N1',
      note,
    ]),
    ['ER', ''],
  ];
  return `${lines.map(([tag, value]) => `${tag}  - ${clean(value)}\r\n`).join('')}\r\n`;
}
