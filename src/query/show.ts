/** Everything recorded about one entity. */
import type { EntityRecord } from '../model/records.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Card } from './answers/show.ts';
import { type ClaimFilter, compareClaims, readClaims } from './claims.ts';

/** The card of an entity. The filter applies to its claims, not to its remarks. */
export async function show(store: Store, entity: EntityRecord, filter: ClaimFilter): Promise<Card> {
  const ids = [entity.id];
  const [out, into, via, others] = await Promise.all([
    readClaims(store, { from: ids }, filter),
    readClaims(store, { to: ids }, filter),
    readClaims(store, { via: ids }, filter),
    readClaims(store, { with: ids }, filter),
  ]);
  const remarks = await store.remarks({ about: ids });
  const builder = await AnswerBuilder.forRecords(store, [...out, ...into, ...via, ...others], remarks);
  const answer = (records: typeof out) => records.map((record) => builder.claim(record)).sort(compareClaims);
  const { id, name, kind, roles, aliases, description, location, links } = entity;
  return {
    id,
    name,
    kind,
    roles,
    aliases,
    description,
    location,
    links,
    claims: { out: answer(out), in: answer(into), via: answer(via), with: answer(others) },
    remarks: remarks.map((remark) => builder.remark(remark)),
  };
}
