/** The program as a process: pipes that close, disks that are full, slow readers, interrupts. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/command-table.ts';
import { installed } from './support/installed.ts';
import { ask, packageFolder, run } from './support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-streams-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const program = join(await installed(), 'bin/chipkb.cjs');

/** The program, as words of a shell. */
const chipkb = `"${process.execPath}" "${program}"`;

function shell(script: string): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    cwd: packageFolder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('a reader that has enough ends the program quietly', async () => {
  const ids = (await run(['list', '--format', 'ids'])).out.trim().split('\n').join(' ');
  for (const line of ['vendors -q', 'who-supports deepseek-r1 --json', `show ${ids} --json`]) {
    const { code, out, err } = shell(`set -o pipefail; ${chipkb} ${line} | head -1`);
    expect({ code, lines: out.split('\n').length, err }).toEqual({ code: 0, lines: 2, err: '' });
  }
});

test('a slow reader gets all of a long answer', async () => {
  const ids = (await run(['list', '--format', 'ids'])).out.trim().split('\n');
  const { out: whole } = await run(['show', ...ids, '--json']);
  expect(whole.length).toBeGreaterThan(64 * 1024);
  // The first bytes are read one by one.
  const reader = 'dd bs=1 count=5000 status=none; cat';
  const { code, out } = shell(`set -o pipefail; ${chipkb} show ${ids.join(' ')} --json | (${reader})`);
  expect({ code, same: out === whole }).toEqual({ code: 0, same: true });
});

test('a closed stdout is not an error', () => {
  expect(shell(`${chipkb} vendors -q >&-`)).toEqual({ code: 0, out: '', err: '' });
});

test.each(['', 'x', 'xy', 'xyz'])(
  'writes a long answer with characters of every length whole: %j',
  (before) => {
    const folder = join(scratch, `long-${before}`);
    mkdirSync(join(folder, 'entities'), { recursive: true });
    writeFileSync(join(folder, 'kb.yaml'), 'format: 1\ntitle: t\ndescription: d\nlicence: l\n');
    const description = `${before}${'👍云é'.repeat(60_000)}`;
    writeFileSync(
      join(folder, 'entities', 'all.yaml'),
      `- {id: e, name: E, kind: company, description: ${description}}\n`,
    );
    const { code, out } = shell(`${chipkb} show e --json --data ${folder} | cat`);
    expect({ code, isWhole: out.includes(`"description": "${description}"`) }).toEqual({
      code: 0,
      isWhole: true,
    });
  },
);

/** What the program prints on a terminal of a width. */
function onTerminal(columns: number, line: string): string {
  const inside = `stty cols ${columns} rows 30; ${chipkb} ${line}`;
  const { code, out } = shell(`TERM=xterm script -qec '${inside}' /dev/null`);
  expect(code).toBe(0);
  return out;
}

// `script` makes a terminal, and `stty` sets its width.
const hasTerminals = spawnSync('bash', ['-c', 'type script stty']).status === 0;

test.skipIf(!hasTerminals).each([60, 80, 120])('a terminal of %i columns is filled, in colour', (columns) => {
  const out = onTerminal(columns, 'vendors');
  expect(out).toContain('\u001b[1m');
  const widths = stripVTControlCharacters(out)
    .split('\r\n')
    .map((line) => stringWidth(line));
  expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  expect(Math.max(...widths)).toBeGreaterThan(columns * 0.8);
});

test.skipIf(!hasTerminals)('an error on a terminal is in colour', () => {
  const { out } = shell(`TERM=xterm script -qec '${chipkb} who-supports nothing-like-it' /dev/null`);
  expect(out).toMatch(/^\u001b\[31merror\u001b\[39m: /);
});

// A device of Linux to which nothing can be written.
const hasFullDevice = existsSync('/dev/full');

test.skipIf(!hasFullDevice)('a full disk is a known error', () => {
  const { code, out, err } = shell(`${chipkb} vendors -q > /dev/full`);
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: 'error: cannot write the output: no space left on device\n',
  });
});

test('a file that takes only a part of the answer is a known error', () => {
  const { code, err } = shell(`ulimit -f 1; ${chipkb} who-supports r1 --json > '${join(scratch, 'part')}'`);
  expect({ code, err }).toEqual({
    code: 1,
    err: 'error: cannot write the output: the file would be too large\n',
  });
});

