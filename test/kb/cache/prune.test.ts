/** A new cache removes what the cache no longer needs. */
import { cpSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { CACHE_LIMIT_BYTES } from '../../../src/kb/cache/paths.ts';
import { pruneCache } from '../../../src/kb/cache/prune.ts';
import { ask, type World } from '../../support/run.ts';
import { BUILD, CachedKb } from './cached-kb.ts';

const created: CachedKb[] = [];
let kb: CachedKb;
beforeEach(() => {
  kb = new CachedKb();
  created.push(kb);
});
afterAll(() => {
  for (const one of created) one.remove();
});

const DATABASE: World = { databaseThresholdBytes: 0 };
const HOUR = 3_600_000;

/** Copies the knowledge base and asks it, so that it has a cache; returns the name of that cache. */
async function cacheOf(name: string, world: World = {}): Promise<string> {
  const folder = join(kb.home, name);
  cpSync(kb.folder, folder, { recursive: true });
  const before = readdirSync(kb.caches);
  await kb.ask('sources', { folder, ...world });
  const [added = ''] = readdirSync(kb.caches).filter((one) => !before.includes(one));
  return added;
}

/** Sets when a file of the cache was last used. */
function usedHoursAgo(name: string, hours: number): void {
  const time = new Date(Date.now() - hours * HOUR);
  utimesSync(join(kb.caches, name), time, time);
}

/** Makes a new cache; returns which of these files are still there. */
async function keptOf(...names: string[]): Promise<string[]> {
  await kb.ask('sources');
  const left = readdirSync(kb.caches);
  return names.filter((name) => left.includes(name));
}

test.each<[string, World]>([
  ['compiled records', {}],
  ['a database', DATABASE],
])('a new cache removes that of a folder that is gone: %s', async (_, world) => {
  await kb.ask('list');
  const gone = await cacheOf('gone', world);
  const used = await cacheOf('used', world);
  renameSync(join(kb.home, 'gone'), join(kb.home, 'moved'));
  utimesSync(join(kb.folder, 'kb.yaml'), 1, 1);
  expect(gone).toMatch(world === DATABASE ? /\.db$/ : /\.kb$/);
  expect(await keptOf(gone, used)).toEqual([used]);
});

test.each<[string, World]>([
  ['compiled records', {}],
  ['a database', DATABASE],
])('a new cache removes that of another build of the program: %s', async (_, world) => {
  await kb.ask('list');
  const other = await cacheOf('other', { ...world, build: '0.0.1 test' });
  const used = await cacheOf('used', world);
  expect(await keptOf(other, used)).toEqual([used]);
});

test('a new cache removes files that a killed process left, and damaged caches, after an hour', async () => {
  await kb.ask('list');
  const names = [
    '00000001.kb',
    '00000001.kb.1-2.new',
    '00000002.db',
    '00000003.kb',
    '00000003.kb.1-2.new',
    '00000004.db',
  ];
  for (const [index, name] of names.entries()) {
    writeFileSync(join(kb.caches, name), 'damaged');
    usedHoursAgo(name, index < 3 ? 1.1 : 0.5);
  }
  // As if it was written before the clock was set back.
  writeFileSync(join(kb.caches, '00000005.kb.1-2.new'), '');
  usedHoursAgo('00000005.kb.1-2.new', -2);
  for (const name of ['notes', 'project.db', '00000006.kb.old']) {
    writeFileSync(join(kb.caches, name), 'of the user');
    usedHoursAgo(name, 1000);
  }
  utimesSync(join(kb.folder, 'kb.yaml'), 1, 1);
  const all = readdirSync(kb.caches);
  const kept = await keptOf(...all);
  expect(all.filter((name) => !kept.includes(name))).toEqual([...names.slice(0, 3), '00000005.kb.1-2.new']);
});

test('the caches that were not used for the longest time are removed above the limit', async () => {
  await kb.ask('list');
  const own = kb.file;
  const names = [];
  for (const [name, hours] of Object.entries({ third: 3, fifth: 5, first: 1, fourth: 4 })) {
    const cache = await cacheOf(name, name === 'fourth' ? DATABASE : {});
    usedHoursAgo(cache, hours);
    names.push({ cache, hours });
  }
  const size = (name: string) => statSync(join(kb.caches, name)).size;
  const byUse = names.sort((one, other) => one.hours - other.hours).map(({ cache }) => cache);
  const [first = '', third = '', ...older] = byUse;
  pruneCache(own, BUILD, statSync(own).size + size(first) + size(third));
  expect(readdirSync(kb.caches).sort()).toEqual([own.split('/').at(-1), first, third].sort());
  expect(older).toHaveLength(2);
  pruneCache(own, BUILD, 0);
  expect(kb.file).toBe(own);
});

test.each([
  [23, false],
  [25, true],
  [-25, true],
])('a question marks a cache that was last used %d hours ago: %j', async (hours, isMarked) => {
  for (const world of [{}, DATABASE]) {
    await kb.ask('cache clear');
    await kb.ask('list', world);
    const name = kb.file.split('/').at(-1) ?? '';
    usedHoursAgo(name, hours);
    await kb.ask('list', world);
    expect(Math.abs(Date.now() - statSync(kb.file).mtimeMs) < 12 * HOUR).toBe(isMarked);
  }
});

test('cache clear removes caches, their journals and temporary files, and nothing else', async () => {
  await kb.ask('list');
  for (const name of ['00000001.db', '00000001.db-journal', '0123456789abcdef.kb.1-2.new', 'my.db', 'notes'])
    writeFileSync(join(kb.caches, name), '');
  expect((await kb.ask('cache clear')).out).toBe('Deleted 4 files\n');
  expect(readdirSync(kb.caches).sort()).toEqual(['my.db', 'notes']);
});

test('the help and the JSON of cache say its limit', async () => {
  expect((await ask('cache')).out).toContain('1 GiB');
  expect(JSON.parse((await kb.ask('cache path --json')).out)).toMatchObject({ limit: CACHE_LIMIT_BYTES });
  expect(CACHE_LIMIT_BYTES).toBe(2 ** 30);
});
