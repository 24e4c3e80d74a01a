/** `build` writes a folder into one SQLite file, or reports what `check` reports. */
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
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

test('a file in the folder itself leaves nothing else there', async () => {
  const folder = mkdtempSync(join(scratch, 'inside-'));
  cpSync(generated, folder, { recursive: true });
  await build(folder, join(folder, 'kb.db'));
  await build(folder, join(folder, 'kb.db'));
  expect(await contentsOfFile(join(folder, 'kb.db'))).toEqual(await contentsOfFolder(folder));
  expect(readdirSync(folder).filter((name) => name.startsWith('kb.db'))).toEqual(['kb.db']);
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
    expect(readdirSync(scratch).filter((entry) => entry.endsWith('.new'))).toEqual([]);
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

  test.each([
    ['a text file', 'my notes\n'],
    ['an empty file', ''],
  ])('does not overwrite a file that it did not create: %s', async (_, content) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    writeFileSync(join(cwd, 'notes'), content);
    const ran = await ask('build -o notes --json', { cwd });
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 4, out: '' });
    expect(JSON.parse(ran.err).error.code).toBe('already-there');
    expect(readFileSync(join(cwd, 'notes'), 'utf8')).toBe(content);
  });

  test('reports a file that can’t be written', async () => {
    const ran = await ask('build -o no-such-folder/kb.db');
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
    expect(ran.err).toMatch(/^error: cannot write .*no-such-folder: no such folder/);
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
