/** The answers are the same, byte for byte, however the knowledge base is opened. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUNDLED_FILE } from '../../../src/kb/open.ts';
import { compileBundled } from '../../../src/kb/open-files.ts';
import { openDatabase } from '../../../src/store/sql/driver.ts';
import { run, type World } from '../../support/run.ts';
import { BUILD, CachedKb, MARK } from './cached-kb.ts';

const kb = new CachedKb();
afterAll(() => kb.remove());

/** The folder of a package with compiled data. */
mkdirSync(join(kb.home, 'dist'));
const options = { folder: kb.folder, shownFrom: kb.home, receiptsFile: '' };
const bundled = join(kb.home, 'dist', BUNDLED_FILE);
writeFileSync(bundled, compileBundled(options, BUILD));

const LINES = [
  'who-supports deepseek-r1 --json',
  'who-supports deepseek-r1',
  'who-supports depseek-r1 --json',
  'who-supports R1 --at-least available --format csv',
  'who-supports deepseek-r2 --json',
  'supports metax gpus --json',
  'show 摩爾線程 华为 --json',
  'show moore-threads',
  'show nothing',
  'why moore-threads deepseek-r1 --json',
  'why gitee ai metax',
  'path nvidia deepseek-r1 --json',
  'search 昇腾 --json',
  'search inference chips --format yaml',
  'matrix --format markdown',
  'list --json',
  'vendors --sort claims --format tsv',
  'models --as-of 2025-02-04 --json',
  'sources --json',
  'source scmp-deepseek-chips',
  'coverage --uncovered --json',
  'suggest scmp-deepseek-chips --json',
];

/** The lines that find nothing. */
const UNANSWERED = ['who-supports deepseek-r2 --json', 'show nothing'];

const env = { XDG_CACHE_HOME: join(kb.home, 'xdg') };

/** Asks with the cache of a build of the program; without one, no cache is used. */
const ask = (line: string, { build = BUILD, packageFolder = '/', ...world }: World = {}) =>
  run([...line.split(' '), '--data', kb.folder], { build, packageFolder, env, cwd: kb.home, ...world });
const fromFiles = (line: string) => ask(line, { build: null });

const inDatabase: World = { databaseThresholdBytes: 0 };
const clear = () => rmSync(kb.caches, { recursive: true, force: true });
/** Marks the only file in the cache, a database. */
function markDatabase(): void {
  const database = openDatabase(kb.file, false);
  database?.exec(`update _source set record = json_set(record, '$.title', '${MARK}')`);
  database?.close();
}
let touched = 0;
const touch = () => utimesSync(join(kb.folder, 'kb.yaml'), ++touched, touched);

describe.each<[string, World, () => void]>([
  ['the compiled data of the package', { packageFolder: kb.home }, () => kb.mark(bundled)],
  ['the cache', {}, () => kb.mark()],
  ['a database', inDatabase, markDatabase],
])('from %s', (_, world, mark) => {
  beforeAll(async () => {
    clear();
    await ask('sources', world);
  });
  test.each(LINES)('%s', async (line) => {
    const answer = await ask(line, world);
    expect(answer).toEqual(await fromFiles(line));
    expect(answer.code).toBe(UNANSWERED.includes(line) ? 3 : 0);
  });
  test('and not from the files', async () => {
    if (world.packageFolder) clear();
    mark();
    expect((await ask('sources --json', world)).out).toContain(MARK);
  });
});

describe.each<[string, () => void, World]>([
  ['an empty cache', clear, {}],
  ['a stale cache', touch, {}],
  ['a missing database', clear, inDatabase],
  ['a stale database', touch, inDatabase],
])('with %s', (_, prepare, world) => {
  // The files are read as without a cache, so a few lines are enough.
  test.each(LINES.filter((_, index) => index % 4 === 0))('%s', async (line) => {
    prepare();
    expect(await ask(line, world)).toEqual(await fromFiles(line));
  });
});
