/** Compares the shortest paths with those found by trying all paths. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import { statementDates } from '../../src/model/dates.ts';
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

/** The fields of a claim that matter for paths. */
interface Edge
  extends Pick<ClaimRecord, 'from' | 'to' | 'relation' | 'status' | 'saidBy' | 'firstParty' | 'date'> {}

function recordsOf(ids: readonly string[], edges: readonly Edge[]): StoreRecords {
  return {
    ...bundled,
    entities: [
      ...ids.map((id) => ({ ...someEntity, id, name: id.toUpperCase() })),
      ...bundled.entities.filter(({ kind }) => kind === 'publisher'),
    ],
    claims: edges.map((edge, index) => ({
      ...someClaim,
      ...{ via: [], with: [], ...edge },
      ...statementDates(edge.date, '2025-02-05'),
      id: `claim-${index}`,
    })),
    names: [],
  };
}

/** The shortest of all paths without a loop, sorted by their ids. */
function shortestPaths(edges: readonly Edge[], start: string, goal: string): string[][] {
  const paths: string[][] = [];
  const walk = (ids: readonly string[]) => {
    const last = ids.at(-1);
    if (last === goal) {
      paths.push([...ids]);
      return;
    }
    const next = edges.flatMap(({ from, to }) => (from === last ? [to] : to === last ? [from] : []));
    for (const id of new Set(next)) if (!ids.includes(id)) walk([...ids, id]);
  };
  walk([start]);
  const least = Math.min(...paths.map(({ length }) => length));
  const key = (ids: readonly string[]) => ids.join(' ');
  return paths.filter(({ length }) => length === least).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const LADDER: readonly (Status | null)[] = [
  'pledged',
  'in-progress',
  'experimental',
  'available',
  'verified',
];

/** A second implementation of the filters. */
const matches = (edge: Edge, { relation, status, atLeast, saidBy, ownClaims, asOf }: ClaimFilter): boolean =>
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

test('returns all shortest paths, or the first by their ids if there are more than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edge, { maxLength: 24 }),
      filter,
      fc.constantFrom(1, 2, 3, 100),
      async (edges, claimFilter, limit) => {
        const store = memoryStore(recordsOf(IDS, edges));
        const { rows, areMore } = await path(store, 'a', 'h', claimFilter, limit);
        const matching = edges.filter((one) => matches(one, claimFilter));
        const all = shortestPaths(matching, 'a', 'h');
        const idsOf = ({ hops }: (typeof rows)[number]) => ['a', ...hops.map(({ to }) => to.id)];
        expect(rows.map(idsOf)).toEqual(all.slice(0, limit));
        expect(areMore).toBe(all.length > limit);
        for (const { length, hops } of rows) {
          expect(length).toBe(hops.length);
          for (const { from, to, claims } of hops) {
            const ends = [from.id, to.id];
            const between = edges.flatMap((one, index) =>
              matching.includes(one) && [one.from, one.to].sort().join() === [...ends].sort().join()
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

describe('entities with thousands of claims', () => {
  const supports = (from: string, to: string): Edge => ({
    ...{ from, to, relation: 'supports', status: 'available' },
    ...{ saidBy: null, firstParty: false, date: null },
  });
  const many = Array.from({ length: 3000 }, (_, index) => `m${index}`);

  test('are not connected if they share no neighbour', async () => {
    const edges = many.flatMap((leaf) => [supports('one', leaf), supports('other', `${leaf}x`)]);
    const ids = ['one', 'other', ...many, ...many.map((leaf) => `${leaf}x`)];
    const found = await path(memoryStore(recordsOf(ids, edges)), 'one', 'other', {}, 10);
    expect(found).toEqual({ rows: [], areMore: false });
  });

  test('are connected by the first of thousands of paths', async () => {
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
