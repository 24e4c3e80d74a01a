/** A cache answers only while nothing has changed: neither a file, nor the list of files, nor the program. */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
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
import { decode } from '../../../src/kb/cache/compiled.ts';
import { fileFingerprint } from '../../../src/kb/cache/inputs.ts';
import { settled } from '../../../src/kb/cache/save.ts';
import { runs } from '../../support/runs.ts';
import { BUILD, Kept } from './kept.ts';

const made: Kept[] = [];
let kept: Kept;
beforeEach(async () => {
  kept = new Kept();
  made.push(kept);
  await kept.keep();
});
afterAll(() => {
  for (const one of made) one.remove();
});

const at = (name: string) => join(kept.home, name);
const KB = 'data/kb.yaml';
const SOURCE = 'data/sources/scmp-deepseek-chips.yaml';
const VENDORS = 'data/entities/vendors.yaml';
const TEXT = 'seeds/000_20976bf55dca39ff.txt';

/** Another text of the same length, with the times of the old one, as far as a user can set them. */
function disguise(path: string): void {
  const { atime, mtime } = statSync(path);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('title: ', 'title:  ').replace(/ $/m, ''));
  truncateSync(path, Buffer.byteLength(text));
  utimesSync(path, atime, mtime);
}

describe('the cache answers', () => {
  test('while nothing has changed', async () => expect(await kept.origin()).toBe('cache'));

  test('of a folder that is named by a link too', async () => {
    symlinkSync(kept.folder, at('link'));
    expect(await kept.origin({ folder: at('link') })).toBe('files');
    expect(await kept.origin({ folder: at('link') })).toBe('files');
  });
});

describe('the files answer', () => {
  test.each<[string, () => void]>([
    ['a file has more in it', () => appendFileSync(at(VENDORS), '# more\n')],
    ['a file was touched', () => utimesSync(at(VENDORS), 1, 1)],
    ['a file has other bytes of the same length and time', () => disguise(at(KB))],
    [
      'a file has the same bytes and is another',
      () => {
        cpSync(at(VENDORS), at('copy'), { preserveTimestamps: true });
        renameSync(at('copy'), at(VENDORS));
      },
    ],
    ['a file of entities came', () => writeFileSync(at('data/entities/more.yaml'), '[]\n')],
    ['a file without a record came', () => writeFileSync(at('data/entities/notes.txt'), '')],
    ['a text was touched', () => utimesSync(at(TEXT), 1, 1)],
    [
      'the folder was moved away and another put in its place',
      () => {
        renameSync(at('data'), at('old'));
        cpSync(at('old'), at('data'), { recursive: true, preserveTimestamps: true });
      },
    ],
    [
      'a folder of it became a link',
      () => {
        renameSync(at('data/entities'), at('elsewhere'));
        cpSync(at('elsewhere'), at('data/others'), { recursive: true });
        symlinkSync('others', at('data/entities'));
      },
    ],
    ['the cache is empty', () => writeFileSync(kept.file, '')],
    ['the cache is half written', () => truncateSync(kept.file, statSync(kept.file).size / 2)],
    ['the cache is something else', () => writeFileSync(kept.file, 'SQLite format 3\0'.repeat(1000))],
    ['the cache is gone', () => rmSync(kept.file)],
    [
      'the cache is of another folder',
      () => kept.edit((content) => Object.assign(content, { folder: '/other' })),
    ],
  ])('where %s', async (_, change) => {
    change();
    expect(await kept.origin()).toBe('files');
  });

  test('where another build of the program asks', async () => {
    expect(await kept.origin({ build: '0.0.1 test' })).toBe('files');
  });

  test('with --no-cache, and then nothing is kept', async () => {
    expect((await kept.ask('sources --json --no-cache')).out).not.toContain('from the cache');
    rmSync(kept.file);
    await kept.ask('sources --no-cache');
    expect(() => kept.file).toThrow();
  });

  test('where a file is gone on which others rest: with the error that a load finds', async () => {
    rmSync(at(VENDORS));
    expect(await kept.origin()).toBe('error');
  });

  test('where a text has other words: with the error that a load finds', async () => {
    writeFileSync(at(TEXT), readFileSync(at(TEXT), 'utf8').replace('Moore', 'Less.'));
    expect(await kept.origin()).toBe('error');
  });

  test('where a change was interrupted', async () => {
    mkdirSync(at('data/.chipkb'));
    writeFileSync(at('data/.chipkb/journal.json'), '[]');
    expect(await kept.origin()).toBe('files');
  });

  test('where a byte is damaged, or was never written', async () => {
    const sound = readFileSync(kept.file);
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const damaged = Buffer.from(sound);
        damaged[place] = (damaged[place] ?? 0) ^ flip;
        writeFileSync(kept.file, damaged);
        expect(await kept.origin()).toBe('files');
      }),
      runs(40),
    );
  });
});

describe('a file as young as the cache', () => {
  test('is compared by its bytes: a change within the grain of its times shows', async () => {
    writeFileSync(
      at(SOURCE),
      readFileSync(at(SOURCE), 'utf8').replace('printed: will open', 'printed: will opem'),
    );
    // As if the change had come before the clock of the file system went on.
    kept.edit(({ inputs }) => {
      const files = inputs.files.map((file) => ({
        ...file,
        stamp: fileFingerprint(join(kept.folder, file.path)),
      }));
      Object.assign(inputs, { files });
    });
    expect(await kept.origin()).not.toBe('cache');
  });

  test('is known by its stamp alone once it is older', async () => {
    const compiled = decode(readFileSync(kept.file), { build: BUILD, folder: kept.folder });
    const young = compiled?.content.inputs.files.filter(({ bytes }) => bytes !== null) ?? [];
    expect(young.map(({ path }) => path).sort()).toEqual(
      [
        KB,
        SOURCE,
        VENDORS,
        ...['hardware', 'models', 'people', 'publishers', 'services'].map(
          (name) => `data/entities/${name}.yaml`,
        ),
      ]
        .map((path) => path.slice('data/'.length))
        .concat(`../${TEXT}`)
        .sort(),
    );
    const older = compiled && settled(compiled, Date.now() + 60_000);
    expect(older?.content.inputs.files.map(({ bytes }) => bytes)).toEqual(young.map(() => null));
    expect(older && settled(older, Date.now() + 60_000)).toBe(null);
  });
});

test('data with errors is never kept', async () => {
  appendFileSync(at(VENDORS), '- 1\n');
  rmSync(kept.file);
  expect((await kept.ask('sources')).code).toBe(4);
  expect(() => kept.file).toThrow();
});

test('a cache that can’t be written is done without', async () => {
  rmSync(kept.caches, { recursive: true });
  writeFileSync(kept.caches, 'a file');
  const { code, err } = await kept.ask('sources');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('others can’t read a cache', async () => {
  chmodSync(at('xdg'), 0o755);
  expect([statSync(kept.caches).mode & 0o077, statSync(kept.file).mode & 0o077]).toEqual([0, 0]);
});

test('cache path names the folder, and cache clear removes what is ours and nothing else', async () => {
  writeFileSync(join(kept.caches, 'notes'), '');
  writeFileSync(`${kept.caches}/0000000000000000.kb.1-2.new`, '');
  expect((await kept.ask('cache path')).out).toBe(`${kept.caches}\n`);
  expect((await kept.ask('cache clear')).out).toBe('2 removed\n');
  expect(kept.file).toBe(join(kept.caches, 'notes'));
});
