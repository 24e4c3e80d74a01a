/** Properties of `diff` for random changes of the bundled records, and single cases. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import type { ClaimRecord, StoreRecords } from '../../src/model/records.ts';
import { STATUSES, type Status, words } from '../../src/model/vocabulary.ts';
import type { DiffRow } from '../../src/query/answers/diff.ts';
import { diff } from '../../src/query/diff.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

const bundled = toRecords(
  loadKb({ folder: join(packageFolder, 'data'), shownFrom: packageFolder, receiptsFile: 'none' }).records,
);
/** A deep copy of the bundled records. */
const copy = (): StoreRecords => ({
  ...(JSON.parse(JSON.stringify({ ...bundled, texts: [] })) as StoreRecords),
  texts: new Map(),
});
const differ = (a: StoreRecords, b: StoreRecords): Promise<DiffRow[]> => diff(memoryStore(a), memoryStore(b));
const summaries = (rows: readonly DiffRow[]) =>
  rows.map(({ what, change, id }) => `${change} ${what} ${id}`).sort();

/** A change of the records, and the rows that `diff` must return for it. */
interface Change {
  make(records: StoreRecords): void;
  rows: string[];
}

const NEW = { lang: null, ambiguous: false };
const at = <T>(items: readonly T[], index: number): T => items[index] as T;

function claimChange(claim: ClaimRecord, how: number): Change {
  const own = (records: StoreRecords) => records.claims.find(({ id }) => id === claim.id) as ClaimRecord;
  const changes: Change['make'][] = [
    (records) => void Object.assign(own(records), { note: `${claim.note ?? ''} 新` }),
    (records) => void Object.assign(own(records), { saidBy: claim.saidBy === 'reuters' ? null : 'reuters' }),
    (records) => void own(records).evidence.push({ quote: '一句话', line: 1, start: 0, end: 3 }),
    (records) => void own(records).via.push({ id: 'kuae', version: '2.0' }),
  ];
  if (how < changes.length) return { make: at(changes, how), rows: [`changed claim ${claim.id}`] };
  return {
    make: (records) =>
      void Object.assign(records, { claims: records.claims.filter(({ id }) => id !== claim.id) }),
    rows: [`removed claim ${claim.id}`],
  };
}

const index = (length: number) => fc.nat({ max: length - 1 });
// Without claims that share relation, ends and source: if one is removed, another may be matched in its place.
const unique = bundled.claims.filter(
  ({ relation, from, to }) =>
    bundled.claims.filter((other) => other.relation === relation && other.from === from && other.to === to)
      .length === 1,
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(index(unique.length), fc.nat({ max: 4 }))
    .map(([claim, how]) => claimChange(at(unique, claim), how)),
  index(bundled.entities.length).map((entity) => ({
    make: (records: StoreRecords) => void at(records.entities, entity).aliases.push({ name: '别名', ...NEW }),
    rows: [`changed entity ${at(bundled.entities, entity).id}`],
  })),
  index(bundled.remarks.length).map((remark) => ({
    make: (records: StoreRecords) =>
      void Object.assign(at(records.remarks, remark), { summary: 'Something else.' }),
    rows: [`changed remark ${at(bundled.remarks, remark).id}`],
  })),
  fc.constant<Change>({
    make: ({ entities }) =>
      void entities.push({ ...at(bundled.entities, 0), id: 'biren', name: '壁仞科技', aliases: [] }),
    rows: ['added entity biren'],
  }),
);

/** Changes of different records. */
const changesOfSeveral = fc.uniqueArray(change, {
  maxLength: 4,
  selector: ({ rows }) => rows[0]?.split(' ').slice(1).join(' '),
});

function shuffled<T>(items: T[], seed: number): T[] {
  return items
    .map((item, place) => ({ item, key: (place * 7919 + seed) % 104729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test('the order of records and evidence makes no difference', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 100000 }), async (seed) => {
      const records = copy();
      records.entities = shuffled(records.entities, seed);
      records.claims = shuffled(records.claims, seed);
      records.remarks = shuffled(records.remarks, seed);
      for (const claim of records.claims) claim.evidence = shuffled(claim.evidence, seed);
      expect(await differ(bundled, records)).toEqual([]);
    }),
    runs(20),
  );
});

test('reports every change and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(changesOfSeveral, async (changes) => {
      const records = copy();
      for (const { make } of changes) make(records);
      expect(summaries(await differ(bundled, records))).toEqual(changes.flatMap(({ rows }) => rows).sort());
    }),
    runs(60),
  );
});

const MIRROR = new Map([
  ['added', 'removed'],
  ['removed', 'added'],
]);

/** The rows in a form that is equal for both directions; with `isMirrored`, before and after are swapped. */
const comparable = (rows: readonly DiffRow[], isMirrored: boolean) =>
  rows
    .map((row) => {
      const ids = [row.formerId ?? row.id, row.id];
      const fields = row.fields.map((field) => {
        const parts = 'before' in field ? [field.before, field.after] : [field.removed, field.added];
        return { field: field.field, parts: isMirrored ? parts.reverse() : parts };
      });
      const change = isMirrored ? (MIRROR.get(row.change) ?? row.change) : row.change;
      return JSON.stringify([row.what, change, isMirrored ? ids.reverse() : ids, fields]);
    })
    .sort();

