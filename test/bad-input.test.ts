/** Hostile or broken input: each gets a clear error at its place. `npm run test:slow` also limits the memory. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageFolder, type Ran, run } from './support/run.ts';
import { isSlow } from './support/runs.ts';
import { Workshop } from './support/spawned.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-bad-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** How many keys, records or characters a large input has. */
const MANY = isSlow ? 100_000 : 5_000;

let made = 0;
/** A small knowledge base without errors, in a new folder. */
function knowledgeBase(): string {
  const folder = join(scratch, String(++made), 'kb');
  cpSync(join(packageFolder, 'test/check/fixtures/base'), folder, { recursive: true });
  return folder;
}

const entities = (folder: string) => join(folder, 'entities', 'all.yaml');
const seed = (folder: string) => join(folder, 'seeds', 'press.txt');
const press = (folder: string) => join(folder, 'sources', 'press.yaml');

/** The harm, how to do it to a knowledge base, and the message that must come. */
type Case = [name: string, harm: (folder: string) => void, message: string];

/** What is in the place of a file or folder. */
const FILES: Case[] = [
  [
    'a pipe for a data file',
    (kb) => pipe(entities(kb)),
    'entities/all.yaml: error [folder] the file is not a regular file',
  ],
  ['a pipe for a text', (kb) => pipe(seed(kb)), 'error [text] the text “press.txt” is not a regular file'],
  ['a folder for a data file', (kb) => folderAt(entities(kb)), 'the file is not a regular file'],
  ['a folder for a text', (kb) => folderAt(seed(kb)), 'the text “press.txt” is not a regular file'],
  [
    'a device for a data file',
    (kb) => link('/dev/zero', entities(kb)),
    'the file lies outside the knowledge base',
  ],
  [
    'a link out for a data file',
    (kb) => link('/etc/passwd', entities(kb)),
    'the file lies outside the knowledge base',
  ],
  [
    'a link out for a text',
    (kb) => link('/etc/passwd', seed(kb)),
    'the text “press.txt” lies outside the knowledge base',
  ],
  [
    'a link out for kb.yaml',
    (kb) => link('/etc/passwd', join(kb, 'kb.yaml')),
    'the file lies outside the knowledge base',
  ],
  ['a link to itself', (kb) => link('all.yaml', entities(kb)), 'the file is a link that leads to itself'],
  [
    'a link out for the folder of texts',
    (kb) => link('/etc', join(kb, 'seeds')),
    'error [folder] the folder of the texts must be in',
  ],
  [
    'a link out for the folder of sources',
    (kb) => link('/etc', join(kb, 'sources')),
    'error [folder] the folder lies outside',
  ],
  [
    'a file for the folder of sources',
    (kb) => replaced(join(kb, 'sources'), ''),
    'error [folder] the folder is not a folder',
  ],
  [
    'a data file of 200 MB',
    (kb) => truncateSync(entities(kb), 200e6),
    'the file has 200000000 bytes; the limit is 16777216',
  ],
  ['a text of 200 MB', (kb) => truncateSync(seed(kb), 200e6), 'has 200000000 bytes; the limit is'],
];

