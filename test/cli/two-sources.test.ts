/** The answers about a knowledge base of two sources that disagree, as a person reads them: answers.txt has each command with its output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, packageFolder } from '../support/run.ts';

const folder = join(packageFolder, 'test/fixtures/two-sources');
const examples = readFileSync(join(folder, 'answers.txt'), 'utf8')
  .split(/^(?=\$ chipkb )/m)
  .filter((example) => example.startsWith('$'))
  .map((example): [string, string] => {
    const end = example.indexOf('\n');
    return [example.slice('$ chipkb '.length, end), example.slice(end + 1)];
  });

test.each(examples)('%s', async (line, expected) => {
  const { out, err } = await ask(`${line} --data ${folder}`, { columns: 100, env: { NO_COLOR: '1' } });
  expect(`${err}${out}`.trim()).toBe(expected.trim());
});
