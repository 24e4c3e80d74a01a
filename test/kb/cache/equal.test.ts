/** The same answer, byte for byte, however the knowledge base is loaded. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encode } from '../../../src/kb/cache/compiled.ts';
import { compileBundled } from '../../../src/kb/load-and-check.ts';
import { BUNDLED } from '../../../src/kb/open.ts';
import { run } from '../../support/run.ts';
import { BUILD, Kept } from './kept.ts';

const kept = new Kept();
afterAll(() => kept.remove());

/** A package whose data was compiled when it was built. */
mkdirSync(join(kept.home, 'dist'));
const options = { folder: kept.folder, shownFrom: kept.home, receiptsFile: '' };
writeFileSync(join(kept.home, 'dist', BUNDLED[0]), encode(compileBundled(options, BUILD)));

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

const clear = () => rmSync(kept.caches, { recursive: true, force: true });

const WAYS: [way: string, build: string | null, prepare: () => void, home: string, largeFrom?: number][] = [
  ['compiled with the package', BUILD, () => {}, kept.home],
  ['with nothing in the cache', BUILD, clear, '/'],
  ['from the cache', BUILD, () => {}, '/'],
  ['with a stale cache', BUILD, () => utimesSync(join(kept.folder, 'kb.yaml'), 1, 1), '/'],
  ['with no database yet', BUILD, clear, '/', 0],
  ['from a database', BUILD, () => {}, '/', 0],
  ['with a stale database', BUILD, () => utimesSync(join(kept.folder, 'kb.yaml'), 2, 2), '/', 0],
];

test.each(LINES)('%s', async (line) => {
  const ask = (build: string | null, packageFolder: string, largeFrom = Number.POSITIVE_INFINITY) =>
    run([...line.split(' '), '--data', kept.folder], {
      build,
      packageFolder,
      largeFrom,
      env: { XDG_CACHE_HOME: join(kept.home, 'xdg') },
      cwd: kept.home,
    });
  const plain = await ask(null, kept.home);
  for (const [way, build, prepare, home, largeFrom] of WAYS) {
    prepare();
    expect({ way, ...(await ask(build, home, largeFrom)) }).toEqual({ way, ...plain });
  }
});