test('a question needs at most two more open files than Node itself, and too few for other commands are a known error', () => {
  const empty = join(scratch, 'empty.cjs');
  writeFileSync(empty, '');
  const limits = Array.from({ length: 30 }, (_, more) => 18 + more);
  const least = limits.find(
    (limit) => shell(`ulimit -n ${limit}; '${process.execPath}' '${empty}'`).code === 0,
  );
  expect(shell(`ulimit -n ${(least ?? 0) + 2}; ${chipkb} vendors --format ids`)).toMatchObject({
    code: 0,
    err: '',
  });
  const { err } = shell(`ulimit -n ${(least ?? 0) + 2}; ${chipkb} diff HEAD`);
  expect(err).not.toMatch(/chipkb failed|\n\s+at /);
});

test('a folder that was deleted is a known error', () => {
  const folder = join(scratch, 'deleted');
  const { code, out, err } = shell(`mkdir '${folder}'; cd '${folder}'; rmdir '${folder}'; ${chipkb} vendors`);
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: expect.stringContaining('error: cannot access the current folder: no such file or folder'),
  });
});

test.skipIf(!existsSync('/dev/zero'))('a standard input without end is read up to the limit', () => {
  const { code, err } = shell(`${chipkb} add source - --data data --dry-run < /dev/zero`);
  expect({ code, err }).toEqual({
    code: 2,
    err: 'error: standard input has more than 16777216 bytes, which is the limit\n',
  });
});

test('a closed input or error stream does not matter', () => {
  expect(shell(`${chipkb} vendors --format ids <&-`).code).toBe(0);
  expect(shell(`${chipkb} show huawai --format ids 2>&-`)).toEqual({ code: 0, out: 'huawei\n', err: '' });
});

test.skipIf(!hasFullDevice)('an error stream on a full disk does not matter', () => {
  expect(shell(`${chipkb} who-supports deepseek-r2 2>/dev/full`).code).toBe(3);
});

test('an interrupt ends the program at once, and it prints nothing', async () => {
  // The program waits for the end of its input.
  const argv = [program, 'add', 'source', '-', '--dry-run', '--data', 'data'];
  const child = spawn(process.execPath, argv, { cwd: packageFolder });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += String(text)));
  // What has been read from the pipe shows that the program runs.
  const ended = new Promise((done) => child.on('exit', (_, by) => done(by)));
  await new Promise((done) => child.stdin.write('x'.repeat(1_000_000), done));
  child.kill('SIGINT');
  expect({ signal: await ended, printed }).toEqual({ signal: 'SIGINT', printed: '' });
});

test('every command is quiet on the stream that it does not need', async () => {
  const needs = new Map([
    ['who-supports', 'r1'],
    ['supports', 'huawei'],
    ['show', 'huawei'],
    ['why', 'huawei siliconflow'],
    ['path', 'huawei r1'],
    ['cite', 'scmp-deepseek-chips'],
    ['compare', 'huawei tencent'],
    ['search', 'chips'],
    ['source', 'scmp-deepseek-chips'],
    ['diff', 'data test/check/fixtures/base'],
    ['suggest', 'scmp-deepseek-chips'],
    ['propose', 'scmp-deepseek-chips'],
    ['init', 'no-such-folder --dry-run'],
    ['add source', 'README.md --id readme --publisher scmp --published 2025-02-05 --dry-run'],
    ['add claims', 'test/fixtures/documents/claims.yaml --dry-run'],
    ['import entities', 'test/fixtures/documents/entities.csv --dry-run'],
    ['import table', 'test/fixtures/documents/tables.md'],
    ['add entity', 'Example --kind person --description x --dry-run'],
    [
      'add edge',
      'deepseek-r1-based-models runs-on metax-gpus --source scmp-deepseek-chips --said-by gitee-ai --quote "powered by GPUs from" --dry-run',
    ],
    [
      'add remark',
      'zhang-jianzhong --topic description --summary x --source scmp-deepseek-chips --said-by scmp --quote "former Nvidia China general manager Zhang Jianzhong" --dry-run',
    ],
    ['add read', '--source scmp-deepseek-chips --quote "Photo: Reuters" --why credit --dry-run'],
    ['add claims', 'test/fixtures/documents/claims.yaml --dry-run'],
    ['import entities', 'test/fixtures/documents/entities.csv --dry-run'],
    ['set', 'nvidia location x --dry-run'],
    ['rename', 'nvidia nv --dry-run'],
    ['remove', 'nvidia --cascade --dry-run'],
    ['merge', 'huawei-ai-modules huawei-accelerator-cards --dry-run'],
    ['update', '--all --from . --dry-run'],
    ['fmt', 'test/check/fixtures/base --dry-run'],
    ['build', `--output ${join(scratch, 'kb.db')}`],
  ]);
  for (const { name } of COMMANDS) {
    const { code, err } = await ask(`${name} ${needs.get(name) ?? ''} -q`.replace(/ +/g, ' '));
    expect({ name, code, err }).toEqual({ name, code: 0, err: '' });
  }
});
