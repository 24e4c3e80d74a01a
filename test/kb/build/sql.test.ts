/** The file in SQL: the examples of docs/sql.md, sound references, and views that answer as the program does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { words } from '../../../src/model/vocabulary.ts';
import { whoSupports } from '../../../src/query/who-supports.ts';
import { type Database, openDatabase } from '../../../src/store/sql/driver.ts';
import { WIDTHS } from '../../../src/store/sql/rows.ts';
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
  const database = await openDatabase(join(scratch, name), true);
  if (database === null) throw new Error('there is no SQLite here');
  opened.push(database);
  return database;
}

const bundled = await databaseOf(join(packageFolder, 'data'), 'bundled.db');
generate(join(scratch, 'made'), 1500, 3);
const made = await databaseOf(join(scratch, 'made'), 'made.db');

const document = readFileSync(join(packageFolder, 'docs/sql.md'), 'utf8');
const examples = [...document.matchAll(/```sql\n([\s\S]*?)```\n\n((?:\|.*\n)+)/g)].map(
  ([, sql = '', table = '']) => ({ sql, table }),
);

test('the document has examples', () => expect(examples.length).toBeGreaterThan(3));

test.each(examples)('$sql', ({ sql, table }) => {
  const rows = bundled.prepare(sql).all() as Record<string, unknown>[];
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly unknown[]) => `| ${cells.map((cell) => cell ?? '').join(' | ')} |\n`;
  expect(
    [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(Object.values(row)))].join(''),
  ).toBe(table);
});

test.each([
  ['bundled', bundled],
  ['made up', made],
])('%s: every reference is to a row that is there, and no index is broken', (_, database) => {
  expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
});

test('rows have as many values as their table has columns', () => {
  const wrong = words(WIDTHS).filter((table) => {
    const columns = bundled.prepare(`pragma table_info(${table})`).all().length;
    // A full-text table has an id beside its column.
    return columns !== WIDTHS[table] && columns + 1 !== WIDTHS[table];
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['bundled', bundled],
  ['made up', made],
])('%s: the view who_supports says what the question answers', async (name, database) => {
  const store = await openDatabaseFile(join(scratch, name === 'bundled' ? 'bundled.db' : 'made.db'));
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

test('the view passage cuts each quote out of the text', async () => {
  const store = await openDatabaseFile(join(scratch, 'made.db'));
  for (const { source, evidence } of await store.claims({})) {
    const text = await store.text(source);
    for (const { quote, start, end, line } of evidence) {
      expect(text?.slice(start, end)).toBe(quote);
      expect(text?.slice(0, start).split('\n').length).toBe(line);
    }
  }
});
