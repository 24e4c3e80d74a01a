/** Questions to a database file that somebody changed or forged: an answer or a known error, always. */
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../../src/store/sql/driver.ts';
import { build } from '../../kb/build/built.ts';
import { ask, packageFolder } from '../../support/run.ts';
import { isSlow, runs } from '../../support/runs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-hostile-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const good = join(scratch, 'good.db');
await build(join(packageFolder, 'data'), good, { withTexts: true });
/** A copy of the good file in a folder of its own. */
function copy(): string {
  const file = join(mkdtempSync(join(scratch, 'copy-')), 'kb.db');
  copyFileSync(good, file);
  return file;
}

/** A copy of the good file, changed in SQL. */
function changed(sql: string): string {
  const file = copy();
  const database = openDatabase(file, false);
  database?.exec(`pragma ignore_check_constraints = on; ${sql}`);
  database?.close();
  return file;
}

const QUESTIONS = [
  'list',
  'who-supports deepseek-r1',
  'supports huawei',
  'show huawei moore-threads deepseek-r1',
  'why metax deepseek-r1-based-models',
  'search chips',
  'matrix',
  'path nvidia deepseek-r1',
  'sources',
  'source scmp-deepseek-chips',
  'coverage',
  'show huawai',
  'suggest scmp-deepseek-chips',
];

/** The codes of the errors of some questions; null for an answer. Throws if one is not a known error. */
async function codes(file: string, questions: readonly string[] = QUESTIONS): Promise<Set<string | null>> {
  const found = new Set<string | null>();
  for (const question of questions) {
    const { code, out, err } = await ask(`${question} --data ${file} --json`);
    const error = code === 0 ? null : JSON.parse(err.slice(err.indexOf('{'))).error;
    if (error?.code === 'unexpected') throw new Error(`${question}: ${error.message}`);
    expect(code === 0 ? '' : out).toBe('');
    found.add(error?.code ?? null);
  }
  return found;
}

test.each<[string, string]>([
  [
    'an endless view in the place of a table',
    "alter table _entity rename to entity2; create view _entity as with recursive r(ordinal, id, kind, file, record) as (select 1, 'x', 'company', 'f', '{}' union all select ordinal + 1, id, kind, file, record from r) select * from r",
  ],
  ['one more view', 'create view more as select 1'],
  ['one more table', 'create table more (x)'],
  ['the table of a cached database', 'create table _origin (value text not null)'],
  ['one more index', 'create index more on _claim (date)'],
  ['one more column', 'alter table _claim add column more'],
  ['a trigger', 'create trigger evil after insert on _meta begin delete from _claim; end'],
  ['a missing index', 'drop index _claim_from'],
  ['a missing view', 'drop view why'],
  ['a missing table', 'drop table _remark'],
  [
    'an index on an expression',
    'drop index _claim_from; create index _claim_from on _claim (upper(from_id))',
  ],
  [
    'a generated column',
    'drop table _meta; create table _meta (key text primary key, value text as (hex(zeroblob(100000000))))',
  ],
  ['another full-text table', 'drop table _name_words; create virtual table _name_words using fts5(terms)'],
  [
    'a full-text table over another table',
    "drop table _claim_text; create virtual table _claim_text using fts5(terms, content='_claim')",
  ],
  ['journal mode WAL', 'pragma journal_mode = wal'],
])('refuses a file with %s, before a row is read', async (_, sql) => {
  const file = changed(sql);
  const { code, err } = await ask(`list --data ${file} --json`);
  expect({ code, error: JSON.parse(err).error.code }).toEqual({ code: 4, error: 'damaged' });
  expect(readdirSync(dirname(file))).toEqual(['kb.db']);
});

/** Sets the record of every row. */
const record = (table: string, json: string) => `update _${table} set record = ${json}`;

