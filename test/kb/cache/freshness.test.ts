/** A cache answers only while nothing has changed: no file, no list of files, and not the program. */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
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
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileFingerprint, isRacilyClean } from '../../../src/kb/cache/inputs.ts';
import { openStore } from '../../../src/kb/open.ts';
import { interrupt } from '../../support/locks.ts';
import { run } from '../../support/run.ts';
import { runs } from '../../support/runs.ts';
import { BUILD, CachedKb } from './cached-kb.ts';

const created: CachedKb[] = [];
let kb: CachedKb;
beforeEach(async () => {
  kb = new CachedKb();
  created.push(kb);
  await kb.fill();
});
afterAll(() => {
  for (const one of created) one.remove();
});

const at = (name: string) => join(kb.home, name);
const KB = 'data/kb.yaml';
const SOURCE = 'data/sources/scmp-deepseek-chips.yaml';
const VENDORS = 'data/entities/vendors.yaml';
const TEXT = 'seeds/000_20976bf55dca39ff.txt';

/** Replaces a file by another text of the same length, and restores the times that a user can set. */
function disguise(path: string): void {
  const { atime, mtime } = statSync(path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('title: ', 'title:  ').replace(/ $/m, ''));
  truncateSync(path, Buffer.byteLength(text));
  utimesSync(path, atime, mtime);
}

test('answers from the cache while nothing has changed', async () => expect(await kb.origin()).toBe('cache'));

test('does not use the cache of a folder for a link to it', async () => {
  symlinkSync(kb.folder, at('link'));
  expect(await kb.origin({ folder: at('link') })).toBe('files');
  expect(await kb.origin({ folder: at('link') })).toBe('files');
});

describe('answers from the files', () => {
  test.each<[string, () => void]>([
    ['a file got longer', () => appendFileSync(at(VENDORS), '# more\n')],
    ['a file was touched', () => utimesSync(at(VENDORS), 1, 1)],
    ['a file has other content of the same length and time', () => disguise(at(KB))],
    [
      'a file was replaced by a copy',
      () => {
        cpSync(at(VENDORS), at('copy'), { preserveTimestamps: true });
        renameSync(at('copy'), at(VENDORS));
      },
    ],
    ['a file of entities was added', () => writeFileSync(at('data/entities/more.yaml'), '[]\n')],
    ['a file without records was added', () => writeFileSync(at('data/entities/notes.txt'), '')],
    ['a text was touched', () => utimesSync(at(TEXT), 1, 1)],
    [
      'the folder was replaced by a copy',
      () => {
        renameSync(at('data'), at('old'));
        cpSync(at('old'), at('data'), { recursive: true, preserveTimestamps: true });
      },
    ],
    [
      'a folder was replaced by a link to a copy',
      () => {
        renameSync(at('data/entities'), at('elsewhere'));
        cpSync(at('elsewhere'), at('data/others'), { recursive: true });
        symlinkSync('others', at('data/entities'));
      },
    ],
    ['the cache is empty', () => writeFileSync(kb.file, '')],
    ['the cache is truncated', () => truncateSync(kb.file, 5000)],
    ['the cache is another file', () => writeFileSync(kb.file, 'SQLite format 3\0'.repeat(1000))],
    ['the cache was removed', () => rmSync(kb.file)],
    ['the cache is of another folder', () => kb.edit({ head: { folder: '/other' } })],
    ['the cache is of the bundled data', () => kb.edit({ head: { folder: null } })],
  ])('if %s', async (_, change) => {
    change();
    expect(await kb.origin()).toBe('files');
  });

  test('if another build of the program wrote the cache', async () => {
    expect(await kb.origin({ build: '0.0.1 test' })).toBe('files');
  });

  test('with --no-cache, and then writes no cache', async () => {
    expect((await kb.ask('sources --json --no-cache')).out).not.toContain('from the cache');
    rmSync(kb.file);
    await kb.ask('sources --no-cache');
    expect(() => kb.file).toThrow();
  });
});

test('reports a change that was interrupted', async () => {
  interrupt(at('data'), []);
  expect(await kb.origin()).toBe('error');
});

test('reports an error if a file that others refer to was removed', async () => {
  rmSync(at(VENDORS));
  expect(await kb.origin()).toBe('error');
});

test('reports an error if the words of a text changed', async () => {
  writeFileSync(at(TEXT), readFileSync(at(TEXT), 'utf8').replace('Moore', 'Less.'));
  expect(await kb.origin()).toBe('error');
});

