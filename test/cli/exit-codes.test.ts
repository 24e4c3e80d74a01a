/** Each exit code means one thing, for every command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { run, wordsOf } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-exit-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const missing = join(scratch, 'missing');
const invalid = join(scratch, 'invalid');
mkdirSync(join(invalid, 'entities'), { recursive: true });
writeFileSync(join(invalid, 'kb.yaml'), 'format: 1\ntitle: t\ndescription: d\nlicence: l\n');
writeFileSync(join(invalid, 'entities/all.yaml'), '- {id: e, name: E, kind: nothing, description: d}\n');

/** The commands whose help has no example that works everywhere. */
const OWN_LINES = new Map([
  ['add source', 'add source README.md --id readme --publisher scmp --published 2025-02-05 --dry-run'],
  ['add claims', 'add claims test/fixtures/documents/claims.yaml --dry-run'],
  ['import entities', 'import entities test/fixtures/documents/entities.csv --dry-run'],
  ['import table', 'import table test/fixtures/documents/tables.md'],
  ['update', 'update --all --from . --dry-run'],
  ['diff', 'diff data data'],
]);

/** A valid command line of each command: its first example, with --dry-run or a file of the test if it writes. */
const LINES = COMMANDS.map(({ name, examples: [first = ''], options = [] }) => {
  const line = OWN_LINES.get(name) ?? first.replace(/^chipkb /, '');
  const output = options.includes('output') ? ` --output ${join(scratch, 'kb.db')}` : '';
  return { name, line: `${line}${output}` };
});

const codeOf = async (line: string, env = {}) => (await run(wordsOf(line), { env })).code;

test.each(LINES)(
  '$line exits with 0, and $name with 2 for an option that it does not have',
  async ({ line }) => {
    expect(await codeOf(line)).toBe(0);
    expect(await codeOf(`${line} --no-such-option`)).toBe(2);
  },
);

/** The commands that do not read the knowledge base. */
const WITHOUT_DATA = ['init', 'cache path', 'cache clear'];
const READING = LINES.filter(({ name }) => !WITHOUT_DATA.includes(name));

test.each(READING.filter(({ name }) => name !== 'diff'))(
  '$name exits with 2 if --data or CHIPKB_DATA does not exist, and names it',
  async ({ line }) => {
    for (const [flags, env, words] of [
      [` --data ${missing}`, {}, `--data names ${missing}, which does not exist`],
      ['', { CHIPKB_DATA: missing }, `CHIPKB_DATA names ${missing}, which does not exist`],
    ] as const) {
      const { code, out, err } = await run(wordsOf(`${line}${flags}`), { env });
      expect({ code, out, err: err.split('\n')[0] }).toEqual({ code: 2, out: '', err: `error: ${words}` });
    }
  },
);

test.each(['check', 'fmt', 'build'])('%s exits with 2 if its folder does not exist', async (name) => {
  const { code, err } = await run([name, missing]);
  expect({ code, err }).toEqual({ code: 2, err: `error: ${missing} does not exist\n` });
});

test.each(WITHOUT_DATA)('%s works with a CHIPKB_DATA that does not exist', async (name) => {
  const line = LINES.find((own) => own.name === name)?.line ?? '';
  expect(await codeOf(line, { CHIPKB_DATA: missing, XDG_CACHE_HOME: scratch })).toBe(0);
});

/** `diff` compares invalid records, and `recover` reads only what a change left behind. */
const LENIENT = ['diff', 'recover'];
test.each(READING.filter(({ name }) => !LENIENT.includes(name)))(
  '$name exits with 4 if the data is invalid',
  async ({ line }) => {
    expect(await codeOf(`${line} --data ${invalid}`)).toBe(4);
  },
);

test.each([
  'who-supports no-such-model',
  'supports no-such-company',
  'show no-such-entity',
  'why huawei no-such-entity',
  'cite no-such-entity huawei',
  'matrix no-such-entity',
  'compare huawei no-such-entity',
  'timeline no-such-entity',
  'path huawei no-such-entity',
  'claims --from no-such-entity',
  'remarks --about no-such-entity',
  'vendors --source no-such-source',
  'source no-such-source',
  'coverage no-such-source',
  'suggest no-such-source',
  'propose no-such-source',
  'set no-such-entity location x --dry-run',
  'rename no-such-entity other --dry-run',
  'remove no-such-entity --dry-run',
  'merge no-such-entity huawei --dry-run',
  'diff no-such-revision',
])('%s exits with 3', async (line) => expect(await codeOf(line)).toBe(3));

describe('--exit-status', () => {
  test.each([
    'who-supports r1 --status verified',
    'supports nvidia',
    'why nvidia reuters',
    'claims --status verified',
    'remarks --as-of 2020-01-01',
    'timeline reuters',
    'search zzzz',
    'matrix --status verified',
    'path reuters baidu',
    'list framework',
    'vendors --status verified --json',
    'coverage --uncovered -f csv',
    'diff data data',
    'fmt --dry-run',
  ])('%s exits with 5 instead of 0, because there are no rows', async (line) => {
    expect(await codeOf(line)).toBe(0);
    expect(await codeOf(`${line} --exit-status`)).toBe(5);
  });

  test.each(['vendors', 'who-supports r1 --json', 'check'])('%s exits with 0', async (line) =>
    expect(await codeOf(`${line} --exit-status`)).toBe(0),
  );

  test.each([
    ['vendors --limit 0', 2],
    ['show no-such-entity', 3],
  ])('%s still exits with %i', async (line, code) =>
    expect(await codeOf(`${line} --exit-status`)).toBe(code),
  );
});
