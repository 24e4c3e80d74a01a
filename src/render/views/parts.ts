/** The parts that several views share: statuses, names, dates, places, counts. */
import { count } from '../../model/count.ts';
import { type DayRange, dayRange, daysOf, type StatementDates } from '../../model/dates.ts';
import { KINDS, type Kind, ROLES, type Role, STATUSES, type Status } from '../../model/vocabulary.ts';
import type { Claim, EntityRef, Remark, ViaRef } from '../../query/answers/claim.ts';
import { type ClaimSentence, claimSentence, restrictionValues } from '../../query/claim-words.ts';
import { cellsOrAll, linesOf } from '../passage.ts';
import { linked, NO_CLAIM, NONE, type Span, type Style, span } from '../view.ts';
import { NO_BREAK_SPACE, withoutBreaks } from '../wrap.ts';

const STATUS_STYLE: Record<Status, Style> = {
  verified: 'good',
  available: 'good',
  experimental: 'fair',
  'in-progress': 'fair',
  pledged: 'weak',
  untested: 'dim',
  unsupported: 'bad',
};

/** A status as glyph and word. */
export function statusSpan(status: Status | null): Span {
  if (status === null) return span('dim', NONE);
  const { glyph, label } = STATUSES[status];
  return span(STATUS_STYLE[status], withoutBreaks(`${glyph} ${label}`));
}

/** The glyph of a status alone, for grids with a legend. */
export const glyphSpan = (status: Status | null): Span =>
  status === null ? span('dim', NO_CLAIM) : span(STATUS_STYLE[status], STATUSES[status].glyph);

/** Follows the status of claims that disagree. */
export const CLAIMS_DIFFER = ' (claims differ)';

/** The names of some entities, separated by commas. */
export const names = (entities: readonly { name: string }[]): string =>
  entities.length === 0 ? NONE : entities.map(({ name }) => name).join(', ');

/** The names of some entities as part of a sentence. */
export const listed = (entities: readonly { name: string }[]): string =>
  entities.length < 2 ? names(entities) : `${names(entities.slice(0, -1))} and ${entities.at(-1)?.name}`;

/** The names of what a claim runs on, with versions. */
export const viaNames = (via: readonly ViaRef[]): string =>
  names(via.map(({ name, version }) => ({ name: version === undefined ? name : `${name} ${version}` })));

/** The roles of a company; the kind of anything else. */
export const roleOrKind = (roles: readonly Role[], kind: Kind): string =>
  roles.length > 0 ? roles.map((role) => ROLES[role].label).join(', ') : KINDS[kind].label;

/** Who says it; “itself” if that is the subject. */
export function claimants(saidBy: readonly EntityRef[], subject: { id: string }): string {
  return names(saidBy.map((claimant) => (claimant.id === subject.id ? { name: 'itself' } : claimant)));
}

/** A day, a month, a range of days, or the day by which it was. */
function daysInWords(days: DayRange): string {
  const { first, last } = days;
  if (first === null) return `≤${NO_BREAK_SPACE}${last}`;
  if (first === last) return last;
  const month = last.slice(0, 7);
  const isMonth = first === `${month}-01` && last === dayRange(month)?.last;
  return isMonth ? month : `${first}${NO_BREAK_SPACE}– ${last}`;
}

/** The date of a claim; if there is none, the date by which it was made. */
export function dateOf(claim: StatementDates): string {
  const days = daysOf(claim);
  return days === null ? NONE : daysInWords(days);
}

/** The date of publication of a source. */
export function publishedInWords(published: string | null): string {
  const days = dayRange(published);
  return days === null ? 'date unknown' : daysInWords(days);
}

/** The date with the words of the source and how it follows from them; for an undated statement, the date by which it was made. */
export function dateInWords(claim: Claim | Remark): string {
  const { printedDate, dateBasis } = claim;
  const words = printedDate === null ? '' : `“${printedDate}”, `;
  const seen = 'seen' in claim ? claim.seen : null;
  const isUndated = printedDate === null && claim.date === null && claim.notBefore === null;
  const ofSource = seen === null ? 'the date of the source' : 'the commit that was read';
  const basis = dateBasis ?? (isUndated && claim.notAfter !== null ? ofSource : null);
  const commit = seen === null || basis === ofSource ? '' : `, read in a commit of ${seen}`;
  return `${words}${dateOf(claim)}${basis === null ? '' : ` (${basis}${commit})`}`;
}

