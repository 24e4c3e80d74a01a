/** What all styles of citation say of a source, in words. */
import { dayRange } from '../../model/dates.ts';
import { STATUSES } from '../../model/vocabulary.ts';
import type { Citation } from '../../query/answers/cite.ts';
import type { Claim, Evidence, Remark } from '../../query/answers/claim.ts';
import { claimSentence, textOfSentence } from '../../query/claim-words.ts';
import { clean } from '../clean.ts';
import { passagePlace, passageText } from '../passage.ts';
import { dateInWords, publishedInWords, viaNames, withdrawal } from '../views/parts.ts';

/** The date of publication, with how it was established if the source does not print it. */
export const publicationDate = (source: Citation['source']): string =>
  publishedInWords(source.published) + (source.publishedBasis === null ? '' : ` (${source.publishedBasis})`);

/** The parts of the date of publication that are certain: year, month and day, fewer for a month or a range, none if unknown. */
export function certainParts({ published }: Citation['source']): string[] {
  const days = dayRange(published);
  const last = days?.last.split('-') ?? [];
  const first = days?.first?.split('-') ?? [];
  const differs = last.findIndex((part, index) => part !== first[index]);
  return differs === -1 ? last : last.slice(0, differs);
}

/** For example “A. Writer and B. Writer”; empty if no author is recorded. */
export const authorNames = ({ author }: Citation['source']): string => author.join(' and ');

/** A claim or remark with its claimant and its date, for example “A supports B (pledged), said by A, 2025-02-04”. */
export function statementInWords(statement: Claim | Remark): string {
  const { saidBy, channel } = statement;
  return [
    'relation' in statement ? claimInWords(statement) : statement.summary.replace(/\.$/, ''),
    saidBy === null ? 'claimant not stated' : `said by ${saidBy.name}`,
    ...(channel === null ? [] : [channel]),
    ...(isDated(statement) ? [dateInWords(statement)] : []),
    ...('relation' in statement && statement.withdrawn !== null ? [withdrawal(statement)] : []),
  ].join(', ');
}

const isDated = ({ date, notAfter, printedDate }: Claim | Remark): boolean =>
  date !== null || notAfter !== null || printedDate !== null;

function claimInWords(claim: Claim): string {
  const { from, status, to, via } = claim;
  const sentence = textOfSentence(claimSentence(claim, from.name, to.name));
  const product = via.length === 0 ? '' : ` via ${viaNames(via)}`;
  return `${sentence}${product}${status === null ? '' : ` (${STATUSES[status].label})`}`;
}

/** A passage after its line. Passages often contain curly quotation marks, so straight ones enclose them. */
const passageInWords = (evidence: Evidence): string =>
  `${passagePlace(evidence)}: "${passageText(evidence)}"`;

/** The claims and remarks of a citation. */
export const citedStatements = ({ claims, remarks }: Citation): (Claim | Remark)[] => [...claims, ...remarks];

/** What a reference manager has no field for, each on one line: a date that is not a day or a month, republication, basis of the date, archived copy. */
export const notesOf = (source: Citation['source']): string[] => {
  const { published, republishedBy, publishedBasis, archived, repository, origin } = source;
  const isDayOrMonth = published !== null && /^[\d-]+$/.test(published);
  return [
    ...(isDayOrMonth ? [] : [`Published: ${publishedInWords(published)}`]),
    ...(republishedBy === null ? [] : [`Read as republished by ${republishedBy.name}`]),
    ...(publishedBasis === null ? [] : [`Basis of the date: ${publishedBasis}`]),
    ...(archived === null ? [] : [`Archived: ${encodedAddress(archived)}`]),
    ...(repository === null ? [] : [`Licence: ${repository.licence}`]),
    ...(origin === null ? [] : [`A copy of ${origin}`]),
  ].map(clean);
};

/** What is cited from a source, each claim and remark on one line with its passages. */
export const citedPassages = (citation: Citation): string[] =>
  citedStatements(citation).map((statement) =>
    clean(`${statementInWords(statement)}: ${statement.evidence.map(passageInWords).join('; ')}`),
  );

/** A web address with the characters encoded that end or unbalance it in a citation. */
export const encodedAddress = (url: string): string =>
  clean(url).replace(/[\s<>{}\\"^`|]/g, encodeURIComponent);
