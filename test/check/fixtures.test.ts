/** Broken knowledge bases, one fault each, and what `check` must print of them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RULE_EXAMPLES } from '../../src/check/examples.ts';
import { ALL_RULES } from '../../src/check/rules.ts';
import { FIXTURES, fixtureNames, laidOut } from '../support/fixtures.ts';
import { run } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-fixtures-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each(fixtureNames)('%s', async (name) => {
  const folder = laidOut(name, scratch);
  const { code, out, err } = await run(['check', 'kb'], { cwd: join(folder, '..') });
  expect({ err, code }).toEqual({ err: '', code: / error/.test(out) ? 4 : 0 });
  await expect(out).toMatchFileSnapshot(join(FIXTURES, `${name}.out`));
});

test('every rule has a fixture that it finds something in, and an example', () => {
  const found = new Set(
    fixtureNames.flatMap((name) =>
      [...readFileSync(join(FIXTURES, `${name}.out`), 'utf8').matchAll(/\[([\w-]+)\]/g)].map(
        ([, rule]) => rule,
      ),
    ),
  );
  // What `folder` finds is made by the tests of bad input: pipes, devices, folders that may not be read.
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !RULE_EXAMPLES.has(id))).toEqual([]);
});

test('only the base, and what is allowed to differ from it, is clean', () => {
  const clean = fixtureNames.filter((name) =>
    readFileSync(join(FIXTURES, `${name}.out`), 'utf8').includes('No problems found.'),
  );
  expect(clean).toEqual(['base', 'crlf', 'denial', 'exception-used']);
});

test.each(fixtureNames)('%s: a question is answered only from data without errors', async (name) => {
  const { code, out, err } = await run(['list', '--data', laidOut(name, scratch)]);
  const isFaulty = / error \[/.test(
    readFileSync(join(FIXTURES, `${name}.out`), 'utf8').replaceAll(': error', ' error'),
  );
  expect({ code, answered: out !== '', told: err !== '' }).toEqual({
    code: isFaulty ? 4 : 0,
    answered: !isFaulty,
    told: isFaulty,
  });
});
