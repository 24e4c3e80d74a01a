/** The answers are the same, byte for byte, however the knowledge base is opened. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUNDLED_FILE } from '../../../src/kb/open.ts';
import { compileBundled } from '../../../src/kb/open-files.ts';
import { run, type World } from '../../support/run.ts';
import { BUILD, CachedKb } from './cached-kb.ts';

const kb = new CachedKb();
afterAll(() => kb.remove());

/** The folder of a package with compiled data. */
mkdirSync(join(kb.home, 'dist'));
const options = { folder: kb.folder, shownFrom: kb.home, receiptsFile: '' };
writeFileSync(join(kb.home, 'dist', BUNDLED_FILE), compileBundled(options, BUILD));

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
  'vendors --sort date --format tsv',
  'models --as-of 2025-02-04 --json',
  'sources --json',
  'source scmp-deepseek-chips',
  'coverage --uncovered --json',
  'suggest scmp-deepseek-chips --json',
];

const env = { XDG_CACHE_HOME: join(kb.home, 'xdg') };

/** Asks with the cache of a build of the program; without one, no cache is used. */
const ask = (line: string, { build = BUILD, packageFolder = '/', ...world }: World = {}) =>
  run([...line.split(' '), '--data', kb.folder], { build, packageFolder, env, cwd: kb.home, ...world });
const fromFiles = (line: string) => ask(line, { build: null });

const inDatabase: World = { databaseThresholdBytes: 0 };
const clear = () => rmSync(kb.caches, { recursive: true, force: true });
let touched = 0;
const touch = () => utimesSync(join(kb.folder, 'kb.yaml'), ++touched, touched);

describe.each<[string, World]>([
  ['the compiled data of the package', { packageFolder: kb.home }],
  ['the cache', {}],
  ['a database', inDatabase],
])('from %s', (_, world) => {
  beforeAll(async () => {
    await ask('sources', world);
  });
  test.each(LINES)('%s', async (line) => {
    expect(await ask(line, world)).toEqual(await fromFiles(line));
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
