/** Input that is meant to harm: each gets a clear error at its place, soon, and in bounded memory. */
import { execFileSync } from 'node:child_process';
import {
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
import { afterAll, expect, test } from 'vitest';
import { packageFolder, type Ran, run } from './support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-bad-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let made = 0;
/** A small knowledge base without faults, in a folder of its own. */
function knowledgeBase(): string {
  const folder = join(scratch, String(++made), 'kb');
  cpSync(join(packageFolder, 'test/check/fixtures/base'), folder, { recursive: true });
  return folder;
}

const entities = (folder: string) => join(folder, 'entities', 'all.yaml');
const seed = (folder: string) => join(folder, 'seeds', 'press.txt');
const press = (folder: string) => join(folder, 'sources', 'press.yaml');

/** What harms, what it does to a knowledge base, and the message that must come. */
const CASES: [name: string, harm: (folder: string) => void, message: string][] = [
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
    'error [folder] the folder of the texts must lie',
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
    'a map of 100,000 keys',
    (kb) => replaced(join(kb, 'kb.yaml'), keys(100_000)),
    'error [schema] there is no field “k0” here',
  ],
  [
    'a key that stands twice among 100,000',
    (kb) => replaced(join(kb, 'kb.yaml'), `${keys(100_000)}k7: 1\n`),
    'error [yaml] the key “k7” stands twice',
  ],
  [
    'a character of a million for an id',
    (kb) => replaced(entities(kb), `- id: "${'x '.repeat(500_000)}"\n`),
    'error [schema] [1].id: an id is made of',
  ],
  [
    'a quote of a million characters',
    (kb) => replaced(press(kb), source(`"${'x '.repeat(500_000)}"`)),
    'error [quote] the quote does not stand in press.txt',
  ],
  [
    '100,000 broken records',
    (kb) => replaced(entities(kb), '- {}\n'.repeat(100_000)),
    'only the first 100 faults of this file are shown',
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

/** What every error must be: short, positioned, without a stack. */
function expectClear({ code, out, err }: Ran, message: string): void {
  expect(code).toBe(4);
  expect(out + err).toContain(message);
  expect(out + err).not.toMatch(/\n\s+at /);
  expect(out + err).not.toContain('chipkb failed');
}

test.each(CASES)('%s', { timeout: 10_000 }, async (_, harm, message) => {
  const folder = knowledgeBase();
  harm(folder);
  const before = process.memoryUsage().rss;
  const checked = await run(['check', folder]);
  expectClear(checked, message);
  expect(checked.out.length).toBeLessThan(200_000);
  expectClear(await run(['list', '--data', folder]), message);
  expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
});

/** Runs as a user who is not root, who may read everything. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65534);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

test.each([
  ['kb', (folder: string) => folder, 'may not be read by you'],
  ['entities', (folder: string) => join(folder, 'entities'), 'may not be read by you'],
  ['a data file', entities, 'the file may not be read by you'],
  ['a text', seed, 'the text “press.txt” may not be read by you'],
])('%s without permission', async (_, path, message) => {
  const folder = knowledgeBase();
  chmodSync(scratch, 0o755);
  chmodSync(path(folder), 0);
  const ran = await asNobody(() => run(['check', folder]));
  chmodSync(path(folder), 0o755);
  expectClear(ran, message);
});

test('a file that changes while it is read gives the old, the new, or an error that says so', {
  timeout: 30_000,
}, async () => {
  const folder = knowledgeBase();
  const text = `- {id: acme, name: Acme, kind: company, description: d}\n${'# filler\n'.repeat(50_000)}`;
  const writer = `const fs = require('fs'); const [path] = process.argv.slice(1); const end = Date.now() + 1500;
    while (Date.now() < end) { fs.writeFileSync(path, ${JSON.stringify(text.slice(0, 60))} + '# filler\\n'.repeat(50000)); }`;
  const writing = import('node:child_process').then(({ spawn }) => {
    const child = spawn(process.execPath, ['-e', writer, entities(folder)]);
    return new Promise((done) => child.on('exit', done));
  });
  const codes = new Set<number>();
  const end = Date.now() + 1200;
  while (Date.now() < end) {
    const { code, out, err } = await run(['list', '--data', folder]);
    codes.add(code);
    expect(out + err).not.toContain('chipkb failed');
    await new Promise((done) => setTimeout(done, 5));
  }
  await writing;
  expect([...codes].filter((code) => code !== 0 && code !== 4)).toEqual([]);
});
