/** The answers are the same, byte for byte, however the knowledge base is opened. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BUNDLED_FILE } from '../../../src/kb/open.ts';
import { compileBundled } from '../../../src/kb/open-files.ts';
import { run } from '../../support/run.ts';
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

const clear = () => rmSync(kb.caches, { recursive: true, force: true });

const WAYS: [
  way: string,
  build: string | null,
  prepare: () => void,
  home: string,
  databaseThresholdBytes?: number,
][] = [
  ['from the compiled data of the package', BUILD, () => {}, kb.home],
  ['with an empty cache', BUILD, clear, '/'],
  ['from the cache', BUILD, () => {}, '/'],
  ['with a stale cache', BUILD, () => utimesSync(join(kb.folder, 'kb.yaml'), 1, 1), '/'],
  ['without a database', BUILD, clear, '/', 0],
  ['from a database', BUILD, () => {}, '/', 0],
  ['with a stale database', BUILD, () => utimesSync(join(kb.folder, 'kb.yaml'), 2, 2), '/', 0],
];

test.each(LINES)('%s', async (line) => {
  const ask = (
    build: string | null,
    packageFolder: string,
    databaseThresholdBytes = Number.POSITIVE_INFINITY,
  ) =>
    run([...line.split(' '), '--data', kb.folder], {
      build,
      packageFolder,
      databaseThresholdBytes,
      env: { XDG_CACHE_HOME: join(kb.home, 'xdg') },
      cwd: kb.home,
    });
  const plain = await ask(null, kb.home);
  for (const [way, build, prepare, home, databaseThresholdBytes] of WAYS) {
    prepare();
    expect({ way, ...(await ask(build, home, databaseThresholdBytes)) }).toEqual({ way, ...plain });
  }
});
