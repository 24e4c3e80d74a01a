/** The answers about small knowledge bases, as a person reads them: the answers.txt of each has the commands with their output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, packageFolder } from '../support/run.ts';

/** Each command of an answers.txt with its output. */
const examplesIn = (folder: string): [line: string, output: string][] =>
  readFileSync(join(folder, 'answers.txt'), 'utf8')
    .split(/^(?=\$ chipkb )/m)
    .filter((example) => example.startsWith('$'))
    .map((example) => {
      const end = example.indexOf('\n');
      return [example.slice('$ chipkb '.length, end), example.slice(end + 1)];
    });

describe.each([
  ['two sources that disagree about one chip', 'two-sources'],
  ['support matrices, a copy of one, and an article', 'tables'],
])('%s', (_, name) => {
  const folder = join(packageFolder, 'test/fixtures', name);
  test.each(examplesIn(folder))('%s', async (line, expected) => {
    const { out, err } = await ask(`${line} --data ${folder}`, { columns: 100, env: { NO_COLOR: '1' } });
    expect(`${err}${out}`.trim()).toBe(expected.trim());
  });
});