/** When and in which commit a source stopped stating a claim, and when and in which it last stated it. */
export function withdrawnInWords(
  withdrawn: NonNullable<Claim['withdrawn']>,
  seen: string | null,
  commit: string | null,
): string {
  if (typeof withdrawn === 'string') return `withdrawn: “${withdrawn}”`;
  const since = `withdrawn ${withdrawn.date} (commit ${shortCommit(withdrawn.commit)})`;
  if (commit === null) return since;
  return `${since}, read ${seen === null ? 'in' : `${seen} in`} commit ${shortCommit(commit)}`;
}

/** Follows the status of a claim that its source no longer states. */
export function withdrawal({ withdrawn, seen, evidence: [first] }: Claim): string {
  if (withdrawn === null) return '';
  return withdrawnInWords(withdrawn, seen, first && 'commit' in first ? first.commit : null);
}

/** The status of a claim, and whether it is withdrawn. */
export const statusOfClaim = (claim: Claim): Span[] => [
  statusSpan(claim.status),
  ...(claim.withdrawn === null ? [] : [span('weak', ` (${withdrawal(claim)})`)]),
];

/** A commit as people write it. */
const shortCommit = (commit: string): string => commit.slice(0, 10);

/** The source and the lines of the evidence, such as `scmp:8,12`; a link to the source in Markdown. */
export function citation({ evidence }: Pick<Claim, 'evidence'>): Span {
  const [first] = evidence;
  const lines = linesOf(cellsOrAll(evidence));
  return linked(first === undefined ? NONE : `${first.source}:${lines.join(',')}`, first?.url);
}

/** A claim as a sentence, the two names in bold. */
export const sentenceOf = (claim: Claim): Span[] =>
  sentenceSpans(claimSentence(claim, claim.from.name, claim.to.name));

/** The parts of a sentence, the two names in bold. */
export const sentenceSpans = (sentence: ClaimSentence): Span[] => [
  span('strong', sentence.left),
  span('plain', ' '),
  ...sentenceEnd(sentence),
];

/** A sentence without its first name. */
export const sentenceEnd = ({ verb, right, rest }: ClaimSentence): Span[] => [
  span('plain', `${verb} `),
  span('strong', right),
  ...(rest === '' ? [] : [span('plain', rest)]),
];

/** How many restrictions a cell names. */
const MOST_RESTRICTIONS = 3;

/**
 * The status of a cell; if its firmest claim, which comes first, is restricted, with the restrictions of all claims of that status about
 * the same model. A partial denial is no status of the model.
 */
export function statusOfFirmest(status: Status | null, claims: readonly Claim[]): Span[] {
  const [firmest] = claims;
  if (firmest === undefined || restrictionValues(firmest).length === 0) return [statusSpan(status)];
  const alike = claims.filter((one) => one.status === firmest.status && one.to.id === firmest.to.id);
  const restrictions = [...new Set(alike.map((one) => restrictionValues(one).join(' ')))];
  const named = restrictions.slice(0, MOST_RESTRICTIONS).join(', ');
  const more = restrictions.length - MOST_RESTRICTIONS;
  const start = status === null ? `${DENIED_IN_PART}: ` : 'only ';
  return [statusSpan(status), span('dim', ` (${start}${named}${more > 0 ? ` and ${more} more` : ''})`)];
}

/** What is said of a model of which only a precision, mode or task is denied. */
export const DENIED_IN_PART = 'unsupported or untested only';

/** A line of code: its indent is kept when it is wrapped. */
export const codeLine = (text: string): string =>
  text.replace(/^ +/, (spaces) => NO_BREAK_SPACE.repeat(spaces.length));

/** The number of claims and of sources of an answer. */
export function countClaims(claims: readonly Pick<Claim, 'id' | 'evidence'>[]): string {
  const ids = new Set(claims.map(({ id }) => id));
  return [count(ids.size, 'claim'), countSources(claims)].join(' · ');
}

/** The number of sources of some claims and remarks. A copy and its origin are one. */
export function countSources(statements: readonly Pick<Claim | Remark, 'evidence'>[]): string {
  return count(
    new Set(statements.flatMap(({ evidence }) => evidence.map(({ source, origin }) => origin ?? source)))
      .size,
    'source',
  );
}
