/** A cache answers only if nobody else can have written it; whatever else is in its place, the files answer. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/store/sql/driver.ts';
import type { World } from '../../support/run.ts';
import { CachedKb, MARK } from './cached-kb.ts';

const created: CachedKb[] = [];
afterAll(() => {
  for (const kb of created) kb.remove();
});

const isRoot = getuid?.() === 0;
const SOMEBODY = 65534;

/** What is done to a knowledge base with a marked cache. */
type Harm = (kb: CachedKb, file: string) => void;

const pipe = (path: string) => execFileSync('mkfifo', [path]);

/** Moves a file or folder away and puts a link to it in its place. */
function link(path: string, target: string): void {
  renameSync(path, target);
  symlinkSync(target, path);
}

/** Every name, kind, size and modification time below a folder. */
const tree = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, size, mtimeNs } = lstatSync(join(folder, name), { bigint: true });
      return { name, mode, size, mtimeNs };
    });

const DATABASE: World = { databaseThresholdBytes: 0 };

async function marked(world: World): Promise<CachedKb> {
  const kb = new CachedKb();
  created.push(kb);
  await kb.ask('sources', world);
  if (world !== DATABASE) kb.mark();
  else {
    const database = openDatabase(kb.file, false);
    database?.exec(`update _source set record = json_set(record, '$.title', '${MARK}')`);
    database?.close();
  }
  expect(await kb.origin(world)).toBe('cache');
  return kb;
}

/** Which part of the cache nobody may change. */
const UNTRUSTED_FOLDERS: [string, Harm, isForRoot?: true][] = [
  ['others may write to the folder', ({ caches }) => chmodSync(caches, 0o707)],
  ['a group may write to the folder', ({ caches }) => chmodSync(caches, 0o770)],
  ['the folder is a link', ({ caches, home }) => link(caches, join(home, 'elsewhere'))],
  ['the folder belongs to another user', ({ caches }) => chownSync(caches, SOMEBODY, SOMEBODY), true],
];
const UNTRUSTED_FILES: [string, Harm, isForRoot?: true][] = [
  ['others may write to the file', (_, file) => chmodSync(file, 0o602)],
  ['a group may write to the file', (_, file) => chmodSync(file, 0o620)],
  ['the file is a link', ({ home }, file) => link(file, join(home, 'elsewhere'))],
  ['the file belongs to another user', (_, file) => chownSync(file, SOMEBODY, SOMEBODY), true],
];
const IN_THE_WAY: [string, Harm][] = [
  [
    'a pipe',
    (_, file) => {
      rmSync(file);
      pipe(file);
    },
  ],
  [
    'a folder',
    (_, file) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
  [
    'a link to itself',
    (_, file) => {
      rmSync(file);
      symlinkSync(file, file);
    },
  ],
  [
    'a folder of the caches that is a link to itself',
    ({ caches }) => {
      rmSync(caches, { recursive: true });
      symlinkSync('chipkb', caches);
    },
  ],
  [
    'a parent folder that is a link to itself',
    ({ home }) => {
      rmSync(join(home, 'xdg'), { recursive: true });
      symlinkSync('xdg', join(home, 'xdg'));
    },
  ],
  [
    'a pipe for the folder of the caches',
    ({ caches }) => {
      rmSync(caches, { recursive: true });
      pipe(caches);
    },
  ],
];

describe.each<[string, World]>([
  ['compiled records', {}],
  ['a database', DATABASE],
])('a cache of %s', (_, world) => {
  for (const [name, harm, isForRoot] of UNTRUSTED_FOLDERS) {
    test.skipIf(isForRoot && !isRoot)(`is neither read nor written if ${name}`, async () => {
      const kb = await marked(world);
      harm(kb, kb.file);
      const before = tree(join(kb.home, 'xdg'));
      const cached = tree(kb.caches);
      expect(await kb.origin(world)).toBe('files');
      expect(await kb.ask('cache clear')).toMatchObject({ code: 0, out: 'Deleted 0 files\n' });
      expect(tree(join(kb.home, 'xdg'))).toEqual(before);
      expect(tree(kb.caches)).toEqual(cached);
    });
  }

  for (const [name, harm, isForRoot] of UNTRUSTED_FILES) {
    test.skipIf(isForRoot && !isRoot)(`is replaced if ${name}`, async () => {
      const kb = await marked(world);
      const { file } = kb;
      harm(kb, file);
      const content = readFileSync(file);
      expect(await kb.origin(world)).toBe('files');
      expect(lstatSync(file)).toMatchObject({ mode: 0o100600, uid: getuid?.() });
      if (name.endsWith('link')) expect(readFileSync(join(kb.home, 'elsewhere')).equals(content)).toBe(true);
    });
  }

  test.each(IN_THE_WAY)('does not stop an answer if there is %s', async (_, harm) => {
    const kb = await marked(world);
    harm(kb, kb.file);
    expect(await kb.origin(world)).toBe('files');
    expect((await kb.ask('cache path', world)).code).toBe(0);
  });

  test.skipIf(!isRoot)('is not written into a folder of another user', async () => {
    const kb = await marked(world);
    rmSync(kb.caches, { recursive: true });
    chownSync(join(kb.home, 'xdg'), SOMEBODY, SOMEBODY);
    expect(await kb.origin(world)).toBe('files');
    expect(readdirSync(join(kb.home, 'xdg'))).toEqual([]);
  });
});

test.each<[string, (journal: string) => void]>([
  ['random bytes', (journal) => writeFileSync(journal, Buffer.alloc(5000, 'chipkb'))],
  [
    'the start of a journal',
    (journal) => writeFileSync(journal, Buffer.from('d9d505f920a163d7ffffffff', 'hex')),
  ],
  ['nothing', (journal) => writeFileSync(journal, '')],
  ['a pipe', pipe],
  ['a folder', (journal) => mkdirSync(journal)],
  ['a link', (journal) => symlinkSync('/dev/zero', journal)],
])('a journal of a cached database that is %s does not change the answer', async (_, make) => {
  const kb = await marked(DATABASE);
  const right = await kb.ask('models --json --no-cache');
  make(`${kb.file}-journal`);
  expect(await kb.ask('models --json', DATABASE)).toEqual(right);
  expect(await kb.ask('models --json', DATABASE)).toEqual(right);
});

test('cache path says why a cache is not used', async () => {
  const kb = await marked({});
  chmodSync(kb.caches, 0o777);
  expect(await kb.ask('cache path')).toEqual({
    code: 0,
    out: `${kb.caches}\n`,
    err: `The cache is not used: ${kb.caches} must be a folder of yours that nobody else can write to.\n`,
  });
});
