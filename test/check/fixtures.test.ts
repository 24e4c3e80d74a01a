/** Knowledge bases with one fault each, and what `check` must print for them. */
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

/** Whether the expected findings of a fixture contain an error. */
const hasErrors = (name: string): boolean =>
  /: error \[/.test(readFileSync(join(FIXTURES, `${name}.out`), 'utf8'));

test.each(fixtureNames)('prints the expected findings for %s', async (name) => {
  const folder = laidOut(name, scratch);
  const { code, out, err } = await run(['check', 'kb'], { cwd: join(folder, '..') });
  expect(code).toBe(hasErrors(name) ? 4 : 0);
  await expect(err === '' ? out : `${out}\n${err}`).toMatchFileSnapshot(join(FIXTURES, `${name}.out`));
});

test('every rule finds something in a fixture, and has an example', () => {
  const found = new Set(
    fixtureNames.flatMap((name) =>
      [...readFileSync(join(FIXTURES, `${name}.out`), 'utf8').matchAll(/\[([\w-]+)\]/g)].map(
        ([, rule]) => rule,
      ),
    ),
  );
  // The tests of bad input cover the rule `folder`: pipes, devices, unreadable folders.
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !RULE_EXAMPLES.has(id))).toEqual([]);
});

test('reports no problem only for the valid fixtures', () => {
  const clean = fixtureNames.filter((name) =>
    readFileSync(join(FIXTURES, `${name}.out`), 'utf8').includes('No problems found.'),
  );
  expect(clean).toEqual(['base', 'crlf', 'denial', 'exception-used', 'tables']);
});

test.each(fixtureNames)('%s: a question is answered only from data without errors', async (name) => {
  const { code, out, err } = await run(['list', '--quiet', '--data', laidOut(name, scratch)]);
  const isFaulty = / error \[/.test(
    readFileSync(join(FIXTURES, `${name}.out`), 'utf8').replaceAll(': error', ' error'),
  );
  expect({ code, answered: out !== '', reported: err !== '' }).toEqual({
    code: isFaulty ? 4 : 0,
    answered: !isFaulty,
    reported: isFaulty,
  });
});
