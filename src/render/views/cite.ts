/** The view of `cite`. */
import { count } from '../../model/count.ts';
import type { Citation } from '../../query/answers/cite.ts';
import { toFootnotes } from '../cite/footnote.ts';
import {
  authorNames,
  citedStatements,
  encodedAddress,
  publicationDate,
  statementInWords,
} from '../cite/words.ts';
import { SOURCE_RECORD_COLUMNS } from '../records.ts';
import { type Line, span, type View } from '../view.ts';
import { quoteLines } from './receipts.ts';

/** Each source with its addresses, then what is cited from it. `empty` is the message if there is nothing to cite. */
export function citeView(citations: readonly Citation[], empty: string): View {
  return {
    data: citations,
    records: () => ({
      columns: CITATION_COLUMNS,
      rows: citations.map(({ source, claims, remarks }) => ({ ...source, claims, remarks })),
    }),
    ids: citations.map(({ source }) => source.id),
    // Nothing but what is pasted.
    title: null,
    blocks: () =>
      citations.map((citation) => ({
        heading: null,
        lines: [...citedSourceLines(citation.source), ...citedStatementLines(citation)],
      })),
    markdown: toFootnotes(citations),
    footer: {
      left: count(citations.length, 'source'),
      right: '--format markdown, bibtex, ris or csl prints other styles',
    },
    empty: citations.length === 0 ? empty : null,
  };
}

const CITATION_COLUMNS = [...SOURCE_RECORD_COLUMNS, 'claims.id', 'remarks.id'];

function citedSourceLines(source: Citation['source']): Line[] {
  const { title, publisher, republishedBy, url, archived, retrieved, repository, origin } = source;
  const author = authorNames(source);
  const work = `${author === '' ? '' : `${author}, `}“${title}”, ${publisher.name}, ${publicationDate(source)}`;
  const address = [
    ...(republishedBy === null ? [] : [`Republished by ${republishedBy.name}`]),
    ...(url === null ? [] : [encodedAddress(url)]),
  ].join(': ');
  const lines = [
    ...(address === '' ? [] : [address]),
    ...(retrieved === null ? [] : [`Retrieved ${retrieved}`]),
    ...(archived === null ? [] : [`Archived: ${encodedAddress(archived)}`]),
    ...(repository === null ? [] : [`Licence: ${repository.licence}`]),
    ...(origin === null ? [] : [`A copy of ${origin}`]),
  ];
  return [{ indent: 0, text: work }, ...lines.map((text): Line => ({ indent: 0, text, unbroken: true }))];
}

const citedStatementLines = (citation: Citation): Line[] =>
  citedStatements(citation).flatMap((statement) => [
    { indent: 0, text: '' },
    { indent: 2, text: [span('strong', `${statementInWords(statement)}:`)] },
    ...quoteLines(statement.evidence),
  ]);
