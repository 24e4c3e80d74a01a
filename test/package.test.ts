/** The package: what it carries, and that it answers without the source texts. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { receiptsOf } from '../scripts/receipts.ts';
import { writeReceipts } from '../src/load/receipts.ts';
import type { WhyClaim } from '../src/query/answers/why.ts';
import { packageFolder, run } from './support/run.ts';

const installed = mkdtempSync(join(tmpdir(), 'chipkb-package-'));
afterAll(() => rmSync(installed, { recursive: true }));
cpSync(join(packageFolder, 'data'), join(installed, 'data'), { recursive: true });
mkdirSync(join(installed, 'dist'));
writeFileSync(join(installed, 'dist/receipts.json'), writeReceipts(receiptsOf(join(packageFolder, 'data'))));

const ask = (argv: string[], packaged: string) => run(argv, { packageFolder: packaged, cwd: installed });

test('it carries the program and the data, and neither the source nor the source texts', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: packageFolder,
    encoding: 'utf8',
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  const tops = new Set(paths.map((path) => path.split('/')[0]));
  expect([...tops].filter((top) => top !== 'dist').sort()).toEqual([
    'LICENSE',
    'README.md',
    'bin',
    'data',
    'package.json',
  ]);
  expect(paths.filter((path) => /\.txt$|\.code$|^dist\/data\.kb$/.test(path))).toEqual([]);
});

test.each([
  [['who-supports', 'deepseek-r1']],
  [['show', 'moore-threads', '--json']],
  [['vendors']],
  [['matrix', '--format', 'csv']],
])('%j: the same answer without the texts', async (argv) => {
  const { code, out, err } = await ask(argv, installed);
  expect({ code, err, same: out === (await ask(argv, packageFolder)).out }).toEqual({
    code: 0,
    err: '',
    same: true,
  });
});

test('it is built into one file without the texts, which answers the same', async () => {
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

test('why gives each passage with line and offsets, without its context, and says so', async () => {
  const argv = ['why', 'metax', 'deepseek-r1', '--json'];
  const [here] = JSON.parse((await ask(argv, packageFolder)).out) as WhyClaim[];
  const ran = await ask(argv, installed);
  const [there] = JSON.parse(ran.out) as WhyClaim[];
  expect(there?.evidence).toEqual(
    here?.evidence.map((passage) => ({ ...passage, before: null, after: null })),
  );
  expect(there?.evidence.every(({ verified }) => verified)).toBe(true);
  expect(ran.err).toBe(
    'The source text is not in this package; its passages were verified when the package was built.\n',
  );
});

test('source and coverage say that the text is not here', async () => {
  expect((await ask(['source', 'scmp-deepseek-chips'], installed)).out).toContain('The text is not here');
  const { code, out, err } = await ask(['coverage'], installed);
  expect({ code, out, told: err.startsWith('The source text is not here') }).toEqual({
    code: 0,
    out: '',
    told: true,
  });
});

test('a quote that was changed after the build has no receipt, and nothing is answered', async () => {
  const path = join(installed, 'data/sources/scmp-deepseek-chips.yaml');
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace('Alibaba owns the South China Morning Post.', 'Alibaba sold the South China Morning Post.'),
  );
  const { code, out, err } = await ask(['vendors'], installed);
  writeFileSync(path, sound);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain('error [quote] the quote was not verified when the package was built');
});

test('without receipts, a text that is not here is an error', async () => {
  rmSync(join(installed, 'dist/receipts.json'));
  const { code, out, err } = await ask(['vendors'], installed);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain('error [text] the text “000_20976bf55dca39ff.txt” is not here');
});
