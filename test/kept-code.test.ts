/** The code that V8 made, which a package keeps in the cache: used where it is sound, and never needed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { installed } from './support/installed.ts';

const { home } = await installed('chipkb-code-');
afterAll(() => rmSync(home, { recursive: true }));

/** Tells on the third stream for how many of the files that it loads there is no code. */
writeFileSync(
  join(home, 'missed.cjs'),
  `if (process.env.AS_ANOTHER) process.getuid = () => -1;
   const { loaded, start } = require('./bin/chipkb.cjs');
   process.on('exit', () => {
     const missed = [...loaded.values()].filter(({ isMissed }) => isMissed).length;
     require('node:fs').writeSync(3, String(missed));
   });
   start();`,
);

const XDG = { XDG_CACHE_HOME: join(home, 'xdg') };
const caches = join(home, 'xdg/chipkb');
const QUESTION = 'who-supports deepseek-r1';

function chipkb(line: string, env: Record<string, string> = XDG, program = 'bin/chipkb.cjs') {
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    [join(home, program), ...line.split(' ')],
    { cwd: home, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  return { ran: { code: status, out: stdout, err: stderr }, told: output[3] ?? '' };
}

const missed = (line = QUESTION, env: Record<string, string> = XDG) =>
  Number(chipkb(line, env, 'missed.cjs').told);

const namesIn = (folder: string) => readdirSync(folder).map((name) => name.replace(/^[0-9a-f]{16}/, '*'));

const ENDING = `${process.version}-${process.arch}.code`;

const { ran: answer } = chipkb(`${QUESTION} --no-cache`);
beforeEach(() => rmSync(join(home, 'xdg'), { recursive: true, force: true }));

test('the first run keeps it, and the next ones use it', () => {
  expect(missed()).toBe(2);
  expect(chipkb(QUESTION).ran).toEqual(answer);
  expect(namesIn(caches)).toEqual([`*.${ENDING}`, `*.${ENDING}`]);
  expect(missed()).toBe(0);
  expect(chipkb(QUESTION).ran).toEqual(answer);
});

test('a run that loads more keeps the code of that too', () => {
  chipkb('--version');
  expect([missed('--version'), missed()]).toEqual([0, 1]);
  chipkb(QUESTION);
  expect(missed()).toBe(0);
});

test('it lies in the folder that `cache path` names, and `cache clear` removes it', () => {
  for (const env of [
    XDG,
    { HOME: join(home, 'user') },
    { HOME: join(home, 'user'), XDG_CACHE_HOME: 'xdg' },
  ]) {
    chipkb(QUESTION, env);
    const folder = chipkb('cache path --format ids', env).ran.out.trim();
    expect(namesIn(folder)).toEqual([`*.${ENDING}`, `*.${ENDING}`]);
    expect(chipkb('cache clear', env).ran.out).toBe('2 removed\n');
    expect(readdirSync(folder)).toEqual([]);
  }
});

test.each<[name: string, damage: (code: Buffer) => Buffer]>([
  ['empty', () => Buffer.alloc(0)],
  ['cut short', (code) => code.subarray(0, code.length - 1)],
  ['halved', (code) => code.subarray(0, code.length / 2)],
  ['changed in its first byte', (code) => flipped(code, 0)],
  ['changed in its middle', (code) => flipped(code, code.length >> 2)],
  ['changed in its last byte', (code) => flipped(code, code.length - 1)],
  ['of another V8', () => Buffer.alloc(5000, 7)],
])('what is %s is not used, and made anew', (_, damage) => {
  chipkb(QUESTION);
  for (const name of readdirSync(caches)) {
    const file = join(caches, name);
    writeFileSync(file, damage(readFileSync(file)));
  }
  expect(missed()).toBe(2);
  expect(chipkb(QUESTION).ran).toEqual(answer);
  expect(missed()).toBe(0);
});

function flipped(code: Buffer, at: number): Buffer {
  const changed = Buffer.from(code);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

test('the code of another user is not used', () => {
  chipkb('--version');
  expect([missed('--version'), missed('--version', { ...XDG, AS_ANOTHER: '1' })]).toEqual([0, 1]);
});

test('where it can’t be written, or is not wanted, there is none', () => {
  mkdirSync(join(home, 'xdg'));
  writeFileSync(caches, '');
  expect(chipkb(QUESTION).ran).toEqual(answer);
  expect(chipkb(QUESTION, {}).ran).toEqual(answer);
  rmSync(caches);
  chipkb(`${QUESTION} --no-cache`);
  expect(readdirSync(join(home, 'xdg'))).toEqual([]);
});

test('processes that begin at once all answer', async () => {
  const { promisify } = await import('node:util');
  const { execFile } = await import('node:child_process');
  const argv = [join(home, 'bin/chipkb.cjs'), ...QUESTION.split(' ')];
  const runs = await Promise.all(
    Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, argv, { env: XDG })),
  );
  expect(runs).toEqual(runs.map(() => ({ stdout: answer.out, stderr: '' })));
  expect(namesIn(caches)).toEqual([`*.${ENDING}`, `*.${ENDING}`]);
  expect(missed()).toBe(0);
});
