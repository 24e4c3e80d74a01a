/** Reading, filtering and sorting claims. */
import { type DayRange, daysOf, type StatementDates } from '../model/dates.ts';
import { compareNames } from '../model/names.ts';
import { isQualified, statusOfModel } from '../model/qualifiers.ts';
import type { ClaimRecord, RemarkRecord, Statement } from '../model/records.ts';
import {
  isAtLeast,
  isLink,
  type Relation,
  STATUSES,
  type Status,
  statusRank,
  type Topic,
  words,
} from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import type { Claim, EntityRef } from './answers/claim.ts';

/** Selects claims or remarks by date. */
export interface DateFilter {
  /** A day: only those certainly made on or before it. An undated one was made by the publication of its source. */
  asOf?: string;
  /** A day: only those certainly made on or after it; never an undated one. */
  since?: string;
}

/** Selects claims. A field that is not set matches all claims. */
export interface ClaimFilter extends DateFilter {
  /** Ids of subjects. */
  from?: readonly string[];
  /** Ids of objects. */
  to?: readonly string[];
  /** Ids of hardware, services or frameworks that the claim runs on: as via or, in a claim of support, as subject. */
  via?: readonly string[];
  /** Ids of other participants. */
  with?: readonly string[];
  status?: readonly Status[];
  /** This status or a firmer one. */
  atLeast?: Status;
  relation?: readonly Relation[];
  /** Ids of sources. */
  source?: readonly string[];
  /** Ids of claimants. */
  saidBy?: readonly string[];
  /** Only first-party claims. */
  ownClaims?: boolean;
  /** Includes claims that their source no longer states. */
  withdrawn?: boolean;
}

/** The claims that match both a query and a filter. */
export async function readClaims(
  store: Store,
  query: ClaimQuery,
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  const { from, to, via, with: others, relation, source } = filter;
  // A query that has the field already is filtered afterwards.
  const found = await store.claims({
    ...(from && { from }),
    ...(to && { to }),
    ...(via && { names: via }),
    ...(others && { with: others }),
    ...(relation && { relation }),
    ...(source && { source }),
    ...query,
  });
  return filterClaims(found, filter);
}

/**
 * The ids of the entities that matching claims link to one of the entities `of`, in either direction; with `among`, only those
 * of them. The result may also contain ids from `of`. A denial of support is not a link.
 */
export async function readNeighbours(
  store: Store,
  of: readonly string[],
  filter: ClaimFilter,
  among?: readonly string[],
): Promise<readonly string[]> {
  const { status, atLeast, relation, ...others } = filter;
  // The store can filter by status and relation only; for other filters the claims have to be read.
  if (Object.values(others).some((value) => value !== undefined)) {
    const claims = await readClaims(store, { ends: of }, filter);
    const linked = claims.filter(isLink).flatMap(({ from, to }) => [from, to]);
    const wanted = among && new Set(among);
    return linked.filter((id) => !wanted || wanted.has(id));
  }
  const statuses = words(STATUSES).filter(
    (own) => (!status || status.includes(own)) && (!atLeast || isAtLeast(own, atLeast)),
  );
  return store.neighbours({
    of,
    ...(among && { among }),
    ...(relation && { relation }),
    ...((status || atLeast) && { status: statuses }),
  });
}

/** The claims that match a filter. */
export const filterClaims = (claims: readonly ClaimRecord[], filter: ClaimFilter): ClaimRecord[] =>
  claims.filter((claim) => matches(claim, filter) && isInPeriod(claim, filter));

/** Selects remarks. A field that is not set matches all remarks. */
export interface RemarkFilter extends DateFilter {
  /** Ids of subjects. */
  about?: readonly string[];
  topic?: readonly Topic[];
  saidBy?: readonly string[];
  source?: readonly string[];
}

/** The remarks that match a filter. */
export async function readRemarks(store: Store, filter: RemarkFilter): Promise<RemarkRecord[]> {
  const { about, topic, saidBy, source } = filter;
  const found = await store.remarks({ ...(about && { about }), ...(source && { source }) });
  return found.filter(
    (remark) =>
      (!about || remark.subject.some((id) => about.includes(id))) &&
      (!topic || topic.includes(remark.topic)) &&
      (!saidBy || (remark.saidBy !== null && saidBy.includes(remark.saidBy))) &&
      isInPeriod(remark, filter),
  );
}

