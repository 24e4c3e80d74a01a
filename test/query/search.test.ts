/** Search finds records that contain the words; typos in names and words are corrected. */

import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import type { ClaimRecord, StoreRecords } from '../../src/model/records.ts';
import { wordsOfEvidence } from '../../src/model/records.ts';
import type { SearchRow } from '../../src/query/answers/search.ts';
import { MAX_TEXT_MATCHES, search } from '../../src/query/search.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { ask, askJson, packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

const bundled = toRecords(
  loadKb({ folder: join(packageFolder, 'data'), shownFrom: packageFolder, receiptsFile: 'none' }).records,
);
const [someClaim] = bundled.claims as [ClaimRecord];

/** The bundled records with one claim for each of these quotes, and without remarks. */
const quoting = (...quotes: string[]): StoreRecords => ({
  ...bundled,
  remarks: [],
  claims: quotes.map((quote, index) => ({
    ...someClaim,
    id: `claim-${index}`,
    evidence: [{ quote, line: 1, start: 0, end: quote.length, verified: true }],
  })),
});

const TEXTS = [
  ...bundled.claims.map(({ id, evidence }) => ({ id, texts: evidence.map(wordsOfEvidence) })),
  ...bundled.remarks.map(({ id, summary, evidence }) => ({
    id,
    texts: [summary, ...evidence.map(wordsOfEvidence)],
  })),
  ...bundled.entities.map(({ id, name, description }) => ({ id, texts: [id, name, description] })),
];

test('finds every record that contains the words or longer words that start with them', async () => {
  const store = memoryStore(bundled);
  const record = fc.constantFrom(...TEXTS);
  await fc.assert(
    fc.asyncProperty(
      record.chain(({ id, texts }) => {
        const words = texts.flatMap((text) => text.match(/[A-Za-z]{3,}/g) ?? []);
        const part = fc
          .tuple(fc.constantFrom(...words), fc.nat({ max: 9 }))
          .map(([word, cut]) => (cut < 3 ? word.slice(0, Math.max(3, word.length - cut)) : word));
        return fc.record({ id: fc.constant(id), words: fc.array(part, { minLength: 1, maxLength: 3 }) });
      }),
      async ({ id, words }) => {
        const { rows } = await search(store, words.join(' '), {});
        expect(rows.map((row) => row.id)).toContain(id);
        for (const { text, ranges } of rows.flatMap(({ matches }) => matches)) {
          for (const [start, end] of ranges) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      },
    ),
    runs(50),
  );
});

const idsOf = (rows: readonly SearchRow[]) => rows.map(({ id }) => id);

test('does not find a word inside another word of a quote', async () => {
  const rows = await askJson<SearchRow[]>('search tribute');
  expect(rows.map(({ matches }) => /\btribute\b/.test(matches[0]?.text ?? ''))).toEqual([true]);
});

test('with --exact, finds a word with a typo in names, not in quotes', async () => {
  const rows = await askJson<SearchRow[]>('search mooer threads --exact');
  expect(idsOf(rows)).toEqual(['moore-threads', 'moore-threads-chips']);
});

test.each([
  ['gpu', 'Runs on ＧＰＵs of its own', [[8, 12]]],
  ['芯片', '自研的芯片', [[3, 5]]],
  ['騰', '昇腾', [[1, 2]]],
])('a search for %s marks the words it finds in “%s”', async (typed, quote, ranges) => {
  const { rows } = await search(memoryStore(quoting(quote)), typed, {});
  const row = rows.find(({ kind }) => kind === 'claim');
  expect(row?.matches).toEqual([{ field: 'quote', text: quote, line: 1, ranges }]);
});

test.each([
  [MAX_TEXT_MATCHES, false],
  [MAX_TEXT_MATCHES + 1, true],
])('with %i matching claims, areMore is %s', async (count, areMore) => {
  const quotes = Array.from({ length: count }, (_, index) => `zyzzyva ${index}`);
  const found = await search(memoryStore(quoting(...quotes)), 'zyzzyva', {});
  expect(found.areMore).toBe(areMore);
  expect(found.rows).toHaveLength(MAX_TEXT_MATCHES);
});

test('finds nothing for a text without words', async () => {
  expect(await search(memoryStore(bundled), '“ ”', {})).toEqual({
    rows: [],
    areMore: false,
    corrected: null,
  });
});

test.each([
  ['inferense chips', 'inference chips', 'remark'],
  ['accelerater', 'accelerator', 'hardware'],
  ['huawai siliconflwo', 'huawei siliconflow', 'claim'],
])('a search for “%s” finds “%s”', async (typed, corrected, kind) => {
  const found = await search(memoryStore(bundled), typed, {});
  expect(found.corrected).toBe(corrected);
  expect(found.rows.map((row) => row.kind)).toContain(kind);
  expect((await search(memoryStore(bundled), typed, {}, false)).corrected).toBeNull();
});

test.each(['deepseek-r2', 'zzzz', 'chpis', 'inference zzzzzzz'])(
  'no word of “%s” is corrected',
  async (typed) => {
    expect((await search(memoryStore(bundled), typed, {})).corrected).toBeNull();
  },
);

test('a claim and a remark have a name, a source and a line, and a remark its claimant', async () => {
  const rows = await askJson<SearchRow[]>('search deepseek chips');
  expect(rows.find(({ kind }) => kind === 'remark')).toMatchObject({
    name: expect.stringContaining('made in China'),
    saidBy: { id: 'gitee-ai' },
    source: 'scmp-deepseek-chips',
    line: 22,
  });
  expect(rows.find(({ kind }) => kind === 'claim')?.matches[0]).toMatchObject({ field: 'quote', line: 12 });
});

test('a terminal shows the first results, and how to see all', async () => {
  const { out, err } = await ask('search deepseek', { columns: 80 });
  expect(err).toMatch(/^Showing 20 of (\d+) results; --limit \1 shows all\.\n$/);
  expect(out).toContain('20 results, best first');
  expect((await ask('search deepseek')).err).not.toContain('Showing');
});
