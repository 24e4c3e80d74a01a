/**
 * Questions and `check` on changed copies of the base fixture: names that differ only in a version, claims about versions of a via,
 * paths with a denial, and printed dates without a date-basis. Also a symbolic link to a knowledge base.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { PathRow } from '../../src/query/answers/path.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { packageFolder, run } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-versions-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Copies the base fixture, with more entities and a changed source. */
function knowledgeBase(
  name: string,
  entities: string,
  change: (source: string) => string = (source) => source,
): string {
  const folder = join(scratch, name);
  cpSync(join(packageFolder, 'test/check/fixtures/base'), folder, { recursive: true });
  if (entities !== '') writeFileSync(join(folder, 'entities/more.yaml'), entities);
  const path = join(folder, 'sources/press.yaml');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return folder;
}

const model = (id: string, name: string) =>
  `- { id: ${id}, name: ${name}, kind: model, description: A model. }\n`;

test.each([
  ['Command R+', 3, []],
  ['Command R', 0, ['command-r']],
  ['Command S', 3, []],
  ['Acme Mark II', 3, []],
  ['Acme Mark III', 0, ['mark-iii']],
  ['Acme Marc III', 0, ['mark-iii']],
  ['C++ coder', 0, ['cpp']],
  ['C coder', 3, []],
])('show %j exits with code %i', async (typed, code, ids) => {
  const folder = knowledgeBase(
    'names',
    model('command-r', 'Command R') + model('mark-iii', 'Acme Mark III') + model('cpp', 'C++ coder'),
  );
  const ran = await run(['show', typed, '--data', folder, '--format', 'ids']);
  expect({ code: ran.code, ids: ran.out.trim().split('\n').filter(Boolean) }).toEqual({ code, ids });
});

const claim = (status: string, version: string) =>
  `  - { relation: supports, from: acme, to: globex-two, status: ${status}, via: { id: roadrunner, version: "${version}" }, evidence: [{ quote: "Acme will support Globex Two, the company wrote in a post." }] }\n`;

test('claims about different versions of a via do not disagree', async () => {
  const folder = knowledgeBase(
    'via',
    '',
    (source) => source + claim('pledged', '0.6') + claim('pledged', '0.7'),
  );
  const { code, out } = await run(['who-supports', 'globex-two', '--data', folder, '--json']);
  const [row] = JSON.parse(out) as SupportRow[];
  const versions = row?.claims.map(({ version }) => version);
  expect({ code, versions, disagreement: row?.disagreement }).toEqual({
    code: 0,
    versions: [null, '0.6', '0.7'],
    disagreement: false,
  });
});

test('claims with different statuses for the same version disagree, in answers and in check', async () => {
  const folder = knowledgeBase(
    'differ',
    '',
    (source) => source + claim('pledged', '0.6') + claim('experimental', '0.6'),
  );
  const [row] = JSON.parse(
    (await run(['who-supports', 'globex-two', '--data', folder, '--json'])).out,
  ) as SupportRow[];
  expect(row?.disagreement).toBe(true);
  expect((await run(['who-supports', 'globex-two', '--data', folder])).out).toContain('(claims differ)');
  expect((await run(['matrix', '--data', folder])).err).toContain('* claims differ');
  expect((await run(['check', folder])).out).toContain('info [disagreement]');
});

test('a path does not use a denial', async () => {
  const lengths = async (folder: string) => {
    const { out } = await run([
      'path',
      'globex-two',
      'roadrunner',
      '--relation',
      'supports,makes',
      '--data',
      folder,
      '--json',
    ]);
    return (JSON.parse(out) as PathRow[]).map(({ length }) => length);
  };
  const makes =
    '  - { relation: makes, from: acme, to: roadrunner, evidence: [{ quote: "through its Roadrunner cluster" }] }\n';
  expect(await lengths(knowledgeBase('linked', '', (source) => source + makes))).toEqual([2]);
  const denied = knowledgeBase(
    'denied',
    '',
    (source) => source.replace('status: pledged', 'status: unsupported') + makes,
  );
  expect(await lengths(denied)).toEqual([]);
});

test.each([
  ['2025', '2025-02-04', 4],
  ['February 2025', '2025-02-04', 4],
  ['4 February 2025', '2025-02-04', 0],
  ['2025-02-04', '2025-02-04', 0],
  ['5 February 2025', '2025-02-04', 4],
  ['February 2025', '2025-02', 0],
  ['Feb. 2025', '2025-02', 0],
  ['February', '2025-02', 4],
  ['4 February 2025', '2025-02', 4],
  ['by 4 February 2025', '../2025-02-04', 0],
  ['by February 2025', '../2025-02-04', 4],
  ['4 February 2025', '../2025-02-04', 4],
  ['2025-02-04', '2025-02-04/2025-02-05', 4],
  ['in February 2025', '2025-02', 0],
  ['on Tuesday, 4 February 2025', '2025-02-04', 0],
  ['before 4 February 2025', '2025-02-04', 4],
  ['1 to 4 February 2025', '2025-02-04', 4],
  ['2025年2月4日', '2025-02-04', 0],
  ['2025年2月', '2025-02', 0],
  ['截至2025年2月4日', '../2025-02-04', 0],
  ['2025年2月4日前', '2025-02-04', 4],
])('check of a claim with “%s” for %s and no date-basis exits with code %i', async (printed, date, code) => {
  const text = `Acme said, ${printed}, that it was glad.`;
  const folder = knowledgeBase('dates', '');
  const path = join(folder, 'sources/press.yaml');
  const seed = join(folder, 'seeds/press.txt');
  writeFileSync(seed, readFileSync(seed, 'utf8').replace('Acme opens its cluster\n', `${text}\n`));
  const { createHash } = await import('node:crypto');
  const sha256 = createHash('sha256').update(readFileSync(seed)).digest('hex');
  const remark = `remarks:\n  - { topic: praise, subject: [acme], summary: s, printed-date: "${printed}", date: ${date}, evidence: [{ quote: "${text}" }] }\n`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/sha256: .*/, `sha256: ${sha256}`) + remark);
  const ran = await run(['check', folder]);
  expect({ code: ran.code, out: code === 0 || ran.out.includes('[days]') }).toEqual({ code, out: true });
});

test('a symbolic link to a knowledge base finds the texts of its target', async () => {
  const link = join(scratch, 'link');
  symlinkSync(join(packageFolder, 'data'), link);
  const { code, out } = await run(['check', link, '--json']);
  expect({ code, out }).toEqual({ code: 0, out: '[]\n' });
});