test.each<[string, string, string[]]>([
  ['an empty record', record('entity', "''"), QUESTIONS],
  [
    'a record that is not JSON',
    record('claim', "'{'"),
    ['matrix', 'who-supports deepseek-r1', 'show huawei'],
  ],
  ['a record that is a list', record('claim', "'[1, 2]'"), ['matrix']],
  ['a record that is a number', record('source', '7'), ['sources']],
  ['a record that is a blob', record('entity', "x'00ff'"), ['list']],
  ['a record of nested lists', record('entity', "replace(hex(zeroblob(100000)), '00', '[[')"), ['list']],
  ['a record with an unknown field', record('entity', "json_set(record, '$.more', 1)"), ['list']],
  [
    'a record with __proto__',
    record('entity', `json_set(record, '$.__proto__', json('{"kind": "model"}'))`),
    ['list'],
  ],
  ['a record without a name', record('entity', "json_remove(record, '$.name')"), ['list']],
  [
    'a name that is a list',
    record('entity', `json_set(record, '$.name', json('["x"]'))`),
    ['list', 'show huawei'],
  ],
  ['an unknown kind', record('entity', "json_set(record, '$.kind', 'robot')"), ['list', 'show huawei']],
  ['a kind named constructor', record('entity', "json_set(record, '$.kind', 'constructor')"), ['list']],
  ['an unknown role', record('entity', `json_set(record, '$.roles', json('["king"]'))`), ['list']],
  [
    'a link that is a script',
    record('entity', `json_set(record, '$.links', json('["javascript:alert(1)"]'))`),
    ['show huawei'],
  ],
  ['an unknown relation', "update _claim set relation = 'eats'", ['list', 'show huawei']],
  ['an unknown status', "update _claim set status = 'perhaps'", ['matrix', 'who-supports deepseek-r1']],
  ['a status that is a number', 'update _claim set status = 5', ['matrix']],
  ['an id with a slash', "update _claim set from_id = '../x'", ['matrix', 'list']],
  ['an id that is a blob', "update _claim set to_id = x'00'", ['matrix', 'list']],
  ['a date that does not exist', "update _claim set date = '2025-02-30'", ['matrix', 'show huawei']],
  ['a claimant that is a number', 'update _claim set said_by = 1.5', ['show huawei']],
  ['a claim without evidence', record('claim', "json_set(record, '$.evidence', json('[]'))"), ['matrix']],
  ['evidence at a negative line', record('claim', "json_set(record, '$.evidence[0].line', -1)"), ['matrix']],
  [
    'evidence at half a character',
    record('claim', "json_set(record, '$.evidence[0].start', 0.5)"),
    ['matrix'],
  ],
  ['evidence without a quote', record('claim', "json_remove(record, '$.evidence[0].quote')"), ['matrix']],
  ['texts that are blobs', "update _source set text = x'00'", ['source scmp-deepseek-chips']],
  ['a name that is NULL', "update _name set folded = x'00'", ['show huawai']],
  [
    'an integer that JavaScript has no number for',
    'update _claim set first_party = 9223372036854775807',
    ['matrix'],
  ],
  [
    'a claim of an entity that does not exist',
    "update _claim set from_id = 'nobody'",
    ['matrix', 'who-supports deepseek-r1'],
  ],
  ['a claimant that does not exist', "update _claim set said_by = 'nobody'", ['show deepseek-r1']],
  ['no entities', 'delete from _entity', ['matrix']],
  [
    'a value of many megabytes',
    `update _entity set record = cast(zeroblob(${isSlow ? 300_000_000 : 40_000_000}) as text) where id = 'huawei'`,
    ['list', 'show huawei'],
  ],
])('reports %s in the questions that read it', async (_, sql, questions) => {
  const file = changed(sql);
  expect(await codes(file, questions)).toEqual(new Set(['damaged']));
  if (isSlow) await codes(file);
});

test('circles of models are no endless loops', async () => {
  const claim = (relation: string, from: string, to: string, which: number) =>
    `update _claim set relation = '${relation}', status = null, from_id = '${from}', to_id = '${to}'
     where ordinal = (select ordinal from _claim order by ordinal limit 1 offset ${which})`;
  const file = changed(
    [
      claim('derived-from', 'deepseek-r1', 'deepseek-r1', 0),
      claim('member-of', 'deepseek-r1', 'deepseek-v3', 1),
      claim('member-of', 'deepseek-v3', 'deepseek-r1', 2),
    ].join('; '),
  );
  expect(await codes(file, ['who-supports deepseek-r1', 'path deepseek-r1 huawei', 'matrix'])).toEqual(
    new Set([null]),
  );
});

