/** The built program, as a process. */
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { BUNDLED_FILE } from '../src/kb/open.ts';
import { installed } from './support/installed.ts';
import { ask } from './support/run.ts';

const home = await installed();
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-start-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(scratch, 'caches') };

function chipkb(line: string, folder = home) {
  const argv = [join(folder, 'bin/chipkb.cjs'), ...line.split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test.each([
  'who-supports deepseek-r1 --json',
  'who-supports depseek-r1',
  'show huawei --format yaml',
  'show 摩尔线程',
  'who-supports deepseek-r1 --color always',
  'show zzzz --json',
  'search ascend',
])('%s answers the same as from its source', async (line) => {
  expect(chipkb(line)).toEqual(await ask(line));
});

test('--version and --help need no data', () => {
  const empty = join(scratch, 'empty');
  for (const name of ['bin', 'dist', 'package.json'])
    cpSync(join(home, name), join(empty, name), { recursive: true });
  rmSync(join(empty, 'dist', BUNDLED_FILE));
  for (const line of ['--version', '--help', 'help show'])
    expect(chipkb(line, empty)).toEqual({ ...chipkb(line), code: 0 });
});

test('a program that is not built says so', () => {
  const clone = join(scratch, 'clone');
  mkdirSync(clone);
  cpSync(join(home, 'bin'), join(clone, 'bin'), { recursive: true });
  expect(chipkb('vendors', clone)).toEqual({
    code: 1,
    out: '',
    err: 'error: chipkb is not built yet\nRun `npm run build` in its folder, or `npm run dev -- <args>`.\n',
  });
});

test('several processes may write a cache at once', async () => {
  const folder = join(scratch, 'other');
  for (const name of ['data', 'seeds']) cpSync(join(home, name), join(folder, name), { recursive: true });
  const line = ['who-supports', 'deepseek-r1', '--json', '--data', join(folder, 'data')];
  const runs = await Promise.all(
    Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, [join(home, 'bin/chipkb.cjs'), ...line], { env }),
    ),
  );
  const { out } = chipkb('who-supports deepseek-r1 --json');
  expect(runs).toEqual(runs.map(() => ({ stdout: out, stderr: '' })));
  expect(readdirSync(join(scratch, 'caches/chipkb')).filter((name) => name.endsWith('.new'))).toEqual([]);
});
