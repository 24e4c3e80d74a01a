/** A knowledge base as one file of SQLite: the same records, held to the same rules, brought up to date, whole or not at all. */

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { COMMANDS } from '../../../src/cli/command-table.ts';
import { checkKb } from '../../../src/kb/load-and-check.ts';
import { openDatabase } from '../../../src/store/sql/driver.ts';
import { openDatabaseFile } from '../../../src/store/sql/sqlite.ts';
import { fixtureNames, laidOut } from '../../support/fixtures.ts';
import { ask, packageFolder } from '../../support/run.ts';
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
      () => replace(COMPANIES, /A company/g, 'The companion'),
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
    ['a file that is no YAML came', () => writeFileSync(at('sources/.notes.swp'), ''), 'updated 0 of 10'],
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

  test('where the file lies in the folder itself, which is read once', async () => {
    let read = 0;
    const onRead = () => read++;
    await build(folder, at('kb.db'), onRead);
    expect(read).toBe(10);
    replace('entities/publisher-001.yaml', 'kind: publisher', 'kind: company');
    await build(folder, at('kb.db'), onRead);
    expect(read).toBe(20);
    const { built, loaded } = await both(folder, at('kb.db'));
    expect(built).toEqual(loaded);
    expect(readdirSync(folder).filter((name) => name.startsWith('kb.db'))).toEqual(['kb.db']);
  });

  test('and gives the first of a kind, where nothing is like the words, after an update too', async () => {
    const kb = join(scratch, 'many');
    mkdirSync(join(kb, 'entities'), { recursive: true });
    cpSync(at('kb.yaml'), join(kb, 'kb.yaml'));
    const entity = (id: string, kind: string) =>
      `- {id: ${id}, name: Name of ${id}, kind: ${kind}, description: It is there.}\n`;
    const numbers = Array.from({ length: 6500 }, (_, index) => index);
    writeFileSync(
      join(kb, 'entities', 'a.yaml'),
      numbers.map((number) => entity(`a${number}`, 'company')).join(''),
    );
    const people = ['one', 'two', 'three'].map((id) => entity(id, 'person')).join('');
    writeFileSync(join(kb, 'entities', 'b.yaml'), people);
    await build(kb, file);
    writeFileSync(join(kb, 'entities', 'b.yaml'), entity('zero', 'person') + people);
    expect(await outcome(kb, file)).toBe('updated 1 of 2');
    const found = await (await openDatabaseFile(file)).similarNames('жжжжжж', 3, ['person']);
    expect(found.map(({ name }) => name)).toEqual(['zero', 'Name of zero', 'one']);
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
    const findings = checkKb({ folder: kb, shownFrom: kb, receiptsFile: '' });
    const areErrors = findings.some(({ level }) => level === 'error');
    const built = await build(kb, file);
    expect('findings' in built ? built.findings : null).toEqual(areErrors ? findings : null);
    expect(existsSync(file)).toBe(!areErrors);
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
      /^unique-name: /m,
    ],
    [
      'a source has another id than its file',
      () => replace(SECOND, 'id: report-00002', 'id: report-2'),
      /^source-file: /,
    ],
    [
      'an id stands in two files',
      () => {
        const [id] = /- id: .*/.exec(readFileSync(at(COMPANIES), 'utf8')) ?? [];
        appendFileSync(
          at('entities/publisher-001.yaml'),
          `\n${id}\n  name: Other\n  kind: person\n  description: A person.\n`,
        );
      },
      /^unique-id: /m,
    ],
  ])('after a change: %s, and the old file stays', async (_, change, fault) => {
    await build(folder, file);
    const before = readFileSync(file);
    change();
    expect(await outcome(folder, file)).toMatch(fault);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(scratch).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test.each([
    ['', []],
    [' where one of them is new', ['z-one']],
    [' where the other is', ['z-two']],
  ])('and a circle over two sources is found%s', async (_, before) => {
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
    const sources: Record<string, [number, number]> = { 'z-one': [1, 3], 'z-two': [3, 1] };
    for (const name of before) derived(name, ...(sources[name] ?? [0, 0]));
    if (before.length > 0) expect(await build(folder, file)).toMatchObject({ how: 'made' });
    for (const [name, ends] of Object.entries(sources)) if (!before.includes(name)) derived(name, ...ends);
    const findings = checkKb({ folder, shownFrom: folder, receiptsFile: '' });
    const built = await build(folder, file);
    expect(findings.map(({ rule }) => rule)).toContain('cycle');
    expect('findings' in built && built.findings).toEqual(findings);
  });
});

