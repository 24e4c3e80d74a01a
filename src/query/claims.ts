/** Reading, filtering and sorting claims. */
import { compareNames } from '../model/names.ts';
import type { ClaimRecord, SourceRecord, Statement } from '../model/records.ts';
import {
  isAtLeast,
  isLink,
  type Relation,
  STATUSES,
  type Status,
  statusRank,
  words,
} from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import type { Claim, EntityRef } from './answers/claim.ts';

/** Selects claims. A field that is not set matches all claims. */
export interface ClaimFilter {
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
  /** ISO 8601 date: only claims that were certainly made on or before it. An undated claim was made by the publication of its source. */
  asOf?: string;
  /** ISO 8601 date: only claims that were certainly made on or after it; never an undated one. */
  since?: string;
  /** Includes claims that their source no longer states. */
  withdrawn?: boolean;
}

/** The claims that match both a query and a filter. */
export async function readClaims(
  store: Store,
  query: ClaimQuery,
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  const { relation, source } = filter;
  const found = await store.claims({
    ...query,
    ...(relation && !query.relation && { relation }),
    ...(source && { source }),
  });
  return filterClaims(store, found, filter);
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
export async function filterClaims(
  store: Store,
  claims: readonly ClaimRecord[],
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  const sources = filter.asOf === undefined ? new Map() : await store.sources(idsOfSources(claims));
  return claims.filter((claim) => matches(claim, filter, sources));
}

/** The filter without its dates, to count the undated claims that they leave out. */
export function withoutDates<T extends ClaimFilter>({
  asOf: _,
  since: __,
  ...filter
}: T): Omit<T, 'asOf' | 'since'> {
  return filter;
}

function matches(
  claim: ClaimRecord,
  filter: ClaimFilter,
  sources: ReadonlyMap<string, SourceRecord>,
): boolean {
  const { status, atLeast, relation, source, saidBy, ownClaims, asOf, since, withdrawn } = filter;
  const latest = claim.date ?? sources.get(claim.source)?.published;
  return (
    (!status || (claim.status !== null && status.includes(claim.status))) &&
    (!atLeast || isAtLeast(claim.status, atLeast)) &&
    (!relation || relation.includes(claim.relation)) &&
    (!source || source.includes(claim.source)) &&
    (!saidBy || (claim.saidBy !== null && saidBy.includes(claim.saidBy))) &&
    (!ownClaims || claim.firstParty) &&
    (!asOf || (latest !== undefined && latest <= asOf)) &&
    (!since || (claim.date !== null && claim.date >= since)) &&
    (withdrawn || claim.withdrawn === null)
  );
}

/** The ids of the sources of these claims or remarks. */
export const idsOfSources = (statements: readonly Statement[]) =>
  new Set(statements.map(({ source }) => source));

/** Sorts entities by name, then by id. */
export const compareRefs = (a: EntityRef, b: EntityRef): number =>
  compareNames(a.name, b.name) || compareNames(a.id, b.id);

/** Sorts claims by firmness: by status, the firmest first; then first-party claims first; then the latest first, undated ones last; then by id. */
export function compareFirmness(a: Claim, b: Claim): number {
  return (
    statusRank(a.status) - statusRank(b.status) ||
    Number(b.firstParty) - Number(a.firstParty) ||
    compareDates(b.date ?? '', a.date ?? '') ||
    compareDates(b.notAfter ?? '', a.notAfter ?? '') ||
    compareNames(a.id, b.id)
  );
}

/** The date of a claim or, if it has none, the date by which it was made; '' if neither is known. */
export const latestDate = ({ date, notAfter }: Pick<Claim, 'date' | 'notAfter'>): string =>
  date ?? notAfter ?? '';

const compareDates = (a: string, b: string): number => Number(a > b) - Number(a < b);

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
