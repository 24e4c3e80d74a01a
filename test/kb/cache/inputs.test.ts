/** Whether inputs are unchanged, whatever is in their place now. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { areUnchanged, fileFingerprint } from '../../../src/kb/cache/inputs.ts';
import { fingerprintedInputs } from '../../../src/kb/cache/track-inputs.ts';
import { openStore } from '../../../src/kb/open.ts';
import { sha256 } from '../../../src/model/sha256.ts';
import { BUILD, CachedKb } from './cached-kb.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-inputs-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const CONTENT = 'content';

/** What is at a path now, and whether a file with the same content may be there. */
const NOW: [string, (path: string) => void, boolean][] = [
  ['the file', (path) => writeFileSync(path, CONTENT), true],
  [
    'a link to the file',
    (path) => {
      writeFileSync(`${path}.there`, CONTENT);
      symlinkSync(`${path}.there`, path);
    },
    true,
  ],
  ['nothing', () => {}, false],
  ['a folder', (path) => mkdirSync(path), false],
  ['a pipe', (path) => execFileSync('mkfifo', [path]), false],
  ['a link to a device', (path) => symlinkSync('/dev/zero', path), false],
  ['a link to itself', (path) => symlinkSync(path, path), false],
  [
    'a file of 3 GB',
    (path) => {
      writeFileSync(path, '');
      truncateSync(path, 3e9);
    },
    false,
  ],
];

test.each(NOW)('a file that is compared by its content: %s', (_, make, isSame) => {
  const folder = mkdtempSync(join(scratch, 'kb-'));
  make(join(folder, 'file'));
  const file = { path: 'file', fingerprint: null, sha256: sha256(CONTENT) };
  expect(areUnchanged(folder, { folders: [], files: [file] })).toBe(isSame);
});

test.each(NOW)('a folder that was listed: %s', (_, make) => {
  const folder = mkdtempSync(join(scratch, 'kb-'));
  make(join(folder, 'entities'));
  const listed = { path: 'entities', real: join(folder, 'entities'), names: ['a.yaml'] };
  expect(areUnchanged(folder, { folders: [listed], files: [] })).toBe(false);
});

test('a file is compared by its content if the clock was set back while it was read', () => {
  writeFileSync(join(scratch, 'file'), CONTENT);
  const fingerprint = fileFingerprint(join(scratch, 'file'));
  const bytes = Buffer.from(CONTENT);
  const began = Date.now() + 3_600_000;
  const inputs = fingerprintedInputs({ began, folders: [], files: [{ path: 'file', fingerprint, bytes }] });
  expect(inputs.files).toEqual([{ path: 'file', fingerprint, sha256: sha256(bytes) }]);
});

test.each(NOW.slice(2))(
  'a text that was replaced after the question began is an error: %s',
  async (_, make) => {
    const kb = new CachedKb();
    await kb.ask('sources');
    const cache = {
      build: BUILD,
      packageFolder: kb.home,
      cacheFile: kb.file,
      databaseThresholdBytes: Number.POSITIVE_INFINITY,
      startProgress: () => Promise.reject(new Error('the files were read')),
    };
    const opened = await openStore({ folder: kb.folder, shownFrom: kb.home, receiptsFile: '' }, cache);
    if (!('store' in opened)) throw new Error('the data has errors');
    const text = join(kb.home, 'seeds/000_20976bf55dca39ff.txt');
    expect(statSync(text).isFile()).toBe(true);
    rmSync(text);
    make(text);
    await expect(opened.store.text('scmp-deepseek-chips')).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:conflict|ENOENT|ELOOP)$/),
    });
    kb.remove();
  },
);
