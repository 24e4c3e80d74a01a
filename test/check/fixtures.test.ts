/** Broken knowledge bases, one fault each, and what `check` must print of them. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RULE_EXAMPLES } from '../../src/check/examples.ts';
import { ALL_RULES } from '../../src/check/rules.ts';
import { packageFolder, run } from '../support/run.ts';

const fixtures = join(packageFolder, 'test/check/fixtures');
const names = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-fixtures-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The files of the fixture laid over those of `base`, in a folder of its own. */
function laidOut(name: string): string {
  const folder = join(scratch, name, 'kb');
  cpSync(join(fixtures, 'base'), folder, { recursive: true });
  cpSync(join(fixtures, name), folder, { recursive: true });
  return folder;
}

test.each(names)('%s', async (name) => {
  const folder = laidOut(name);
  const { code, out, err } = await run(['check', 'kb'], { cwd: join(folder, '..') });
  expect({ err, code }).toEqual({ err: '', code: / error/.test(out) ? 4 : 0 });
  await expect(out).toMatchFileSnapshot(join(fixtures, `${name}.out`));
});

test('every rule has a fixture that it finds something in, and an example', () => {
  const found = new Set(
    names.flatMap((name) =>
      [...readFileSync(join(fixtures, `${name}.out`), 'utf8').matchAll(/\[([\w-]+)\]/g)].map(
        ([, rule]) => rule,
      ),
    ),
  );
  // What `folder` finds is made by the tests of bad input: pipes, devices, folders that may not be read.
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !RULE_EXAMPLES.has(id))).toEqual([]);
});

test('only the base, and what is allowed to differ from it, is clean', () => {
  const clean = names.filter((name) =>
    readFileSync(join(fixtures, `${name}.out`), 'utf8').includes('No faults found.'),
  );
  expect(clean).toEqual(['base', 'crlf', 'denial', 'exception-used']);
});

test.each(names)('%s: a question is answered only from data without errors', async (name) => {
  const { code, out, err } = await run(['list', '--data', laidOut(name)]);
  const isFaulty = / error \[/.test(
    readFileSync(join(fixtures, `${name}.out`), 'utf8').replaceAll(': error', ' error'),
  );
  expect({ code, answered: out !== '', told: err !== '' }).toEqual({
    code: isFaulty ? 4 : 0,
    answered: !isFaulty,
    told: isFaulty,
  });
});
