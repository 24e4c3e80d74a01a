/** Citations as Markdown footnotes. */
import type { Citation } from '../../query/answers/cite.ts';
import { literal } from '../markdown.ts';
import { passagePlace, passageText } from '../passage.ts';
import { authorNames, citedStatements, encodedAddress, publicationDate, statementInWords } from './words.ts';

/** One footnote for each source, labelled with its id: `[^id]` in a text refers to it. */
export const toFootnotes = (citations: readonly Citation[]): string => citations.map(footnoteOf).join('\n');

function footnoteOf(citation: Citation): string {
  const { source } = citation;
  const { id, title, publisher, republishedBy, url, archived, retrieved, repository, origin } = source;
  const work = [
    ...(source.author.length > 0 ? [literal(authorNames(source))] : []),
    url === null ? `“${literal(title)}”` : `“${link(literal(title), url)}”`,
    literal(publisher.name),
    literal(publicationDate(source)),
    ...(republishedBy === null ? [] : [`republished by ${literal(republishedBy.name)}`]),
    ...(retrieved === null ? [] : [`retrieved ${retrieved}`]),
    ...(archived === null ? [] : [link('archived', archived)]),
    ...(repository === null ? [] : [literal(`licence ${repository.licence}`)]),
    ...(origin === null ? [] : [`a copy of ${literal(origin)}`]),
  ].join(', ');
  const paragraphs = citedStatements(citation).flatMap((statement) => [
    `${literal(statementInWords(statement))}:`,
    ...statement.evidence.map((one) => `> ${literal(passageText(one))} (${literal(passagePlace(one))})`),
  ]);
  return [`[^${id}]: ${work}.`, ...paragraphs.map((text) => `\n    ${text}`), ''].join('\n');
}

const link = (text: string, url: string): string =>
  `[${text}](${encodedAddress(url).replace(/[()]/g, (found) => (found === '(' ? '%28' : '%29'))})`;