describe('as a command', () => {
  test.each(COMMANDS.find(({ name }) => name === 'build')?.examples ?? [])(
    'the example of the help answers: %s',
    async (example) => {
      const cwd = mkdtempSync(join(scratch, 'cwd-'));
      const line = example.replace(/^chipkb /, '');
      const { code, out, err } = await ask(line, { cwd });
      const name = line.split(' ')[2] ?? 'kb.db';
      expect({ code, err, out: out.replace(/\d+\.\d MB/, 'n MB') }).toEqual({
        code: 0,
        err: '',
        out: `${name}: made of 7 files, n MB\n`,
      });
      expect(readdirSync(cwd)).toEqual([name]);
      expect((await ask(`who-supports deepseek-r1 --data ${name}`, { cwd })).out).toBe(
        (await ask('who-supports deepseek-r1')).out,
      );
    },
  );

  test('a folder with errors is refused with them', async () => {
    const kb = laidOut('quote-missing', mkdtempSync(join(scratch, 'cwd-')));
    const { code, out, err } = await ask('build kb -o kb.db', { cwd: join(kb, '..') });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('error [quote] the quote does not stand');
    expect(err).toContain('Nothing is built of data with errors.');
    expect(existsSync(join(kb, '..', 'kb.db'))).toBe(false);
  });

  test.each<[string, string | Buffer, string, number]>([
    ['a text', 'my notes\n', 'exists and was not created by `chipkb build`', 4],
    ['an empty file', '', 'exists and was not created by `chipkb build`', 4],
  ])('what is no file of ours is not overwritten: %s', async (_, content, words, code) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    writeFileSync(join(cwd, 'notes'), content);
    const ran = await ask('build -o notes', { cwd });
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(ran.err).toContain(words);
    expect(readFileSync(join(cwd, 'notes'), 'utf8')).toBe(content);
  });

  test('a place that can’t be written to is a clear error', async () => {
    const ran = await ask('build -o no-such-folder/kb.db');
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
    expect(ran.err).toMatch(/^error: cannot write .*no-such-folder: no such folder/);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['of another form', (path) => poke(path, 63, 99), /has format 99; this chipkb reads format 2/],
    [
      'of another program',
      (path) => poke(path, 68, 1),
      /is neither a folder nor a file that `chipkb build` created/,
    ],
    ['cut off', (path) => truncateSync(path, 30_000), /is damaged|is neither a folder nor/],
    ['of something else', (path) => writeFileSync(path, Buffer.alloc(20_000, 0xff)), /neither/],
  ])('a file %s is a clear error', async (_, damage, words) => {
    const cwd = mkdtempSync(join(scratch, 'cwd-'));
    await ask('build', { cwd });
    damage(join(cwd, 'kb.db'));
    const ran = await ask('who-supports deepseek-r1 --data kb.db', { cwd });
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 4, out: '' });
    expect(ran.err).toMatch(words);
  });

  test('a database in the cache that is damaged anywhere is made anew by the question', {
    timeout: 30_000,
  }, async () => {
    const world = { cwd: folder, build: 'x y', largeFrom: 0, env: { XDG_CACHE_HOME: scratch } };
    const { out } = await ask('models --json', world);
    const [name = ''] = readdirSync(join(scratch, 'chipkb'));
    const kept = join(scratch, 'chipkb', name);
    const sound = readFileSync(kept);
    let wereDamaged = 0;
    for (let page = 0; page * 8192 < sound.length; page += 7) {
      poke(kept, page * 8192, ...Buffer.alloc(8192, 0xa5));
      expect(await ask('models --json', world)).toEqual({ code: 0, out, err: '' });
      if (
        !readFileSync(kept)
          .subarray(page * 8192)
          .subarray(0, 8192)
          .every((byte) => byte === 0xa5)
      )
        wereDamaged++;
      writeFileSync(kept, sound);
    }
    expect(wereDamaged).toBeGreaterThan(3);
    // It says that it is of a form that this SQLite can't read.
    poke(kept, 47, 6);
    expect(await ask('models --json', world)).toEqual({ code: 0, out, err: '' });
  });

  test('a file that is damaged inside is a clear error, and `build` makes it anew', async () => {
    await ask('build . -o kb.db', { cwd: folder });
    const path = at('kb.db');
    const size = statSync(path).size;
    for (let page = 4; page * 8192 < size; page++) poke(path, page * 8192, ...Buffer.alloc(8192, 0xee));
    const ran = await ask('models --data kb.db', { cwd: folder });
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 4, out: '' });
    expect(ran.err).toContain('kb.db is damaged');
    poke(path, 47, 6);
    expect((await ask('build . -o kb.db', { cwd: folder })).code).toBe(0);
    expect((await ask('models --data kb.db', { cwd: folder })).code).toBe(0);
  });
});

/** Writes bytes over those that stand at a place of a file. */
function poke(path: string, place: number, ...bytes: number[]): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.from(bytes), 0, bytes.length, place);
  closeSync(handle);
}
