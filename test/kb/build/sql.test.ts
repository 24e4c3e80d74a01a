/** The examples of docs/sql.md, valid references, and views that agree with the program. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { whoSupports } from '../../../src/query/who-supports.ts';
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

test.each([
  ['bundled', bundled],
  ['generated', generated],
])('the view who_supports returns the claims of the question: %s', async (name, database) => {
  const store = await openDatabaseFile(join(scratch, name === 'bundled' ? 'bundled.db' : 'generated.db'));
  const models = (await store.entitiesOfKind(['model'])).map(({ id }) => id);
  const viewed = database.prepare(
    'select supporter, scope, status, said_by, date, source from who_supports where model = ?',
  );
  for (const model of models.slice(0, 60)) {
    const answered = (await whoSupports(store, model, {})).flatMap(({ claims }) =>
      claims.map(({ from, scope, status, saidBy, date, evidence }) =>
        JSON.stringify([from.id, scope, status, saidBy?.id ?? null, date, evidence[0]?.source]),
      ),
    );
    const rows = viewed.all(model).map((row) => JSON.stringify(Object.values(row as object)));
    expect(rows.sort()).toEqual(answered.sort());
  }
});

test('the view evidence returns the quote and line of each claim', async () => {
  const store = await openDatabaseFile(join(scratch, 'generated.db'));
  const viewed = generated.prepare('select quote, line from evidence where statement = ? and source = ?');
  for (const { id, source, evidence } of (await store.claims({})).slice(0, 300))
    expect(viewed.all(id, source).map((row) => ({ ...(row as object) }))).toEqual(
      evidence.map(({ quote, line }) => ({ quote, line })),
    );
});