/** What a file contains. */
const CONTENTS: Case[] = [
  [
    '10,000 levels of lists',
    (kb) => replaced(entities(kb), `${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
    'error [yaml] nested too deeply',
  ],
  [
    '10,000 levels of blocks',
    (kb) => replaced(entities(kb), `${'- '.repeat(10_000)}x\n`),
    'error [yaml] nested too deeply',
  ],
  [
    '10,000 levels, unclosed',
    (kb) => replaced(entities(kb), '['.repeat(10_000)),
    'error [yaml] nested too deeply',
  ],
  ['an alias bomb', (kb) => replaced(entities(kb), bomb()), 'error [yaml] the anchor &a is not allowed'],
  [
    'a map of many keys',
    (kb) => replaced(join(kb, 'kb.yaml'), keys(MANY)),
    'error [schema] there is no field “k0” here',
  ],
  [
    'a duplicate key among many',
    (kb) => replaced(join(kb, 'kb.yaml'), `${keys(MANY)}k7: 1\n`),
    'error [yaml] the key “k7” is repeated',
  ],
  [
    'a very long id',
    (kb) => replaced(entities(kb), `- id: "${'x '.repeat(5 * MANY)}"\n`),
    'error [schema] [1].id: an id consists of',
  ],
  [
    'a very long quote',
    (kb) => replaced(press(kb), source(`"${'x '.repeat(5 * MANY)}"`)),
    'error [schema] edges[1].evidence[1].quote: must have at most 10000 characters; quote one sentence',
  ],
  [
    'a NUL in the folder of the texts',
    (kb) => appendFileSync(join(kb, 'kb.yaml'), 'texts: "a\\0b"\n'),
    'error [text] the text “press.txt” ',
  ],
  [
    'a NUL in the name of a text',
    (kb) => replaced(press(kb), source('a').replace('text: press.txt', 'text: "a\\0b"')),
    " can't be read: the name contains a NUL",
  ],
  [
    'many broken records',
    (kb) => replaced(entities(kb), '- {}\n'.repeat(MANY)),
    'only the first 100 errors are shown',
  ],
];

function pipe(path: string): void {
  rmSync(path);
  execFileSync('mkfifo', [path]);
}

function folderAt(path: string): void {
  rmSync(path);
  mkdirSync(path);
}

function link(target: string, path: string): void {
  rmSync(path, { recursive: true });
  symlinkSync(target, path);
}

function replaced(path: string, text: string): void {
  rmSync(path, { recursive: true });
  writeFileSync(path, text);
}

const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: 1\n`).join('');

/** Nine levels of nine aliases each: 387 million values, if it were expanded. */
function bomb(): string {
  const names = [...'abcdefghi'];
  return names
    .map(
      (name, level) =>
        `${name}: &${name} [${
          level === 0
            ? 'x'
            : Array(9)
                .fill(`*${names[level - 1]}`)
                .join(', ')
        }]\n`,
    )
    .join('');
}

const source = (quote: string) =>
  `id: press\ntitle: T\npublisher: gazette\npublished: 2025-02-05\ntext: press.txt\nsha256: ${'0'.repeat(63)}a\nextent: {first: 1, last: 7}\nedges:\n  - {relation: supports, from: acme, to: globex-one, status: available, evidence: [{quote: ${quote}}]}\n`;

/** Expects an error that names the problem and has no stack trace. */
function expectClear({ code, out, err }: Ran, message: string): void {
  expect(out + err).toContain(message);
  expect(code).toBe(4);
  expect(out + err).not.toMatch(/\n\s+at /);
  expect(out + err).not.toContain('chipkb failed');
}

test.each([...FILES, ...CONTENTS])('reports %s, and refuses to answer from it', async (_, harm, message) => {
  const folder = knowledgeBase();
  harm(folder);
  const checked = await run(['check', folder]);
  expectClear(checked, message);
  expect(checked.out.length).toBeLessThan(200_000);
  expectClear(await run(['list', '--data', folder]), message);
});

describe.runIf(isSlow)('in a process with little memory', () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await Workshop.open();
  });
  afterAll(() => workshop.remove());

  test.each(CONTENTS)('reports %s', (_, harm, message) => {
    const folder = knowledgeBase();
    harm(folder);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=512', workshop.program, 'check', folder],
      { encoding: 'utf8' },
    );
    expectClear({ code: status ?? -1, out: stdout, err: stderr }, message);
  });
});

// A call takes about 120,000 arguments.
test.runIf(isSlow).each(['list', 'build --output kb.db'])('%s reports 150,000 errors', async (line) => {
  const folder = knowledgeBase();
  const many = Array.from(
    { length: 150_000 },
    (_, at) => `- {id: a${at}, name: X, kind: company, description: d}\n`,
  );
  writeFileSync(entities(folder), many.join(''));
  const { code, out, err } = await run([...line.split(' '), '--data', folder], {
    cwd: join(folder, '..'),
    databaseThresholdBytes: 0,
  });
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toMatch(/error: \S+ has \d{6} errors\n/);
});

/** Root may read every file: acts as another user, if this process is root's. */
async function withoutRootRights<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

test.each([
  ['the knowledge base', (folder: string) => folder, 'may not be read by you'],
  ['a folder', (folder: string) => join(folder, 'entities'), 'may not be read by you'],
  ['a data file', entities, 'the file may not be read by you'],
  ['a text', seed, 'the text “press.txt” may not be read by you'],
])('reports that %s may not be read', async (_, path, message) => {
  const folder = knowledgeBase();
  chmodSync(scratch, 0o755);
  chmodSync(path(folder), 0);
  const ran = await withoutRootRights(() => run(['check', folder]));
  chmodSync(path(folder), 0o755);
  expectClear(ran, message);
});

test('reads the old file, the new one, or reports an error while another program writes it', async () => {
  const folder = knowledgeBase();
  const writer = `const { writeFileSync } = require('node:fs');
    const text = '- {id: acme, name: Acme, kind: company, description: d}\\n' + '# filler\\n'.repeat(50_000);
    for (let i = 0; i < ${isSlow ? 2000 : 200}; i++) writeFileSync(process.argv[1], text);`;
  const child = spawn(process.execPath, ['-e', writer, entities(folder)], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  const codes = new Set<number>();
  do {
    const { code, out, err } = await run(['list', '--data', folder]);
    codes.add(code);
    expect(out + err).not.toContain('chipkb failed');
    await new Promise(setImmediate);
  } while (child.exitCode === null && child.signalCode === null);
  expect(await ended).toEqual([0, null]);
  expect([...codes].filter((code) => code !== 0 && code !== 4)).toEqual([]);
});
