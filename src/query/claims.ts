/** The claims that a question is about: read, filtered, sorted, each once. */
import { compareNames } from '../model/names.ts';
import type { ClaimRecord, SourceRecord, Statement } from '../model/records.ts';
import { viaKey } from '../model/references.ts';
import {
  isAtLeast,
  isSupport,
  type Relation,
  STATUSES,
  type Status,
  statusRank,
  words,
} from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import type { Claim, EntityRef, ViaRef } from './answers/claim.ts';

/** Which claims count for a question; a part that is not set lets all pass. */
export interface ClaimFilter {
  status?: readonly Status[];
  /** On the ladder of statuses, this one or a firmer one. */
  atLeast?: Status;
  relation?: readonly Relation[];
  /** Ids of sources. */
  source?: readonly string[];
  /** Ids of claimants. */
  saidBy?: readonly string[];
  /** Only claims of those who speak for themselves. */
  ownClaims?: boolean;
  /** ISO 8601 day: only what was claimed by then; a claim without a day counts from its source's publication. */
  asOf?: string;
}

/** The claims that a query gives and a filter lets pass. */
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
  return passing(store, found, filter);
}

/**
 * What claims that a filter lets pass link to any of these entities, in either direction, and perhaps those; only such as are
 * `among` others, where they are told. A denial of support links nothing.
 */
export async function readNeighbours(
  store: Store,
  of: readonly string[],
  filter: ClaimFilter,
  among?: readonly string[],
): Promise<readonly string[]> {
  const { status, atLeast, relation, ...more } = filter;
  if (Object.values(more).some((value) => value !== undefined)) {
    const claims = await readClaims(store, { ends: of }, filter);
    const far = claims.filter(isLinking).flatMap(({ from, to }) => [from, to]);
    const wanted = among && new Set(among);
    return far.filter((id) => !wanted || wanted.has(id));
  }
  const passing = words(STATUSES).filter(
    (own) => (!status || status.includes(own)) && (!atLeast || isAtLeast(own, atLeast)),
  );
  return store.neighbours({
    of,
    ...(among && { among }),
    ...(relation && { relation }),
    ...((status || atLeast) && { status: passing }),
  });
}

/** A denial of support links nothing. */
export const isLinking = ({ relation, status }: ClaimRecord): boolean =>
  relation !== 'supports' || isSupport(status);

/** The claims that a filter lets pass. */
export async function passing(
  store: Store,
  claims: readonly ClaimRecord[],
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  // A claim without a day counts from the day of its source.
  const sources = filter.asOf === undefined ? new Map() : await store.sources(idsOfSources(claims));
  return claims.filter((claim) => passes(claim, filter, sources));
}

function passes(
  claim: ClaimRecord,
  filter: ClaimFilter,
  sources: ReadonlyMap<string, SourceRecord>,
): boolean {
  const { status, atLeast, relation, source, saidBy, ownClaims, asOf } = filter;
  const day = claim.date ?? sources.get(claim.source)?.published ?? '';
  return (
    (!status || (claim.status !== null && status.includes(claim.status))) &&
    (!atLeast || isAtLeast(claim.status, atLeast)) &&
    (!relation || relation.includes(claim.relation)) &&
    (!source || source.includes(claim.source)) &&
    (!saidBy || (claim.saidBy !== null && saidBy.includes(claim.saidBy))) &&
    (!ownClaims || claim.firstParty) &&
    (!asOf || day <= asOf)
  );
}

/** The ids of the sources that make these statements. */
export const idsOfSources = (statements: readonly Statement[]) =>
  new Set(statements.map(({ source }) => source));

/** By name, then by id. */
export const compareRefs = (a: EntityRef, b: EntityRef): number =>
  compareNames(a.name, b.name) || compareNames(a.id, b.id);

/** Firmest first, then by the names of the two ends, then by id. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    statusRank(a.status) - statusRank(b.status) ||
    compareNames(a.from.name, b.from.name) ||
    compareNames(a.to.name, b.to.name) ||
    compareNames(a.id, b.id)
  );
}

/** The strongest of some statuses; null where there is none. */
export function strongest(statuses: readonly (Status | null)[]): Status | null {
  return statuses.reduce<Status | null>(
    (best, status) => (statusRank(status) < statusRank(best) ? status : best),
    null,
  );
}

/** The first of each hardware, service or framework in each version, in order. */
export const uniqueVia = (via: readonly ViaRef[]): ViaRef[] =>
  [...new Map(via.map((item) => [viaKey(item), item] as const).reverse()).values()].reverse();

/** The first of each id, in order. */
export function uniqueById<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item] as const).reverse()).values()].reverse();
}
