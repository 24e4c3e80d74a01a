/** What the documents say is what the program does. */
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

test.each(examples)('$document: chipkb $line', async ({ line, output }) => {
  // As on a terminal of 100 columns, without colour; both streams, notes first.
  const { out, err } = await ask(line, { columns: 100, env: { NO_COLOR: '1' } });
  expect(err + out).toBe(output);
});

test.each([...generatedFiles().keys()])('%s is current (npm run generate writes it)', (path) => {
  expect(read(path)).toBe(generatedFiles().get(path));
});

test('the README names every command', () => {
  const readme = read('README.md');
  expect(COMMANDS.map(({ name }) => name).filter((name) => !readme.includes(`${name}`))).toEqual([]);
});

// Those of `diff` want a history, and those of `build` leave files: their own tests make a place for them.
const ELSEWHERE = ['diff', 'build'];
test.each(COMMANDS.filter(({ name }) => !ELSEWHERE.includes(name)).flatMap(({ examples: lines }) => lines))(
  'the example of the help answers: %s',
  async (line) => {
    const { code, err } = await ask(line.replace(/^chipkb /, ''));
    // The bundled data is in canonical layout, and `fmt` says so.
    const said = line.includes(' fmt ') ? 'Nothing to change.\n' : '';
    expect({ code, err }).toEqual({ code: 0, err: said });
  },
);

test('the README starts with the two commands', () => {
  expect(read('README.md')).toMatch(
    /\n {4}npm ci && npx chipkb who-supports deepseek-r1\n\n {4}npm ci && npm test\n/,
  );
});
