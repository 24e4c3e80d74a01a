/** `build` writes a folder into one SQLite file, or reports what `check` reports. */
import { execFileSync } from 'node:child_process';
import {
  chownSync,
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
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { checkKb } from '../../../src/kb/load-and-check.ts';
import { openDatabase } from '../../../src/store/sql/driver.ts';
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
])(
  'the file returns the records of the folder, without texts unless they are asked for: %s',
  async (_, folder) => {
    const file = join(scratch, 'same.db');
    const expected = await contentsOfFolder(folder);
    await build(folder, file, { withTexts: true });
    expect(await contentsOfFile(file)).toEqual(expected);
    await build(folder, file);
    expect(await contentsOfFile(file)).toEqual({
      ...expected,
      sources: expected.sources.map((source) => ({ ...source, checked: 'recorded' })),
      texts: expected.texts.map(() => null),
    });
  },
);

/** Command lines whose answers differ between a folder and a file of it only in how its quotes were checked. */
const QUESTIONS = [
  'who-supports deepseek-r1',
  'supports huawei',
  'claims',
  'remarks',
  'show moore-threads metax deepseek-r1',
  'search chips',
  'matrix',
  'path nvidia deepseek-r1',
  'list',
  'sources',
];

test.each(QUESTIONS)('the file answers as the folder, with `checked: recorded`: %s', async (line) => {
  const file = join(scratch, 'answers.db');
  await build(bundled, file);
  const { out } = await ask(`${line} --json`);
  expect(await ask(`${line} --json --data ${file}`)).toEqual({
    code: 0,
    err: '',
    out: out.replaceAll('"checked": "here"', '"checked": "recorded"'),
  });
});

describe('a file without texts', () => {
  const file = join(scratch, 'published.db');
  beforeAll(() => build(bundled, file));

  test('contains no line of a text that is not quoted', async () => {
    const { texts, claims, remarks, sources } = await contentsOfFolder(bundled);
    const quotes = [...claims, ...remarks].flatMap(({ evidence }) => evidence);
    const isQuoted = (line: string) =>
      [...quotes, ...sources.flatMap(({ read }) => read)].some(
        (one) => 'quote' in one && line.includes(one.quote),
      );
    const unquoted = texts
      .join('\n')
      .split('\n')
      .filter((line) => line.length > 30 && !isQuoted(line));
    expect(unquoted.length).toBeGreaterThan(0);
    const bytes = readFileSync(file);
    expect(unquoted.filter((line) => bytes.includes(line))).toEqual([]);
  });

  test('answers why without the context of the passages', async () => {
    const line = 'why metax deepseek-r1-based-models --json';
    const [here] = JSON.parse((await ask(line)).out);
    const [there] = JSON.parse((await ask(`${line} --data ${file}`)).out);
    expect(there.evidence).toEqual(
      here.evidence.map((one: object) => ({ ...one, before: null, after: null, checked: 'recorded' })),
    );
  });
});

test('the same data gives the same bytes for another path, user, time of change and order of creation', async () => {
  const elsewhere = mkdtempSync(join(scratch, 'elsewhere-'));
  const copy = join(elsewhere, 'other-name');
  const files = readdirSync(generated, { recursive: true, encoding: 'utf8' }).sort().reverse();
  for (const name of files.filter((one) => statSync(join(generated, one)).isFile())) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(generated, name), join(copy, name));
    utimesSync(join(copy, name), 1_000_000_000, 1_000_000_000);
    // Only root may give files to another user.
    if (process.getuid?.() === 0) chownSync(join(copy, name), 65_534, 65_534);
  }
  await build(generated, join(scratch, 'bytes.db'));
  await build(bundled, join(elsewhere, 'bytes.db'));
  await build(copy, join(elsewhere, 'bytes.db'));
  const bytes = readFileSync(join(elsewhere, 'bytes.db'));
  expect(bytes.equals(readFileSync(join(scratch, 'bytes.db')))).toBe(true);
});

test('the file contains no absolute path, no user, and nothing of the cached database', async () => {
  const file = join(scratch, 'clean.db');
  await build(generated, file);
  const bytes = readFileSync(file);
  const inode = String(lstatSync(join(generated, 'kb.yaml'), { bigint: true }).ino);
  const words = [
    tmpdir(),
    scratch,
    packageFolder,
    'mtimeNs',
    '"ino',
    `"${inode}"`,
    '_origin',
    userInfo().homedir,
  ];
  expect(words.filter((word) => word !== '/' && bytes.includes(word))).toEqual([]);
});

describe('--metadata', () => {
  test('writes a description of every view and column, and hides every table', async () => {
    const cwd = mkdtempSync(join(scratch, 'metadata-'));
    await ask('build -o chips.db --metadata', { cwd });
    const { databases, ...about } = JSON.parse(readFileSync(join(cwd, 'metadata.json'), 'utf8'));
    expect(about).toEqual({
      title: expect.stringContaining('AI hardware'),
      description: expect.any(String),
      license: expect.stringContaining('CC0-1.0'),
      source: expect.stringContaining('SCMP: Tech war'),
      source_url: expect.stringContaining('https://'),
      about: 'chipkb',
    });
    const { tables } = databases.chips;
    const database = openDatabase(join(cwd, 'chips.db'), true);
    const schema = database
      ?.prepare("select type, name from sqlite_schema where type in ('table', 'view')")
      .all();
    for (const { type, name } of schema as { type: string; name: string }[]) {
      if (type === 'table') expect({ name, ...tables[name] }).toEqual({ name, hidden: true });
      else {
        const columns = (database?.prepare(`pragma table_info(${name})`).all() as { name: string }[]) ?? [];
        expect(Object.keys(tables[name].columns)).toEqual(columns.map((column) => column.name));
      }
    }
    database?.close();
    // Its own file is replaced.
    expect((await ask('build -o chips.db --metadata', { cwd })).code).toBe(0);
  });

  test.each<[string, (path: string) => void]>([
    ['another program', (path) => writeFileSync(path, '{"title": "Mine"}')],
    ['nobody, in no JSON', (path) => writeFileSync(path, 'notes')],
    ['a link', (path) => symlinkSync('nothing', path)],
    ['a folder', (path) => mkdirSync(path)],
  ])('does not replace a metadata.json of %s, and builds nothing', async (_, make) => {
    const cwd = mkdtempSync(join(scratch, 'metadata-'));
    make(join(cwd, 'metadata.json'));
    const { err } = await ask('build --metadata --json', { cwd });
    expect(JSON.parse(err).error.code).toBe('already-there');
    expect(readdirSync(cwd)).toEqual(['metadata.json']);
  });
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
  await build(generated, join(home, 'kb.db'), { onProgress });
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
    const names = line.includes('--metadata') ? [name, 'metadata.json'] : [name];
    expect(readdirSync(cwd)).toEqual(names);
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
