/** Finds claims by what they name. */
import { once } from '../../model/once.ts';
import type { ClaimRecord, EdgeRecord } from '../../model/records.ts';
import type { ClaimQuery } from '../store.ts';

/** The ordinals of the records that contain a key, ascending. */
export type Postings = ReadonlyMap<string, readonly number[]>;

/** Builds the postings of records; `keysOf` returns the keys of one, each once. */
export function postingsOf<T>(records: readonly T[], keysOf: (record: T) => Iterable<string>): Postings {
  const postings = new Map<string, number[]>();
  for (const [ordinal, record] of records.entries()) {
    for (const key of keysOf(record)) {
      const known = postings.get(key);
      if (known) known.push(ordinal);
      else postings.set(key, [ordinal]);
    }
  }
  return postings;
}

/** The ordinals of all these keys, each once, ascending. */
export const ordinalsOf = (postings: Postings, keys: readonly string[]): number[] =>
  [...new Set(keys.flatMap((key) => postings.get(key) ?? []))].sort((a, b) => a - b);

/** A claim; its source is needed only for queries by source. */
type Indexed = EdgeRecord & Partial<Pick<ClaimRecord, 'source'>>;

/** The entities that a claim names, each once. */
export const entityIdsOf = ({ from, to, via, with: others }: EdgeRecord): string[] => [
  ...new Set([from, to, ...via.map(({ id }) => id), ...others]),
];

/** The fields of a query that list entities, each with the entities that a claim names in them. */
const ENTITY_FIELDS = {
  from: ({ from }) => [from],
  to: ({ to }) => [to],
  ends: ({ from, to }) => [from, to],
  via: ({ via }) => via.map(({ id }) => id),
  with: (claim) => claim.with,
  names: entityIdsOf,
} satisfies Partial<Record<keyof ClaimQuery, (claim: EdgeRecord) => string[]>>;

/** Claims by ordinal, with their postings. */
interface Indexes<T> {
  all(): readonly T[];
  read(ordinals: readonly number[]): readonly T[];
  byEntity(): Postings;
  bySource(): Postings;
}

/** The claims that match a query, in order. */
export function findClaims<T extends Indexed>(claims: Indexes<T>, query: ClaimQuery): readonly T[] {
  const { relation, source } = query;
  const fields = Object.entries(ENTITY_FIELDS).flatMap(([field, idsOf]) => {
    const ids = query[field as keyof typeof ENTITY_FIELDS];
    return ids ? [{ ids, wanted: new Set(ids), idsOf }] : [];
  });
  const [first] = fields;
  const candidates = first
    ? claims.read(ordinalsOf(claims.byEntity(), first.ids))
    : source
      ? claims.read(ordinalsOf(claims.bySource(), source))
      : claims.all();
  return candidates.filter(
    (claim) =>
      (!relation || relation.includes(claim.relation)) &&
      (!source || (claim.source !== undefined && source.includes(claim.source))) &&
      fields.every(({ wanted, idsOf }) => idsOf(claim).some((id) => wanted.has(id))),
  );
}

/** Indexes claims, and returns a function that finds them. */
export function claimIndex<T extends Indexed>(claims: readonly T[]): (query: ClaimQuery) => readonly T[] {
  const indexes: Indexes<T> = {
    all: () => claims,
    read: (ordinals) => ordinals.map((ordinal) => claims[ordinal] as T),
    byEntity: once(() => postingsOf(claims, entityIdsOf)),
    bySource: once(() => postingsOf(claims, ({ source }) => (source === undefined ? [] : [source]))),
  };
  return (query) => findClaims(indexes, query);
}
