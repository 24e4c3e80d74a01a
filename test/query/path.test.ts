/** The shortest chains, against all chains tried one by one. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import type { ClaimRecord, EntityRecord, StoreRecords } from '../../src/model/records.ts';
import { RELATIONS, STATUSES, type Status, words } from '../../src/model/vocabulary.ts';
import type { ClaimFilter } from '../../src/query/claims.ts';
import { path } from '../../src/query/path.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

const bundled = toRecords(
  loadKb({ folder: join(packageFolder, 'data'), shownFrom: packageFolder, receiptsFile: 'none' }).records,
);
const [someEntity] = bundled.entities as [EntityRecord];
const [someClaim] = bundled.claims as [ClaimRecord];

/** What a case says of a claim. */
interface Edge
  extends Pick<ClaimRecord, 'from' | 'to' | 'relation' | 'status' | 'saidBy' | 'firstParty' | 'date'> {}

function recordsOf(ids: readonly string[], edges: readonly Edge[]): StoreRecords {
  return {
    ...bundled,
    entities: ids.map((id) => ({ ...someEntity, id, name: id.toUpperCase() })),
    claims: edges.map((edge, index) => ({ ...someClaim, via: [], with: [], ...edge, id: `claim-${index}` })),
    names: [],
  };
}

/** Every chain without a loop, the shortest of them, in the order of their ids. */
function shortestChains(edges: readonly Edge[], start: string, goal: string): string[][] {
  const chains: string[][] = [];
  const walk = (chain: readonly string[]) => {
    const last = chain.at(-1);
    if (last === goal) {
      chains.push([...chain]);
      return;
    }
    const next = edges.flatMap(({ from, to }) => (from === last ? [to] : to === last ? [from] : []));
    for (const id of new Set(next)) if (!chain.includes(id)) walk([...chain, id]);
  };
  walk([start]);
  const least = Math.min(...chains.map(({ length }) => length));
  const key = (chain: readonly string[]) => chain.join(' ');
  return chains.filter(({ length }) => length === least).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const LADDER: readonly (Status | null)[] = [
  'pledged',
  'in-progress',
  'experimental',
  'available',
  'verified',
];

/** The filters, written anew. */
const passes = (edge: Edge, { relation, status, atLeast, saidBy, ownClaims, asOf }: ClaimFilter): boolean =>
  (edge.relation !== 'supports' || LADDER.includes(edge.status)) &&
  (relation?.includes(edge.relation) ?? true) &&
  (!status || (edge.status !== null && status.includes(edge.status))) &&
  (!atLeast || LADDER.indexOf(edge.status) >= LADDER.indexOf(atLeast)) &&
  (!saidBy || (edge.saidBy !== null && saidBy.includes(edge.saidBy))) &&
  (!ownClaims || edge.firstParty) &&
  (!asOf || edge.date === null || edge.date <= asOf);

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const id = fc.constantFrom(...IDS);
const edge: fc.Arbitrary<Edge> = fc
  .record({
    from: id,
    to: id,
    relation: fc.constantFrom(...words(RELATIONS).slice(0, 3)),
    status: fc.constantFrom(...words(STATUSES)),
    saidBy: fc.constantFrom('a', 'b', null),
    firstParty: fc.boolean(),
    date: fc.constantFrom('2000-01-01', '2100-01-01', null),
  })
  .map((made) => ({ ...made, status: RELATIONS[made.relation].status ? made.status : null }));
const filter: fc.Arbitrary<ClaimFilter> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.record({ relation: fc.subarray(words(RELATIONS).slice(0, 3), { minLength: 1 }) }),
  fc.record({ status: fc.subarray(words(STATUSES), { minLength: 1 }) }),
  fc.record({ atLeast: fc.constantFrom<Status>('in-progress', 'available') }),
  fc.record({ saidBy: fc.constant(['a']), ownClaims: fc.constant(true) }),
  fc.record({ asOf: fc.constantFrom('2026-01-01') }),
);

test('are all found, and of more than the limit the first by their ids', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edge, { maxLength: 24 }),
      filter,
      fc.constantFrom(1, 2, 3, 100),
      async (edges, claimFilter, limit) => {
        const store = memoryStore(recordsOf(IDS, edges));
        const { rows, areMore } = await path(store, 'a', 'h', claimFilter, limit);
        const passing = edges.filter((one) => passes(one, claimFilter));
        const all = shortestChains(passing, 'a', 'h');
        const chainOf = ({ hops }: (typeof rows)[number]) => ['a', ...hops.map(({ to }) => to.id)];
        expect(rows.map(chainOf)).toEqual(all.slice(0, limit));
        expect(areMore).toBe(all.length > limit);
        for (const { length, hops } of rows) {
          expect(length).toBe(hops.length);
          for (const { from, to, claims } of hops) {
            const ends = [from.id, to.id];
            const between = edges.flatMap((one, index) =>
              passing.includes(one) && [one.from, one.to].sort().join() === [...ends].sort().join()
                ? [`claim-${index}`]
                : [],
            );
            expect(claims.map((claim) => claim.id).sort()).toEqual(between.sort());
          }
        }
      },
    ),
    runs(200),
  );
});

describe('of hubs', () => {
  const supports = (from: string, to: string): Edge => ({
    ...{ from, to, relation: 'supports', status: 'available' },
    ...{ saidBy: null, firstParty: false, date: null },
  });
  const many = Array.from({ length: 3000 }, (_, index) => `m${index}`);

  test('with no chain between them, none is found', async () => {
    const edges = many.flatMap((leaf) => [supports('one', leaf), supports('other', `${leaf}x`)]);
    const ids = ['one', 'other', ...many, ...many.map((leaf) => `${leaf}x`)];
    const found = await path(memoryStore(recordsOf(ids, edges)), 'one', 'other', {}, 10);
    expect(found).toEqual({ rows: [], areMore: false });
  });

  test('with thousands of chains, the first are given', async () => {
    const edges = many.flatMap((leaf) => [supports('one', leaf), supports('other', leaf)]);
    const store = memoryStore(recordsOf(['one', 'other', ...many], edges));
    const { rows, areMore } = await path(store, 'one', 'other', {}, 3);
    expect(rows.map(({ hops }) => hops.map(({ to }) => to.id))).toEqual([
      ['m0', 'other'],
      ['m1', 'other'],
      ['m10', 'other'],
    ]);
    expect(areMore).toBe(true);
  });
});