test('gives the same answers if any part of the cache is damaged', async () => {
  rmSync(kb.file);
  const lines = [
    'sources --json',
    'who-supports deepseek-r1 --json',
    'show metax --json',
    'search ascend --json',
  ];
  const answers = async () => {
    const all = [];
    for (const line of lines) all.push(await kb.ask(line));
    return all;
  };
  const expected = await answers();
  const intact = readFileSync(kb.file);
  const damage = fc.oneof(
    fc.record({ at: fc.nat(intact.length - 1), removed: fc.constantFrom(0, 1, 500), added: fc.uint8Array() }),
    fc.record({ at: fc.nat(intact.length - 1), removed: fc.constant(intact.length), added: fc.uint8Array() }),
  );
  await fc.assert(
    fc.asyncProperty(damage, async ({ at: place, removed, added }) => {
      const rest = intact.subarray(place + removed);
      writeFileSync(kb.file, Buffer.concat([intact.subarray(0, place), added, rest]));
      expect(await answers()).toEqual(expected);
    }),
    runs(40),
  );
});

test('a question answers from the cache that it opened though another process replaces it', async () => {
  const cache = {
    build: BUILD,
    packageFolder: kb.home,
    cacheFile: kb.file,
    databaseThresholdBytes: Number.POSITIVE_INFINITY,
    startProgress: () => Promise.reject(new Error('the files were read')),
  };
  const opened = await openStore({ folder: kb.folder, shownFrom: kb.home, receiptsFile: '' }, cache);
  if (!('store' in opened)) throw new Error('the data has errors');
  writeFileSync(at('other'), 'x'.repeat(statSync(kb.file).size));
  renameSync(at('other'), kb.file);
  expect((await opened.store.entities(['metax'])).get('metax')?.name).toBe('MetaX');
});

describe('a file that was changed just before it was read', () => {
  /** A time in the future is recent however long the run takes. */
  const future = new Date(Date.now() + 3_600_000);
  beforeEach(async () => {
    for (const name of [SOURCE, VENDORS]) utimesSync(at(name), future, future);
    await kb.fill();
  });

  test('is compared by content, since its fingerprint may stay the same', async () => {
    const text = readFileSync(at(SOURCE), 'utf8');
    writeFileSync(at(SOURCE), text.replace('printed: will open', 'printed: will opem'));
    utimesSync(at(SOURCE), future, future);
    // As if the clock of the file system had not advanced.
    const { inputs } = kb.head;
    const files = inputs.files.map((file) => ({
      ...file,
      fingerprint: fileFingerprint(join(kb.folder, file.path)),
    }));
    kb.edit({ head: { inputs: { ...inputs, files } } });
    expect(await kb.origin()).toBe('error');
  });

  test('is recorded with a hash', async () => {
    const isHashed = new Map(kb.head.inputs.files.map(({ path, sha256 }) => [path, sha256 !== null]));
    expect(isHashed.get('entities/vendors.yaml')).toBe(true);
    const fingerprint = fileFingerprint(at(VENDORS)) ?? '';
    expect(isRacilyClean(fingerprint, Date.now())).toBe(true);
    expect(isRacilyClean(fingerprint, future.getTime() + 60_000)).toBe(false);
  });
});

test('never caches data with errors', async () => {
  appendFileSync(at(VENDORS), '- 1\n');
  rmSync(kb.file);
  expect((await kb.ask('sources')).code).toBe(4);
  expect(() => kb.file).toThrow();
});

test('answers without a cache if it can’t be written', async () => {
  rmSync(kb.caches, { recursive: true });
  writeFileSync(kb.caches, 'a file');
  const { code, err } = await kb.ask('sources --json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test.skipIf(!existsSync('/proc/self'))('answers if the system refuses to make the cache folder', async () => {
  const env = { HOME: '/proc', XDG_CACHE_HOME: '' };
  const { code, err } = await run(['sources', '--json', '--data', kb.folder], {
    build: BUILD,
    env,
    cwd: kb.home,
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('cache clear leaves a folder that has the name of a cache', async () => {
  mkdirSync(join(kb.caches, '00000000.kb'));
  expect((await kb.ask('cache clear')).code).toBe(0);
  expect(readdirSync(kb.caches)).toEqual(['00000000.kb']);
});

test('writes a cache that other users can’t read', async () => {
  chmodSync(at('xdg'), 0o755);
  expect([statSync(kb.caches).mode & 0o077, statSync(kb.file).mode & 0o077]).toEqual([0, 0]);
});
