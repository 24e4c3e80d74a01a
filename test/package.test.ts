/** The package: what it contains, and that it answers without the source texts. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptsOf } from '../scripts/receipts.ts';
import { writeReceipts } from '../src/load/receipts.ts';
import { SQLITE_PACKAGE } from '../src/model/errors.ts';
import type { SourceText } from '../src/query/answers/source.ts';
import type { WhyClaim } from '../src/query/answers/why.ts';
import { npmInstall, pack, programIn, type Tarball } from './support/installed.ts';
import { packageFolder, run } from './support/run.ts';

const installed = mkdtempSync(join(tmpdir(), 'chipkb-package-'));
afterAll(() => rmSync(installed, { recursive: true }));
cpSync(join(packageFolder, 'data'), join(installed, 'data'), { recursive: true });
mkdirSync(join(installed, 'dist'));
writeFileSync(join(installed, 'dist/receipts.json'), writeReceipts(receiptsOf(join(packageFolder, 'data'))));

const ask = (argv: string[], packaged: string) => run(argv, { packageFolder: packaged, cwd: installed });

describe('the tarball', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chipkb-tarball-'));
  const target = join(scratch, 'target');
  const inside = join(target, 'node_modules/chipkb');
  let tarball: Tarball;
  let printed: { out: string; err: string };
  beforeAll(async () => {
    tarball = await pack(scratch);
    printed = npmInstall(target, '--offline', tarball.path);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  test('contains the program, the data and the docs, but not the source texts', () => {
    const tops = new Set(tarball.files.map((path) => path.split('/')[0]));
    expect([...tops].sort()).toEqual([
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'bin',
      'data',
      'dist',
      'docs',
      'package.json',
    ]);
    const texts = readdirSync(join(packageFolder, 'seeds'));
    expect(tarball.files.filter((path) => texts.includes(basename(path)))).toEqual([]);
    expect(tarball.files.filter((path) => /\.map$|\.ts$/.test(path))).toEqual([]);
  });

  test('installs one package without a warning, of at most 100 files and 4 MB', () => {
    expect(printed.out.trim()).toMatch(/^added 1 package in \d+(?:ms|s|m)$/);
    expect(printed.err).toBe('');
    const sizes = tarball.files.map((path) => statSync(join(inside, path)).size);
    expect(sizes.length).toBeLessThanOrEqual(100);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(4_000_000);
  });

  test('the installed program answers as the source does', async () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [programIn(target), 'vendors'], {
      cwd: scratch,
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    expect({ code: status, out: stdout, err: stderr }).toEqual(await run(['vendors']));
  });

  test('contains every file that its README and its docs link to', () => {
    const pages = tarball.files.filter((path) => path.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...readFileSync(join(inside, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, to = '']) => join(dirname(page), to))
        .filter((to) => !existsSync(join(inside, to)))
        .map((to) => `${page}: ${to}`),
    );
    expect(broken).toEqual([]);
  });

  test('contains the licence of each library in the program', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const sources = readdirSync(join(packageFolder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(packageFolder, 'src', path), 'utf8'))
      .join('\n');
    const libraries = Object.keys(devDependencies).filter((name) =>
      new RegExp(`(?:^import (?!type ).*from |import\\()'${name}['/]`, 'm').test(sources),
    );
    expect(libraries.length).toBeGreaterThan(10);
    const licences = readFileSync(join(inside, 'dist/THIRD-PARTY-LICENCES'), 'utf8');
    const isOptional = (name: string) => SQLITE_PACKAGE.startsWith(`${name}@`);
    expect(libraries.filter((name) => !licences.includes(`${name} `) && !isOptional(name))).toEqual([]);
  });

  test('has no dependencies, no install script, and names the SQLite package that the error names', () => {
    const { dependencies, optionalDependencies, scripts, peerDependencies, peerDependenciesMeta } =
      JSON.parse(readFileSync(join(inside, 'package.json'), 'utf8'));
    expect({ dependencies, optionalDependencies }).toEqual({});
    expect(Object.keys(scripts).filter((name) => /install/.test(name))).toEqual([]);
    const [[name, version] = []] = Object.entries(peerDependencies);
    expect(`${name}@${version}`).toBe(SQLITE_PACKAGE);
    expect(peerDependenciesMeta).toEqual({ [String(name)]: { optional: true } });
  });
});

test.each([
  [['who-supports', 'deepseek-r1']],
  [['show', 'moore-threads', '--json']],
  [['vendors']],
  [['matrix', '--format', 'csv']],
])('answers %j the same without the texts', async (argv) => {
  const here = await ask(argv, packageFolder);
  const out = here.out.replaceAll('"checked": "here"', '"checked": "recorded"');
  expect(await ask(argv, installed)).toEqual({ ...here, code: 0, out });
});

test('builds a database without the texts, which answers the same', async () => {
  const built = await ask(['build', '--output', 'kb.db'], installed);
  expect({ code: built.code, err: built.err }).toEqual({ code: 0, err: '' });
  for (const line of [
    'who-supports deepseek-r1',
    'why metax deepseek-r1 --json',
    'source scmp-deepseek-chips',
  ]) {
    const ofFile = await ask([...line.split(' '), '--data', 'kb.db'], installed);
    expect(ofFile).toEqual(await ask(line.split(' '), installed));
  }
});

test('why prints each passage with line and offsets but without its context, and says so', async () => {
  const argv = ['why', 'metax', 'deepseek-r1', '--json'];
  const [here] = JSON.parse((await ask(argv, packageFolder)).out) as WhyClaim[];
  const ran = await ask(argv, installed);
  const [there] = JSON.parse(ran.out) as WhyClaim[];
  expect(there?.evidence).toEqual(
    here?.evidence.map((one) => ({ ...one, before: null, after: null, checked: 'recorded' })),
  );
  expect(ran.err).toBe(
    'The source text is not included here; its quotes were checked when the package or file was built.\n',
  );
});

test('source prints the passages without the text, and says so', async () => {
  const { out } = await ask(['source', 'scmp-deepseek-chips'], installed);
  expect(out).toContain('  The text is not included here. These are its recorded passages');
  expect(out).toContain(
    '32 │ > Alibaba owns the South China Morning Post.\n   └ alibaba.owns.scmp@scmp-deepseek-chips\n',
  );
  const passages = async (folder: string) =>
    (JSON.parse((await ask(['source', 'scmp-deepseek-chips', '--json'], folder)).out) as SourceText).passages;
  expect(await passages(installed)).toEqual(await passages(packageFolder));
  expect((await ask(['sources'], installed)).out).toContain('  when recorded  ');
});

test.each([
  ['coverage'],
  ['coverage scmp-deepseek-chips'],
  ['suggest scmp-deepseek-chips'],
  ['propose scmp-deepseek-chips'],
])('%s says that it needs the text', async (line) => {
  const { code, out, err } = await ask(line.split(' '), installed);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toBe(
    `error: the text of scmp-deepseek-chips is not included here, and ${line.split(' ')[0]} needs it\n\`chipkb source scmp-deepseek-chips\` prints its passages; --data names a knowledge base with the text, such as a clone of the project.\n`,
  );
  const help = (await ask(['help', line.split(' ')[0] ?? ''], installed)).out;
  expect(help.replace(/\s+/g, ' ')).toContain('which the npm package does not include');
});

test('refuses to answer if a quote was changed after the build', async () => {
  const path = join(installed, 'data/sources/scmp-deepseek-chips.yaml');
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace('Alibaba owns the South China Morning Post.', 'Alibaba sold the South China Morning Post.'),
  );
  const { code, out, err } = await ask(['vendors'], installed);
  writeFileSync(path, sound);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain('error [quote] the quote was not checked when the package was built');
});

test('reports a missing text as an error if there are no receipts', async () => {
  rmSync(join(installed, 'dist/receipts.json'));
  const { code, out, err } = await ask(['vendors'], installed);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain('error [text] the text “000_20976bf55dca39ff.txt” is missing');
});
