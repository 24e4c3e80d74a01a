/** Claims in memory, found by what they name. */
import type { ClaimRecord, EdgeRecord } from '../model/records.ts';
import type { ClaimQuery } from './store.ts';

/** A claim, or its edge, which no source is asked of. */
type Indexed = EdgeRecord & Partial<Pick<ClaimRecord, 'source'>>;

/** The parts of a query that name entities or a source, and what a claim has of each. */
const PARTS: readonly [part: Exclude<keyof ClaimQuery, 'relation'>, idsOf: (claim: Indexed) => string[]][] = [
  ['from', ({ from }) => [from]],
  ['to', ({ to }) => [to]],
  ['ends', ({ from, to }) => [from, to]],
  ['via', ({ via }) => via.map(({ id }) => id)],
  ['with', (claim) => claim.with],
  ['names', namedBy],
  ['source', ({ source }) => (source === undefined ? [] : [source])],
];

/** Every entity that an edge names, each once. */
export function namedBy({ from, to, via, with: beside }: EdgeRecord): string[] {
  const named = from === to ? [from] : [from, to];
  for (const { id } of via) if (!named.includes(id)) named.push(id);
  for (const id of beside) if (!named.includes(id)) named.push(id);
  return named;
}

/** Answers queries on some claims, in their order. */
export function claimIndex<T extends Indexed>(claims: readonly T[]): (query: ClaimQuery) => readonly T[] {
  // An index costs as much as one question without it, so it is made when a part is asked for a second time.
  const indexes = new Map<string, Map<string, number[]> | null>();
  const candidates = (query: ClaimQuery): readonly T[] => {
    const first = PARTS.find(([part]) => query[part] !== undefined);
    if (first === undefined) return claims;
    const [part, idsOf] = first;
    const known = indexes.get(part);
    const index = known === null ? placesBy(claims, idsOf) : known;
    indexes.set(part, index ?? null);
    if (!index) return claims;
    const places = new Set(query[part]?.flatMap((id) => index.get(id) ?? []));
    return [...places].sort((a, b) => a - b).flatMap((place) => claims[place] ?? []);
  };
  return (query) => {
    const found = candidates(query);
    // Most entities have no family, and making the tests takes longer than to see that.
    if (found.length === 0) return found;
    const tests = testsOf(query);
    return found.filter((claim) => tests.every((test) => test(claim)));
  };
}

/** Where the claims stand that have an id in a part. */
function placesBy(claims: readonly Indexed[], idsOf: (claim: Indexed) => string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, claim] of claims.entries()) {
    for (const id of idsOf(claim)) {
      const own = places.get(id);
      if (own) own.push(place);
      else places.set(id, [place]);
    }
  }
  return places;
}

/** What a claim must satisfy, part by part. */
function testsOf({ relation, ...query }: ClaimQuery): ((claim: Indexed) => boolean)[] {
  const tests = PARTS.flatMap(([part, idsOf]) => {
    const ids = query[part] && new Set(query[part]);
    return ids ? [(claim: Indexed) => idsOf(claim).some((id) => ids.has(id))] : [];
  });
  return relation ? [...tests, (claim) => relation.includes(claim.relation)] : tests;
}
