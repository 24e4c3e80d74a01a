/** Claims in memory, found by what they name. */
import type { ClaimRecord } from '../model/records.ts';
import type { ClaimQuery } from './store.ts';

/** The parts of a query that name entities or a source, and what a claim has of each. */
const PARTS: readonly [
  part: Exclude<keyof ClaimQuery, 'relation'>,
  idsOf: (claim: ClaimRecord) => string[],
][] = [
  ['from', ({ from }) => [from]],
  ['to', ({ to }) => [to]],
  ['ends', ({ from, to }) => [from, to]],
  ['via', ({ via }) => via.map(({ id }) => id)],
  ['with', (claim) => claim.with],
  ['source', ({ source }) => [source]],
];

/** Answers queries on some claims, in their order. An index is made when it is first of use: most runs need few. */
export function claimIndex(claims: readonly ClaimRecord[]): (query: ClaimQuery) => readonly ClaimRecord[] {
  const indexes = new Map<string, Map<string, number[]>>();
  const placesOf = (query: ClaimQuery): number[] | null => {
    for (const [part, idsOf] of PARTS) {
      const ids = query[part];
      if (ids === undefined) continue;
      const index = indexes.get(part) ?? placesBy(claims, idsOf);
      indexes.set(part, index);
      return ids.flatMap((id) => index.get(id) ?? []);
    }
    return null;
  };
  return (query) => {
    const places = placesOf(query);
    const candidates =
      places === null
        ? claims
        : [...new Set(places)].sort((a, b) => a - b).flatMap((place) => claims[place] ?? []);
    const tests = testsOf(query);
    return candidates.filter((claim) => tests.every((test) => test(claim)));
  };
}

/** Where the claims stand that have an id in a part. */
function placesBy(
  claims: readonly ClaimRecord[],
  idsOf: (claim: ClaimRecord) => string[],
): Map<string, number[]> {
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
function testsOf({ relation, ...query }: ClaimQuery): ((claim: ClaimRecord) => boolean)[] {
  const tests = PARTS.flatMap(([part, idsOf]) => {
    const ids = query[part] && new Set(query[part]);
    return ids ? [(claim: ClaimRecord) => idsOf(claim).some((id) => ids.has(id))] : [];
  });
  return relation ? [...tests, (claim) => relation.includes(claim.relation)] : tests;
}