test.each<[string, (file: string) => void, string]>([
  [
    'random bytes in -journal',
    (file) => writeFileSync(`${file}-journal`, Buffer.alloc(5000, 0x55)),
    'unreadable',
  ],
  ['random bytes in -wal', (file) => writeFileSync(`${file}-wal`, Buffer.alloc(5000, 0x55)), 'unreadable'],
  ['an empty -journal', (file) => writeFileSync(`${file}-journal`, ''), 'unreadable'],
  ['a folder -wal', (file) => mkdirSync(`${file}-wal`), 'unreadable'],
  ['half of its pages', (file) => truncateSync(file, 100_000), 'damaged'],
  ['a header only', (file) => truncateSync(file, 100), 'damaged'],
  ['random bytes after the header', (file) => overwrite(file, 100, randomBytes(8092)), 'damaged'],
  ['encrypted pages', (file) => overwrite(file, 0, randomBytes(50_000)), 'not-built'],
  ['another page size', (file) => overwrite(file, 16, [0x02, 0x00]), 'damaged'],
  ['a page size that is not valid', (file) => overwrite(file, 16, [0x12, 0x34]), 'damaged'],
  ['another text encoding', (file) => overwrite(file, 56, [0, 0, 0, 2]), 'damaged'],
  ['a schema format of the future', (file) => overwrite(file, 44, [0, 0, 0, 9]), 'damaged'],
  ['a file format of the future', (file) => overwrite(file, 18, [9, 9]), 'damaged'],
  [
    'a table in the place of another',
    (file) => replaceText(file, 'CREATE TABLE _meta', 'CREATE TABLE _beta'),
    'damaged',
  ],
  [
    'a view in the place of an index',
    (file) =>
      replaceText(
        file,
        'CREATE INDEX _entity_kind on _entity (kind)',
        'CREATE VIEW  _entity_kind as select 1 as x',
      ),
    'damaged',
  ],
  [
    'a trigger in the place of an index',
    (file) =>
      replaceText(
        file,
        'CREATE INDEX _statement_entity_statement on _statement_entity (statement)',
        'CREATE TRIGGER x after insert on _meta begin delete from _claim; end    ',
      ),
    'damaged',
  ],
])('reports a file with %s', async (_, spoil, expected) => {
  const file = copy();
  spoil(file);
  const names = readdirSync(dirname(file));
  const before = readFileSync(file);
  const { out, err } = await ask(`list --data ${file} --json`);
  expect({ out, code: JSON.parse(err).error.code }).toEqual({ out: '', code: expected });
  expect(readdirSync(dirname(file))).toEqual(names);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a page that leads to itself ends in a known error', async () => {
  const file = copy();
  const bytes = readFileSync(file);
  // The first byte of an interior page of a table is 5. Each child becomes the page itself.
  for (let page = 1; page * 8192 < bytes.length; page++) {
    const at = page * 8192;
    if (bytes[at] !== 5) continue;
    bytes.writeUInt32BE(page + 1, at + 8);
    for (let cell = bytes.readUInt16BE(at + 3); cell > 0; cell--)
      bytes.writeUInt32BE(page + 1, at + bytes.readUInt16BE(at + 10 + 2 * cell));
  }
  writeFileSync(file, bytes);
  expect(await codes(file)).toContain('damaged');
});

test('any damaged bytes end in an answer or a known error', () => {
  const offset = fc.nat(statSync(good).size - 1);
  const change = fc.tuple(offset, fc.uint8Array({ minLength: 1, maxLength: 40 }));
  return fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(...QUESTIONS),
      async (changes, question) => {
        const file = copy();
        for (const [at, bytes] of changes) overwrite(file, at, bytes);
        await codes(file, [question]);
      },
    ),
    runs(40),
  );
});

/** Overwrites bytes of a file. */
function overwrite(file: string, offset: number, bytes: Uint8Array | readonly number[]): void {
  const content = readFileSync(file);
  content.set(bytes.slice(0, content.length - offset), offset);
  writeFileSync(file, content);
}

/** Replaces a text by one that is not longer. */
function replaceText(file: string, from: string, to: string): void {
  const content = readFileSync(file);
  const replaced = content.toString('latin1').replaceAll(from, to.padEnd(from.length));
  expect(replaced).not.toBe(content.toString('latin1'));
  writeFileSync(file, replaced, 'latin1');
}
