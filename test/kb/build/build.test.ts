/** `build` writes a folder into one SQLite file, or reports what `check` reports. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { checkKb } from '../../../src/kb/load-and-check.ts';
import { fixtureNames, laidOut } from '../../support/fixtures.ts';
import { ask, packageFolder } from '../../support/run.ts';
import { build, contentsOfFile, contentsOfFolder } from './built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-build-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const bundled = join(packageFolder, 'data');
const generated = join(scratch, 'generated');
generate(generated, 2600, 5);

test.each([
  ['the bundled data', bundled],
  ['generated data', generated],
])('the file returns the same records as the folder: %s', async (_, folder) => {
  const file = join(scratch, 'same.db');
  await build(folder, file);
  expect(await contentsOfFile(file)).toEqual(await contentsOfFolder(folder));
});

test('the same data gives the same bytes, wherever it is and whatever was in the file', async () => {
  const elsewhere = mkdtempSync(join(scratch, 'elsewhere-'));
  cpSync(generated, join(elsewhere, 'kb'), { recursive: true });
  await build(generated, join(scratch, 'bytes.db'));
  await build(bundled, join(elsewhere, 'bytes.db'));
  await build(join(elsewhere, 'kb'), join(elsewhere, 'bytes.db'));
  const bytes = readFileSync(join(elsewhere, 'bytes.db'));
  expect(bytes.equals(readFileSync(join(scratch, 'bytes.db')))).toBe(true);
  expect(bytes.includes(elsewhere)).toBe(false);
});

describe('a target that can’t be replaced is left as it is', () => {
  test.each<[string, (home: string) => unknown, output: string, code: string]>([
    ['inside the knowledge base', () => {}, 'base/kb/kb.db', 'usage'],
    ['in a folder of the knowledge base', () => {}, 'base/kb/entities/kb.db', 'usage'],
    ['in the folder of the texts', () => {}, 'base/kb/seeds/kb.db', 'usage'],
    [
      'inside the knowledge base, by a link',
      (home) => symlinkSync('base', join(home, 'to')),
      'to/kb/x',
      'usage',
    ],
    ['standard output', () => {}, '-', 'usage'],
    ['a file of the knowledge base', () => {}, 'base/kb/kb.yaml', 'already-there'],
    ['another file', (home) => writeFileSync(join(home, 'out'), 'my notes\n'), 'out', 'already-there'],
    ['an empty file', (home) => writeFileSync(join(home, 'out'), ''), 'out', 'already-there'],
    ['a folder', (home) => mkdirSync(join(home, 'out')), 'out', 'already-there'],
    ['a pipe', (home) => execFileSync('mkfifo', [join(home, 'out')]), 'out', 'already-there'],
    ['a device', () => {}, '/dev/null', 'already-there'],
    ['a link to a database', (home) => symlinkSync('old.db', join(home, 'out')), 'out', 'already-there'],
    ['a link to nothing', (home) => symlinkSync('nothing', join(home, 'out')), 'out', 'already-there'],
    ['a link to itself', (home) => symlinkSync('out', join(home, 'out')), 'out', 'already-there'],
    ['in no folder', () => {}, 'nowhere/kb.db', 'unwritable'],
    ['in a file', (home) => writeFileSync(join(home, 'notes'), ''), 'notes/kb.db', 'unwritable'],
  ])('%s', async (_, make, output, code) => {
    const home = mkdtempSync(join(scratch, 'target-'));
    laidOut('base', home);
    await ask('build base/kb -o old.db', { cwd: home });
    make(home);
    const tree = () =>
      readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => [
        name,
        lstatSync(join(home, name), { bigint: true }).mtimeNs,
      ]);
    const before = tree();
    const { code: exit, out, err } = await ask(`build base/kb -o ${output} --json`, { cwd: home });
    expect({ out, error: JSON.parse(err).error.code, exit }).toMatchObject({ out: '', error: code });
    expect(exit).not.toBe(0);
    expect(tree()).toEqual(before);
  });
});

test('a build writes only in a folder of its own until the file is complete', async () => {
  const home = mkdtempSync(join(scratch, 'own-'));
  const seen = new Set<string>();
  const onProgress = () => {
    for (const name of readdirSync(home))
      seen.add(`${name.slice(0, -6)} ${(lstatSync(join(home, name)).mode & 0o7777).toString(8)}`);
  };
  await build(generated, join(home, 'kb.db'), onProgress);
  expect([...seen]).toEqual(['.chipkb-build- 700']);
  expect(readdirSync(home)).toEqual(['kb.db']);
});

test('a build removes what builds that were killed left, and nothing else', async () => {
  const home = mkdtempSync(join(scratch, 'killed-'));
  const put = (name: string, file: string, ageHours: number) => {
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, file), 'SQLite');
    const time = new Date(Date.now() - ageHours * 3_600_000);
    for (const path of [join(home, name, file), join(home, name)]) utimesSync(path, time, time);
  };
  put('.chipkb-build-killed', 'kb.db', 2);
  put('.chipkb-build-active', 'kb.db', 0.5);
  put('.chipkb-build-others', 'thesis', 2);
  put('chipkb-build', 'kb.db', 2);
  symlinkSync('chipkb-build', join(home, '.chipkb-build-linked'));
  await build(bundled, join(home, 'new.db'));
  const kept = ['.chipkb-build-active', '.chipkb-build-linked', '.chipkb-build-others', 'chipkb-build'];
  expect(readdirSync(home).sort()).toEqual([...kept, 'new.db']);
  expect(kept.map((name) => readdirSync(join(home, name)))).toEqual([
    ['kb.db'],
    ['kb.db'],
    ['thesis'],
    ['kb.db'],
  ]);
});

describe('data with errors is not built, and the findings are those of check', () => {
  test.each(fixtureNames)('%s', async (name) => {
    const folder = laidOut(name, scratch);
    const file = join(scratch, `${name}.db`);
    const findings = checkKb({ folder, shownFrom: folder, receiptsFile: '' });
    const areErrors = findings.some(({ level }) => level === 'error');
    const built = await build(folder, file);
    expect('findings' in built ? built.findings : null).toEqual(areErrors ? findings : null);
    expect(existsSync(file)).toBe(!areErrors);
    expect(readdirSync(scratch).filter((entry) => entry.startsWith('.chipkb'))).toEqual([]);
  });
});

describe('the command', () => {
  const examples = COMMANDS.find(({ name }) => name === 'build')?.examples ?? [];

  test.each(examples)('answers the example of its help: %s', async (example) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    const line = example.replace(/^chipkb /, '');
    const { code, out, err } = await ask(line, { cwd });
    const name = line.split(' ')[2] ?? 'kb.db';
    expect({ code, err, out: out.replace(/\d+\.\d MB/, 'n MB') }).toEqual({
      code: 0,
      err: '',
      out: `Wrote ${name} (n MB, from 7 files)\n`,
    });
    expect(readdirSync(cwd)).toEqual([name]);
    expect((await ask(`who-supports deepseek-r1 --data ${name}`, { cwd })).out).toBe(
      (await ask('who-supports deepseek-r1')).out,
    );
  });

  test('keeps the old file if the data has errors', async () => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    const folder = laidOut('quote-missing', cwd);
    await ask('build -o kb.db', { cwd });
    const before = readFileSync(join(cwd, 'kb.db'));
    const { code, out, err } = await ask(`build ${folder} -o kb.db`, { cwd });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('error [quote]');
    expect(err).toContain('chipkb refuses to build from invalid data.');
    expect(readFileSync(join(cwd, 'kb.db')).equals(before)).toBe(true);
  });
});

describe('a question to a file reports that the file', () => {
  test.each<[string, (path: string) => void, string]>([
    ['is of another version', (path) => overwrite(path, 63, [99]), 'not-built'],
    ['was written by another program', (path) => overwrite(path, 68, [1]), 'not-built'],
    ['is cut off', (path) => truncateSync(path, 30_000), 'damaged'],
    ['is something else', (path) => writeFileSync(path, Buffer.alloc(20_000, 0xff)), 'not-built'],
    ['has damaged pages', damagePages, 'damaged'],
  ])('%s', async (_, damage, code) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    await ask('build', { cwd });
    damage(join(cwd, 'kb.db'));
    const ran = await ask('list --data kb.db --json', { cwd });
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 4, out: '' });
    expect(JSON.parse(ran.err).error.code).toBe(code);
  });

  test('is damaged, and build replaces it', async () => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    await ask('build', { cwd });
    damagePages(join(cwd, 'kb.db'));
    expect((await ask('build', { cwd })).code).toBe(0);
    expect((await ask('list --data kb.db', { cwd })).code).toBe(0);
  });
});

/** Overwrites bytes of a file. */
function overwrite(path: string, offset: number, bytes: readonly number[] | Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from(bytes), 0, bytes.length, offset);
  closeSync(file);
}

/** Overwrites all but the first pages. */
function damagePages(path: string): void {
  const offset = 4 * 8192;
  overwrite(path, offset, Buffer.alloc(statSync(path).size - offset, 0xee));
}
