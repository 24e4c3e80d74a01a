/** Compares the documents with the program: every example is run, every generated file is generated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFiles } from '../scripts/generated-files.ts';
import { examplesOf } from '../scripts/readme-examples.ts';
import { COMMANDS } from '../src/cli/command-table.ts';
import { ask, packageFolder } from './support/run.ts';

const read = (path: string) => readFileSync(join(packageFolder, path), 'utf8');

const documents = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'];
const examples = documents.flatMap((document) =>
  examplesOf(read(document)).map((example) => ({ document, ...example })),
);

test('the README has examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

test.each(examples)('$document shows the output of: chipkb $line', async ({ line, output }) => {
  // As on a terminal of 100 columns without colour, with stderr before stdout.
  const { out, err } = await ask(line, { columns: 100, env: { NO_COLOR: '1' } });
  expect(err + out).toBe(output);
});

test.each([...generatedFiles()])('%s is up to date (`npm run generate` writes it)', (path, text) => {
  expect(read(path)).toBe(text);
});

test('the README names every command', () => {
  const code = [...read('README.md').matchAll(/`([^`\n]+)`|^ {4}(.+)$/gm)].map(
    ([, span, line]) => span ?? line ?? '',
  );
  const isNamed = (name: string) => code.some((text) => new RegExp(`^(?:chipkb )?${name}(?: |$)`).test(text));
  expect(COMMANDS.map(({ name }) => name).filter((name) => !isNamed(name))).toEqual([]);
});

// The examples of `diff` need a git history and those of `build` write files: their own tests run them.
const TESTED_ELSEWHERE = ['diff', 'build'];
test.each(
  COMMANDS.filter(({ name }) => !TESTED_ELSEWHERE.includes(name)).flatMap(({ examples: lines }) => lines),
)('runs the example of the help: %s', async (line) => {
  const { code, err } = await ask(`${line.replace(/^chipkb /, '')} --quiet`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('the README starts with the commands that run and test the program', () => {
  expect(read('README.md')).toMatch(
    /\n {4}npm ci && npx chipkb who-supports deepseek-r1\n\n {4}npm ci && npm test\n/,
  );
});

test('the README says how much the bundled data contains', async () => {
  const rowsOf = async (line: string) => JSON.parse((await ask(`${line} --json`)).out) as unknown[];
  const entities = (await rowsOf('list')).length;
  const sources = (await rowsOf('sources')) as { claims: number; remarks: number }[];
  const [claims, remarks] = (['claims', 'remarks'] as const).map((what) =>
    sources.reduce((sum, source) => sum + source[what], 0),
  );
  expect(read('README.md')).toContain(`${entities} entities, ${claims} claims and ${remarks} remarks`);
});
