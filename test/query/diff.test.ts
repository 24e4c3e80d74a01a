/** What `diff` holds to, whatever changes: properties over the bundled records, and records made for one case. */
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
/** The records anew; claims of one authored edge share no list. */
const copy = (): StoreRecords => ({
  ...(JSON.parse(JSON.stringify({ ...bundled, texts: [] })) as StoreRecords),
  texts: new Map(),
});
const differ = (a: StoreRecords, b: StoreRecords): Promise<DiffRow[]> => diff(memoryStore(a), memoryStore(b));
const told = (rows: readonly DiffRow[]) =>
  rows.map(({ what, change, id }) => `${change} ${what} ${id}`).sort();

/** A change of the records, and the rows that it must give. */
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
    (records) =>
      void own(records).evidence.push({ quote: '一句话', line: 1, start: 0, end: 3, verified: true }),
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
// Two claims of one relation between the same two in the same source may change places when one goes.
const alone = bundled.claims.filter(
  ({ relation, from, to }) =>
    bundled.claims.filter((other) => other.relation === relation && other.from === from && other.to === to)
      .length === 1,
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(index(alone.length), fc.nat({ max: 4 })).map(([claim, how]) => claimChange(at(alone, claim), how)),
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

test('nothing differs from itself, in whatever order', async () => {
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

test('every change is told, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(changesOfSeveral, async (changes) => {
      const records = copy();
      for (const { make } of changes) make(records);
      expect(told(await differ(bundled, records))).toEqual(changes.flatMap(({ rows }) => rows).sort());
    }),
    runs(60),
  );
});

const MIRROR = new Map([
  ['added', 'removed'],
  ['removed', 'added'],
]);

/** What is told of each record, with its fields and their two sides in an order that does not depend on the way. */
const sides = (rows: readonly DiffRow[], isMirrored: boolean) =>
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

test('the other way round, added is removed and every field turns', async () => {
  await fc.assert(
    fc.asyncProperty(changesOfSeveral, fc.boolean(), async (changes, isRenamed) => {
      const records = copy();
      for (const { make } of changes) make(records);
      const other = isRenamed ? renamed(records, 'huawei', 'huawei-technologies') : records;
      expect(sides(await differ(bundled, other), false)).toEqual(sides(await differ(other, bundled), true));
    }),
    runs(60),
  );
});

/** The records after an entity got another id, with the old one among its aliases. */
function renamed(records: StoreRecords, from: string, to: string): StoreRecords {
  const text = JSON.stringify({ ...records, texts: [] }).replaceAll(`"${from}"`, `"${to}"`);
  const made = JSON.parse(text.replaceAll(`"${from}.`, `"${to}.`)) as StoreRecords;
  made.entities.find(({ id }) => id === to)?.aliases.push({ name: from, ...NEW });
  return { ...made, texts: new Map() };
}

describe('a rename', () => {
  test('is told once, and what only follows it is not', async () => {
    const rows = await differ(bundled, renamed(copy(), 'huawei', 'hw'));
    expect(
      rows.map(({ change: became, id, formerId, fields }) => ({ became, id, formerId, fields })),
    ).toEqual([{ became: 'renamed', id: 'hw', formerId: 'huawei', fields: [] }]);
  });

  test('is told beside what else changed in it and in its claims', async () => {
    const records = renamed(copy(), 'huawei', 'hw');
    const entity = records.entities.find(({ id }) => id === 'hw');
    const claim = records.claims.find(({ id }) => id.startsWith('hw.operates'));
    if (!entity || !claim) throw new Error('the article names both');
    entity.location = 'Shenzhen';
    claim.note = 'New.';
    expect(told(await differ(bundled, records))).toEqual([
      'changed claim hw.operates.ascend-cloud-service@scmp-deepseek-chips',
      'renamed entity hw',
    ]);
  });

  test('is none where the kind is another, or two could be meant', async () => {
    const other = renamed(copy(), 'reuters', 'press');
    const press = other.entities.find(({ id }) => id === 'press');
    if (press) press.kind = 'company';
    expect(told(await differ(bundled, other)).filter((row) => row.includes(' entity '))).toEqual([
      'added entity press',
      'removed entity reuters',
    ]);
    const twice = renamed(copy(), 'reuters', 'press');
    const first = at(
      twice.entities.filter(({ id }) => id === 'press'),
      0,
    );
    twice.entities.push({ ...first, id: 'agency' });
    expect(told(await differ(bundled, twice)).filter((row) => row.includes(' entity '))).toEqual([
      'added entity agency',
      'added entity press',
      'removed entity reuters',
    ]);
  });

  test('of a source is known by its text', async () => {
    const records = copy();
    const text = JSON.stringify({ ...records, texts: [] }).replaceAll('scmp-deepseek-chips', 'scmp-2025');
    const rows = await differ(bundled, { ...(JSON.parse(text) as StoreRecords), texts: new Map() });
    expect(told(rows)).toEqual(['renamed source scmp-2025']);
  });
});

describe('claims of one relation between the same two', () => {
  const base = bundled.claims.find(({ relation }) => relation === 'supports') as ClaimRecord;
  const made = (id: string, quote: string, note: string | null): ClaimRecord => ({
    ...base,
    id,
    note,
    evidence: [{ quote, line: 1, start: 0, end: quote.length, verified: true }],
  });
  const holding = (...claims: ClaimRecord[]): StoreRecords => ({ ...bundled, claims });

  test('are matched by their quotes, whatever their numbers', async () => {
    const before = holding(made('x', 'first', null), made('x#2', 'second', null));
    const after = holding(made('x', 'second', 'new'), made('x#2', 'first', null));
    const [row, ...more] = await differ(before, after);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      change: 'changed',
      id: 'x',
      formerId: 'x#2',
      fields: [{ field: 'note', after: 'new' }],
    });
  });

  test('where one goes, the others are the same as before', async () => {
    const before = holding(made('x', 'first', null), made('x#2', 'second', null), made('x#3', 'third', null));
    const after = holding(made('x', 'second', null), made('x#2', 'third', null));
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
)('from %s to %s: %s', async (before, after, direction) => {
  const claim = bundled.claims.find(({ relation }) => relation === 'supports') as ClaimRecord;
  const holding = (status: Status) => ({ ...bundled, claims: [{ ...claim, status }] });
  const [row] = await differ(holding(before), holding(after));
  expect(row?.fields).toEqual([{ field: 'status', before, after, direction }]);
});
