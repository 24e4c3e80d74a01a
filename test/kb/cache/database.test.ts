/** The database that a large folder is answered from is the one that was kept only while nothing has changed. */
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileFingerprint } from '../../../src/kb/cache/inputs.ts';
import { openDatabase } from '../../../src/store/sql/driver.ts';
import { kbFolder } from '../../support/edited-kb.ts';
import { run } from '../../support/run.ts';

const BUILD = '0.0.0 test';

let home: string;
beforeEach(async () => {
  home = kbFolder('chipkb-database-');
  await ask('sources');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(home, { recursive: true });
});

const at = (name: string) => join(home, name);
const SOURCE = 'data/sources/scmp-deepseek-chips.yaml';
const VENDORS = 'data/entities/vendors.yaml';
const TEXT = 'seeds/000_20976bf55dca39ff.txt';

const ask = (line: string, build = BUILD) =>
  run([...line.split(' '), '--data', at('data')], {
    build,
    largeFrom: 0,
    env: { XDG_CACHE_HOME: at('xdg') },
    cwd: home,
  });

/** The only file in the cache. */
function kept(): string {
  const names = readdirSync(at('xdg/chipkb'));
  expect(names).toEqual([expect.stringMatching(/\.db$/)]);
  return join(at('xdg/chipkb'), names[0] ?? '');
}

/** Whether the next question left the database as it was, or had a new file made. */
async function outcome(build?: string): Promise<'kept' | 'made'> {
  const before = statSync(kept()).ino;
  const { code } = await ask('sources', build);
  expect(code).toBe(0);
  return statSync(kept()).ino === before ? 'kept' : 'made';
}

async function inDatabase<T>(sql: string, ...parameters: (string | number)[]): Promise<T[]> {
  const database = await openDatabase(kept(), false);
  try {
    return (database?.prepare(sql).all(...parameters) ?? []) as T[];
  } finally {
    database?.close();
  }
}

test('nothing has changed: kept', async () => expect(await outcome()).toBe('kept'));

test.each<[string, () => unknown]>([
  ['a file has more in it', () => appendFileSync(at(VENDORS), '# more\n')],
  ['a file was touched', () => utimesSync(at(VENDORS), 1, 1)],
  ['a text was touched', () => utimesSync(at(TEXT), 1, 1)],
  [
    'a file has the same bytes and is another',
    () => {
      cpSync(at(VENDORS), at('copy'), { preserveTimestamps: true });
      renameSync(at('copy'), at(VENDORS));
    },
  ],
  ['a file of entities came', () => writeFileSync(at('data/entities/more.yaml'), '[]\n')],
  [
    'a folder of it became a link',
    () => {
      renameSync(at('data/entities'), at('data/others'));
      symlinkSync('others', at('data/entities'));
    },
  ],
  ['it is cut off', () => truncateSync(kept(), statSync(kept()).size / 2)],
  ['it is something else', () => writeFileSync(kept(), 'SQLite format 3\0'.repeat(1000))],
  ['it is of another folder', () => inDatabase(`update meta set value = '/other' where key = 'folder'`)],
])('%s: made', async (_, change) => {
  await change();
  expect(await outcome()).toBe('made');
});

test('another build asks: made', async () => expect(await outcome('0.0.1 test')).toBe('made'));

test('a young file has other bytes and the same stamp: it is read anew', async () => {
  const path = SOURCE.slice('data/'.length);
  appendFileSync(at(SOURCE), '# a\n');
  await ask('sources');
  writeFileSync(at(SOURCE), readFileSync(at(SOURCE), 'utf8').replace(/# a\n$/, '# b\n'));
  // As if the change had come before the clock of the file system went on.
  const stamp = fileFingerprint(at(SOURCE)) ?? '';
  await inDatabase('update input set stamp = ?, is_young = 0 where path = ?', stamp, path);
  expect(await outcome()).toBe('kept');
  await inDatabase('update input set is_young = 1 where path = ?', path);
  expect(await outcome()).toBe('made');
});

test('a file that has grown older is known by its stamp from then on', async () => {
  const young = () => inDatabase<{ young: number }>('select max(is_young) as young from input');
  expect(await young()).toEqual([{ young: 1 }]);
  expect(await outcome()).toBe('kept');
  expect(await young()).toEqual([{ young: 1 }]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  expect(await outcome()).toBe('kept');
  expect(await young()).toEqual([{ young: 0 }]);
});
