/** Finding claims by the entities that they name. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimRecord } from '../../../src/model/records.ts';
import { findClaims } from '../../../src/store/memory/find-claims.ts';
import { claimList } from '../../../src/store/memory/records.ts';
import type { ClaimQuery } from '../../../src/store/store.ts';
import { runs } from '../../support/runs.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const ids = fc.array(id, { maxLength: 3 });
const relation = fc.constantFrom('supports' as const, 'makes' as const);
/** The fields of a claim that a query reads. */
type Queried = Pick<ClaimRecord, 'relation' | 'from' | 'to' | 'via' | 'with'>;

const claim: fc.Arbitrary<Queried> = fc.record({
  relation,
  from: id,
  to: id,
  // A claim may name two versions of the same entity.
  via: ids.map((all) => all.map((one, index) => ({ id: one, version: String(index) }))),
  with: ids,
});
const part = fc.constantFrom('from', 'to', 'ends', 'via', 'with', 'names');
const query: fc.Arbitrary<ClaimQuery> = fc
  .record({ parts: fc.array(fc.tuple(part, ids), { maxLength: 2 }), relation: fc.array(relation) })
  .map(({ parts, relation: some }) => ({
    ...Object.fromEntries(parts),
    ...(some.length > 0 && { relation: some }),
  }));

test('indexed queries return the same as a linear scan', () => {
  const satisfies = (claim: Queried, wanted: ClaimQuery) => {
    const via = claim.via.map((one) => one.id);
    const of = (part: readonly string[] | undefined, own: readonly string[]) =>
      part === undefined || part.some((one) => own.includes(one));
    return (
      of(wanted.from, [claim.from]) &&
      of(wanted.to, [claim.to]) &&
      of(wanted.ends, [claim.from, claim.to]) &&
      of(wanted.via, via) &&
      of(wanted.with, claim.with) &&
      of(wanted.names, [claim.from, claim.to, ...via, ...claim.with]) &&
      of(wanted.relation, [claim.relation])
    );
  };
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 8 }), fc.array(query, { maxLength: 12 }), (claims, queries) => {
      const list = claimList(claims as ClaimRecord[]);
      for (const wanted of queries)
        expect(findClaims(list, wanted)).toEqual(claims.filter((claim) => satisfies(claim, wanted)));
    }),
    runs(200),
  );
});
