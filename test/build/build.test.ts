/** A knowledge base as one file of SQLite: the same records, held to the same rules, brought up to date, whole or not at all. */

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { generate } from '../../scripts/bench/make-kb.ts';
import { openDatabase } from '../../src/database/driver.ts';
import { checkKb } from '../../src/open-kb.ts';
import { fixtureNames, laidOut } from '../support/fixtures.ts';
import { packageFolder } from '../support/run.ts';
import { both, build, outcome } from './built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-build-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Two hundred and more claims in three sources, so that a file can go, come and change between others. */
const made = join(scratch, 'made');
generate(made, 2600, 5);

let folder = '';
let file = '';
let count = 0;
beforeEach(() => {
  folder = join(scratch, `copy-${++count}`);
  file = join(scratch, `copy-${count}.db`);
  cpSync(made, folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
const replace = (name: string, from: string | RegExp, to: string) => {
  const text = readFileSync(at(name), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${name} holds no ${from}`);
  writeFileSync(at(name), changed);
};
const COMPANIES = 'entities/company-001.yaml';
const SECOND = 'sources/report-00002.yaml';
const NEWCOMER = '- id: new-comer\n  name: New Comer\n  kind: person\n  description: Somebody new.\n\n';
/** The second source, as another that its author would have put between the second and the third. */
const between = () =>
  writeFileSync(
    at('sources/report-00002b.yaml'),
    readFileSync(at(SECOND), 'utf8').replace('id: report-00002', 'id: report-00002b'),
  );

describe('holds what the folder holds', () => {
  test('of the bundled knowledge base', async () => {
    await build(join(packageFolder, 'data'), file);
    const { built, loaded } = await both(join(packageFolder, 'data'), file);
    expect(built).toEqual(loaded);
  });

  test.each<[string, () => void, string]>([
    ['nothing changed', () => {}, 'fresh 0 of 10'],
    ['a claim went', () => replace(SECOND, / {2}- relation: supports[\s\S]*?\n\n/, ''), 'updated 1 of 10'],
    [
      'a claim says something else',
      () => replace(SECOND, 'status: pledged', 'status: untested'),
      'updated 1 of 10',
    ],
    ['an entity came first', () => replace(COMPANIES, /^/, NEWCOMER), 'updated 1 of 10'],
    ['an entity came last', () => appendFileSync(at(COMPANIES), `\n${NEWCOMER}`), 'updated 1 of 10'],
    [
      'entities have other descriptions',
      () => replace(COMPANIES, /A company/g, 'The company'),
      'updated 1 of 10',
    ],
    [
      'an entity has another name',
      () => replace(COMPANIES, /name: (.*)/, 'name: $1 Renamed'),
      'updated 1 of 10',
    ],
    ['a source came between two others', between, 'updated 1 of 11'],
    ['a source went', () => rmSync(at(SECOND)), 'updated 0 of 9'],
    [
      'an entity and a source changed',
      () => {
        appendFileSync(at(COMPANIES), `\n${NEWCOMER}`);
        replace(SECOND, 'edges:', 'edges:\n  # a comment');
      },
      'updated 2 of 10',
    ],
    ['a file was written anew', () => writeFileSync(at(SECOND), readFileSync(at(SECOND))), 'updated 0 of 10'],
    ['kb.yaml has another title', () => replace('kb.yaml', 'title: ', 'title: New '), 'made 10 of 10'],
    [
      'an entity is of another kind',
      () => replace('entities/publisher-001.yaml', 'kind: publisher', 'kind: company'),
      'made 10 of 10',
    ],
    ['a file of entities came', () => writeFileSync(at('entities/more.yaml'), NEWCOMER), 'made 11 of 11'],
  ])('where %s', async (_, change, how) => {
    await build(folder, file);
    change();
    expect(await outcome(folder, file)).toBe(how);
    const { built, loaded } = await both(folder, file);
    expect(built).toEqual(loaded);
    expect(await outcome(folder, file)).toMatch(/^fresh/);
  });

  test('after one change after the other, and nothing is left of what went', async () => {
    await build(folder, file);
    between();
    await build(folder, file);
    rmSync(at('sources/report-00002b.yaml'));
    replace(COMPANIES, /^/, NEWCOMER);
    await build(folder, file);
    replace(COMPANIES, NEWCOMER, '');
    expect(await outcome(folder, file)).toMatch(/^made/);
    const database = await openDatabase(file, true);
    expect(database?.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database?.close();
  });
});

describe('is refused where the folder has errors', () => {
  test.each(fixtureNames)('%s', async (name) => {
    const kb = laidOut(name, scratch);
    const errors = checkKb({ folder: kb, shownFrom: kb, receiptsFile: '' }).filter(
      ({ level }) => level === 'error',
    );
    const built = await build(kb, file);
    expect('findings' in built ? built.findings : []).toEqual(errors);
    expect(existsSync(file)).toBe(errors.length === 0);
  });

  test.each<[string, () => void, RegExp]>([
    [
      'a quote is not in its text',
      () => replace(SECOND, /quote: On/, 'quote: At'),
      /^quote: the quote does not stand/,
    ],
    ['a text changed', () => appendFileSync(at('seeds/report-00002.txt'), 'x'), /^text-sha256: /],
    [
      'an entity went that claims name',
      () => replace(COMPANIES, /- id: [\s\S]*?\n\n/, ''),
      /^reference: no entity has the id/m,
    ],
    [
      'a name is taken',
      () =>
        appendFileSync(
          at(COMPANIES),
          `\n${NEWCOMER}`.replace(
            'New Comer',
            readFileSync(at('entities/model-001.yaml'), 'utf8').match(/name: (.*)/)?.[1] ?? '',
          ),
        ),
      /^unique-name: /,
    ],
    [
      'a source has another id than its file',
      () => replace(SECOND, 'id: report-00002', 'id: report-2'),
      /^source-file: /,
    ],
  ])('after a change: %s, and the old file stays', async (_, change, fault) => {
    await build(folder, file);
    const before = readFileSync(file);
    change();
    expect(await outcome(folder, file)).toMatch(fault);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(scratch).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('and a circle over two sources is found', async () => {
    const model = (index: number) =>
      [...readFileSync(at('entities/model-001.yaml'), 'utf8').matchAll(/- id: (.*)\n {2}name: (.*)/g)][
        index
      ] ?? [];
    const derived = (name: string, from: number, to: number) => {
      const quote = `${model(from)[2]} was built upon ${model(to)[2]} by somebody.`;
      writeFileSync(at(`seeds/${name}.txt`), quote);
      const sum = createHash('sha256').update(quote).digest('hex');
      writeFileSync(
        at(`sources/${name}.yaml`),
        `id: ${name}\ntitle: ${name}\npublisher: ${/- id: (.*)/.exec(readFileSync(at('entities/publisher-001.yaml'), 'utf8'))?.[1]}\npublished: 2025-02-05\ntext: ${name}.txt\nsha256: ${sum}\nextent: { first: 1, last: 1 }\nedges:\n  - relation: derived-from\n    from: ${model(from)[1]}\n    to: ${model(to)[1]}\n    evidence:\n      - quote: ${quote}\n`,
      );
    };
    derived('z-one', 1, 3);
    derived('z-two', 3, 1);
    const { errors } = {
      errors: checkKb({ folder, shownFrom: folder, receiptsFile: '' }).filter(
        ({ level }) => level === 'error',
      ),
    };
    const built = await build(folder, file);
    expect(errors.length).toBeGreaterThan(0);
    expect('findings' in built && built.findings).toEqual(errors);
  });
});