/** The filter without its dates, to count the claims that they leave out. */
export function withoutDates<T extends DateFilter>({
  asOf: _,
  since: __,
  ...filter
}: T): Omit<T, 'asOf' | 'since'> {
  return filter;
}

/** True if a claim or remark was certainly made in the period of a filter. */
export function isInPeriod(statement: StatementDates, { asOf, since }: DateFilter): boolean {
  if (asOf === undefined && since === undefined) return true;
  const days = daysOf(statement);
  if (days === null) return false;
  return (
    (asOf === undefined || days.last <= asOf) &&
    (since === undefined || (days.first !== null && days.first >= since))
  );
}

function matches(claim: ClaimRecord, filter: ClaimFilter): boolean {
  const {
    from,
    to,
    via,
    with: others,
    status,
    atLeast,
    relation,
    source,
    saidBy,
    ownClaims,
    withdrawn,
  } = filter;
  return (
    (!from || from.includes(claim.from)) &&
    (!to || to.includes(claim.to)) &&
    (!via ||
      claim.via.some(({ id }) => via.includes(id)) ||
      (claim.relation === 'supports' && via.includes(claim.from))) &&
    (!others || claim.with.some((id) => others.includes(id))) &&
    (!status || (claim.status !== null && status.includes(claim.status))) &&
    (!atLeast || isAtLeast(claim.status, atLeast)) &&
    (!relation || relation.includes(claim.relation)) &&
    (!source || source.includes(claim.source)) &&
    (!saidBy || (claim.saidBy !== null && saidBy.includes(claim.saidBy))) &&
    (!ownClaims || claim.firstParty) &&
    (withdrawn || claim.withdrawn === null)
  );
}

/** The ids of the sources of these claims or remarks. */
export const idsOfSources = (statements: readonly Statement[]) =>
  new Set(statements.map(({ source }) => source));

/** An entity as it appears in an answer. */
export const refOf = ({ id, name, kind }: EntityRef): EntityRef => ({ id, name, kind });

/** Sorts entities by name, then by id. */
export const compareRefs = (a: EntityRef, b: EntityRef): number =>
  compareNames(a.name, b.name) || compareNames(a.id, b.id);

/**
 * Sorts claims by firmness: withdrawn ones last; by what they say of the model, the firmest first; then claims without precision, mode, task or artefact
 * first; then first-party claims first; then the latest first, undated ones last; then by id.
 */
export function compareFirmness(a: Claim, b: Claim): number {
  return (
    Number(a.withdrawn !== null) - Number(b.withdrawn !== null) ||
    statusRank(statusOfModel(a)) - statusRank(statusOfModel(b)) ||
    statusRank(a.status) - statusRank(b.status) ||
    Number(isQualified(a)) - Number(isQualified(b)) ||
    Number(b.firstParty) - Number(a.firstParty) ||
    compareLatest(a, b) ||
    compareNames(a.id, b.id)
  );
}

/** The latest first, of equal ones that with fewer days; undated ones last. */
function compareLatest(a: StatementDates, b: StatementDates): number {
  const [x, y] = [daysOf(a), daysOf(b)];
  const first = (days: DayRange | null) => days?.first ?? '';
  return (
    Number(first(x) === '') - Number(first(y) === '') ||
    compareIsoDates(y?.last ?? '', x?.last ?? '') ||
    compareIsoDates(first(y), first(x))
  );
}

/** The last day on which a claim or remark can have been made; a day after all others if it is unknown. */
export const latestDate = (statement: StatementDates): string => daysOf(statement)?.last ?? '9999-12-31';

export const compareIsoDates = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Sorts claims by status, the firmest first, then by the names of both ends, then by id. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    statusRank(a.status) - statusRank(b.status) ||
    compareNames(a.from.name, b.from.name) ||
    compareNames(a.to.name, b.to.name) ||
    compareNames(a.id, b.id)
  );
}

/** The strongest of some statuses; null if there is none. */
export function strongest(statuses: readonly (Status | null)[]): Status | null {
  return statuses.reduce<Status | null>(
    (best, status) => (statusRank(status) < statusRank(best) ? status : best),
    null,
  );
}

/** Drops items whose id occurred before; the order stays. */
export function uniqueById<T extends { id: string }>(items: readonly T[]): T[] {
  const known = new Set<string>();
  return items.filter(({ id }) => !known.has(id) && known.add(id));
}