test('swaps added and removed, and both values of each field, in the other direction', async () => {
  await fc.assert(
    fc.asyncProperty(changesOfSeveral, fc.boolean(), async (changes, isRenamed) => {
      const records = copy();
      for (const { make } of changes) make(records);
      const other = isRenamed ? renamed(records, 'huawei', 'huawei-technologies') : records;
      expect(comparable(await differ(bundled, other), false)).toEqual(
        comparable(await differ(other, bundled), true),
      );
    }),
    runs(60),
  );
});

/** The records with another id for an entity, and its old id among its aliases. */
function renamed(records: StoreRecords, from: string, to: string): StoreRecords {
  const text = JSON.stringify({ ...records, texts: [] }).replaceAll(`"${from}"`, `"${to}"`);
  const made = JSON.parse(text.replaceAll(`"${from}.`, `"${to}.`)) as StoreRecords;
  made.entities.find(({ id }) => id === to)?.aliases.push({ name: from, ...NEW });
  return { ...made, texts: new Map() };
}

describe('a rename', () => {
  test('is one row, without rows for the records that refer to the entity', async () => {
    const rows = await differ(bundled, renamed(copy(), 'huawei', 'hw'));
    expect(
      rows.map(({ change: became, id, formerId, fields }) => ({ became, id, formerId, fields })),
    ).toEqual([{ became: 'renamed', id: 'hw', formerId: 'huawei', fields: [] }]);
  });

  test('is reported together with other changes of the entity and its claims', async () => {
    const records = renamed(copy(), 'huawei', 'hw');
    const entity = records.entities.find(({ id }) => id === 'hw');
    const claim = records.claims.find(({ id }) => id.startsWith('hw.operates'));
    if (!entity || !claim) throw new Error('the article names both');
    entity.location = 'Shenzhen';
    claim.note = 'New.';
    expect(summaries(await differ(bundled, records))).toEqual([
      'changed claim hw.operates.ascend-cloud-service@scmp-deepseek-chips',
      'renamed entity hw',
    ]);
  });

  test('is not recognised if the kind differs or two new ids are possible', async () => {
    const other = renamed(copy(), 'reuters', 'press');
    const press = other.entities.find(({ id }) => id === 'press');
    if (press) press.kind = 'company';
    expect(summaries(await differ(bundled, other)).filter((row) => row.includes(' entity '))).toEqual([
      'added entity press',
      'removed entity reuters',
    ]);
    const twice = renamed(copy(), 'reuters', 'press');
    const first = at(
      twice.entities.filter(({ id }) => id === 'press'),
      0,
    );
    twice.entities.push({ ...first, id: 'agency' });
    expect(summaries(await differ(bundled, twice)).filter((row) => row.includes(' entity '))).toEqual([
      'added entity agency',
      'added entity press',
      'removed entity reuters',
    ]);
  });

  test('of a source is recognised by the hash of its text', async () => {
    const records = copy();
    const text = JSON.stringify({ ...records, texts: [] }).replaceAll('scmp-deepseek-chips', 'scmp-2025');
    const rows = await differ(bundled, { ...(JSON.parse(text) as StoreRecords), texts: new Map() });
    expect(summaries(rows)).toEqual(['renamed source scmp-2025']);
  });
});

describe('several claims with the same relation and ends', () => {
  const base = bundled.claims.find(({ relation }) => relation === 'supports') as ClaimRecord;
  const made = (id: string, quote: string, note: string | null): ClaimRecord => ({
    ...base,
    id,
    note,
    evidence: [{ quote, line: 1, start: 0, end: quote.length }],
  });
  const withClaims = (...claims: ClaimRecord[]): StoreRecords => ({ ...bundled, claims });

  test('are matched by their quotes, not by their ids', async () => {
    const before = withClaims(made('x', 'first', null), made('x#2', 'second', null));
    const after = withClaims(made('x', 'second', 'new'), made('x#2', 'first', null));
    const [row, ...more] = await differ(before, after);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      change: 'changed',
      id: 'x',
      formerId: 'x#2',
      fields: [{ field: 'note', after: 'new' }],
    });
  });

  test('one removed claim does not change the others', async () => {
    const before = withClaims(
      made('x', 'first', null),
      made('x#2', 'second', null),
      made('x#3', 'third', null),
    );
    const after = withClaims(made('x', 'second', null), made('x#2', 'third', null));
    const rows = await differ(before, after);
    expect(rows.map(({ change: became, id }) => [became, id])).toEqual([['removed', 'x']]);
  });
});

test.each<[Status, Status, 'firmer' | 'weaker' | null]>(
  words(STATUSES).flatMap((from) =>
    words(STATUSES)
      .filter((to) => to !== from)
      .map((to): [Status, Status, 'firmer' | 'weaker' | null] => {
        const ladder: readonly Status[] = ['pledged', 'in-progress', 'experimental', 'available', 'verified'];
        if (!ladder.includes(from) || !ladder.includes(to)) return [from, to, null];
        return [from, to, ladder.indexOf(to) > ladder.indexOf(from) ? 'firmer' : 'weaker'];
      }),
  ),
)('the direction of a change from %s to %s is %s', async (before, after, direction) => {
  const claim = bundled.claims.find(({ relation }) => relation === 'supports') as ClaimRecord;
  const withStatus = (status: Status) => ({ ...bundled, claims: [{ ...claim, status }] });
  const [row] = await differ(withStatus(before), withStatus(after));
  expect(row?.fields).toEqual([{ field: 'status', before, after, direction }]);
});
