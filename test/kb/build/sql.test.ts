/** The examples of docs/sql.md, valid references, and views that agree with the program. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { wordsOfEvidence } from '../../../src/model/records.ts';
import { AnswerBuilder } from '../../../src/query/answer-builder.ts';
import type { Evidence } from '../../../src/query/answers/claim.ts';
import { type Database, openDatabase } from '../../../src/store/sql/driver.ts';
import { openDatabaseFile } from '../../../src/store/sql/sqlite.ts';
import { packageFolder } from '../../support/run.ts';
import { build } from './built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-sql-'));
const opened: Database[] = [];
afterAll(() => {
  for (const database of opened) database.close();
  rmSync(scratch, { recursive: true });
});

async function databaseOf(folder: string, name: string): Promise<Database> {
  await build(folder, join(scratch, name));
  const database = openDatabase(join(scratch, name), true);
  if (database === null) throw new Error('no SQLite is installed');
  opened.push(database);
  return database;
}

const bundled = await databaseOf(join(packageFolder, 'data'), 'bundled.db');
generate(join(scratch, 'generated'), 1500, 3);
const generated = await databaseOf(join(scratch, 'generated'), 'generated.db');

const document = readFileSync(join(packageFolder, 'docs/sql.md'), 'utf8');
const examples = [...document.matchAll(/```sql\n([\s\S]*?)```\n\n((?:\|.*\n)+)/g)].map(
  ([, sql = '', table = '']) => ({ sql, table }),
);

test('docs/sql.md has examples', () => expect(examples.length).toBeGreaterThan(3));

test.each(examples)('docs/sql.md shows the result of: $sql', ({ sql, table }) => {
  const rows = bundled.prepare(sql).all() as Record<string, unknown>[];
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly unknown[]) => `| ${cells.map((cell) => cell ?? '').join(' | ')} |\n`;
  expect(
    [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(Object.values(row)))].join(''),
  ).toBe(table);
});

test.each([
  ['bundled', bundled],
  ['generated', generated],
])('every reference leads to a row, and every index is valid: %s', (_, database) => {
  expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
});

test('the view evidence returns the quote and line of each claim', async () => {
  const store = await openDatabaseFile(join(scratch, 'generated.db'));
  const viewed = generated.prepare('select quote, line from evidence where statement = ? and source = ?');
  for (const { id, source, evidence } of (await store.claims({})).slice(0, 300))
    expect(viewed.all(id, source).map((row) => ({ ...(row as object) }))).toEqual(
      evidence.map((one) => ({ quote: wordsOfEvidence(one), line: one.line })),
    );
});

test('the view claims has the facts of each claim, with the names of its entities', async () => {
  const store = await openDatabaseFile(join(scratch, 'generated.db'));
  const claims = await store.claims({});
  const builder = await AnswerBuilder.forRecords(store, claims);
  const rows = generated.prepare('select * from claims').all() as Record<string, unknown>[];
  const ids = (entities: readonly { id: string }[]) => entities.map(({ id }) => id).join(', ') || null;
  const expected = claims.map((record) => {
    const {
      from,
      to,
      saidBy,
      evidence,
      via,
      with: others,
      firstParty,
      scope: _,
      ...claim
    } = builder.claim(record);
    const { source, title, publisher, published, republishedBy, url, origin } = evidence[0] as Evidence;
    return {
      id: claim.id,
      relation: claim.relation,
      from_id: from.id,
      from_name: from.name,
      to_id: to.id,
      to_name: to.name,
      kind: claim.kind,
      status: claim.status,
      printed: claim.printed,
      basis: claim.basis,
      via: ids(via),
      with_ids: ids(others),
      precision: claim.precision,
      mode: claim.mode,
      task: claim.task,
      artefact: claim.artefact,
      version: claim.version,
      said_by: saidBy?.id ?? null,
      said_by_name: saidBy?.name ?? null,
      first_party: Number(firstParty),
      channel: claim.channel,
      printed_date: claim.printedDate,
      date: claim.date,
      not_before: claim.notBefore,
      not_after: claim.notAfter,
      date_basis: claim.dateBasis,
      seen: claim.seen,
      withdrawn: claim.withdrawn,
      note: claim.note,
      source,
      title,
      publisher: publisher.id,
      publisher_name: publisher.name,
      published,
      republished_by: republishedBy?.id ?? null,
      republished_by_name: republishedBy?.name ?? null,
      url,
      origin,
    };
  });
  const byId = (a: Record<string, unknown>, b: Record<string, unknown>) =>
    String(a.id) < String(b.id) ? -1 : 1;
  expect(rows.map((row) => ({ ...row })).sort(byId)).toEqual(expected.sort(byId));
});
