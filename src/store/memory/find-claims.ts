/** Finds claims by the entities that they name, by relation and by source. */
import type { ClaimRecord } from '../../model/records.ts';
import type { ClaimQuery } from '../store.ts';
import { ordinalsOf } from './postings.ts';
import { entityIdsOf, type StatementList } from './records.ts';

/** The fields of a query that list entities, each with the entities that a claim names in them. */
const ENTITY_FIELDS = {
  from: ({ from }) => [from],
  to: ({ to }) => [to],
  ends: ({ from, to }) => [from, to],
  via: ({ via }) => via.map(({ id }) => id),
  with: (claim) => claim.with,
  names: entityIdsOf,
} satisfies Partial<Record<keyof ClaimQuery, (claim: ClaimRecord) => string[]>>;

/** The claims that match a query, in order. */
export function findClaims(claims: StatementList<ClaimRecord>, query: ClaimQuery): readonly ClaimRecord[] {
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
      (!source || source.includes(claim.source)) &&
      fields.every(({ wanted, idsOf }) => idsOf(claim).some((id) => wanted.has(id))),
  );
}
