/** Claims in memory, found by what they name. */
import type { ClaimRecord, EdgeRecord } from '../../model/records.ts';
import type { ClaimQuery } from '../store.ts';

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
  return (query) => {
    const first = PARTS.find(([part]) => query[part] !== undefined);
    const known = first && indexes.get(first[0]);
    const index = first && known === null ? placesBy(claims, first[1]) : known;
    if (first) indexes.set(first[0], index ?? null);
    if (!first || !index) return claims.filter(testOf(query));
    const places = placesIn(index, query[first[0]] ?? []);
    // Most ids have none in most parts, and making the test takes longer than to see that.
    if (places.length === 0) return [];
    const { [first[0]]: _, ...others } = query;
    return places.flatMap((place) => claims[place] ?? []).filter(testOf(others));
  };
}

/** The places of all these ids, each once, in order. */
function placesIn(index: ReadonlyMap<string, readonly number[]>, ids: readonly string[]): readonly number[] {
  if (ids.length === 1) return index.get(ids[0] ?? '') ?? [];
  return [...new Set(ids.flatMap((id) => index.get(id) ?? []))].sort((a, b) => a - b);
}

/** Where the claims stand that have an id in a part. */
function placesBy(claims: readonly Indexed[], idsOf: (claim: Indexed) => string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, claim] of claims.entries()) {
    for (const id of idsOf(claim)) {
      const own = places.get(id);
      // A claim may name one by two versions of it.
      if (own && own.at(-1) !== place) own.push(place);
      else if (!own) places.set(id, [place]);
    }
  }
  return places;
}

/** Whether a claim satisfies every part. */
function testOf({ relation, ...query }: ClaimQuery): (claim: Indexed) => boolean {
  const tests = PARTS.flatMap(([part, idsOf]) => {
    const ids = query[part] && new Set(query[part]);
    return ids ? [(claim: Indexed) => idsOf(claim).some((id) => ids.has(id))] : [];
  });
  return (claim) => (!relation || relation.includes(claim.relation)) && tests.every((test) => test(claim));
}
