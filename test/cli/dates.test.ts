/** Months, ranges of days and unknown dates of publication, from the files to the answers. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { ask, run } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-dates-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The claims of a source: the authored date of each by the model that Acme supports; undated if it is empty. */
type Claims = Record<string, string>;

const CLAIMS: Claims = {
  day: '2025-02-04',
  month: '2025-02',
  week: '2025-02-03/2025-02-09',
  by: '../2025-02-04',
  undated: '',
};

/** Makes a knowledge base. A source has the value of `published`, which other fields can follow, and its claims. */
function knowledgeBase(sources: Record<string, [published: string, claims: Claims]>): string {
  const folder = mkdtempSync(join(scratch, 'kb-'));
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  write('kb.yaml', 'format: 1\ntitle: t\ndescription: d\nlicence: l\n');
  const entity = (id: string, kind: string) =>
    `- { id: ${id}, name: ${id}, kind: ${kind}, description: d }\n`;
  const models = Object.keys(CLAIMS).map((id) => entity(id, 'model'));
  write('entities/all.yaml', [entity('acme', 'company'), entity('gazette', 'publisher'), ...models].join(''));
  for (const [id, [published, claims]] of Object.entries(sources)) {
    const quotes = Object.keys(claims).map((model) => `acme runs ${model} since then.`);
    const text = [`Text of ${id}.`, ...quotes, ''].join('\n');
    const edges = Object.entries(claims).map(([model, date], index) => {
      const dated = date === '' ? '' : `printed-date: then, date: ${date}, date-basis: a letter, `;
      return `  - { relation: supports, from: acme, to: ${model}, status: available, ${dated}evidence: [{ quote: ${quotes[index]} }] }\n`;
    });
    write(`seeds/${id}.txt`, text);
    write(
      `sources/${id}.yaml`,
      `id: ${id}
title: Title of ${id}
publisher: gazette
published: ${published}
text: ${id}.txt
sha256: ${createHash('sha256').update(text).digest('hex')}
extent: { first: 1, last: ${quotes.length + 1} }
edges:
${edges.join('')}`,
    );
  }
  return folder;
}

const undated = { undated: '' };
const folder = knowledgeBase({
  a: ['2025-03-01', CLAIMS],
  b: ['2025-02', undated],
  c: ['2025-01-30/2025-02-05', undated],
  d: ['../2025-02-20', undated],
  e: ['unknown', undated],
  f: ['unknown\nretrieved: 2025-02-10', undated],
});

test.each([
  ['2025-03-01', '2025-03-01', []],
  ['2025-03-01', '2025-03-02', ['2025-03-02 is later than the source, published on 2025-03-01']],
  ['2025-03-01', '2025-03', []],
  ['2025-03-01', '2025-04', ['2025-04 is later than the source, published on 2025-03-01']],
  ['2025-03-01', '2025-02-28/2025-03-04', []],
  ['2025-03-01', '../2025-03-02', ['../2025-03-02 is later than the source, published on 2025-03-01']],
  ['2025-03', '2025-03-31', []],
  ['2025-03', '2025-04-01', ['2025-04-01 is later than the source, published on 2025-03']],
  ['unknown', '2030-01-01', []],
  [
    'unknown\nretrieved: 2025-03-01',
    '2025-03-02',
    ['2025-03-02 is later than the source, retrieved on 2025-03-01'],
  ],
  ['2025-03\nretrieved: 2025-03-01', '2025-02-04', []],
  [
    '2025-03\nretrieved: 2025-02-28',
    '2025-02-04',
    ['retrieved on 2025-02-28, before it was published on 2025-03'],
  ],
  ['../2025-03-01\nretrieved: 2025-02-28', '2025-02-04', []],
  ['unknown\npublished-basis: the page has no date', '2025-02-04', []],
  ['2025-03-01', '2025-02-07/2025-02-01', ['edges[1].date: “2025-02-07/2025-02-01” is not a date']],
  ['2025-13', '2025-02-04', ['published: “2025-13” is not a date']],
  ['2025', '2025-02-04', ['published: “2025” is not a date']],
  ['2025-03-01', '"2025"', ['edges[1].date: “2025” is not a date']],
  ['2025-03-01', 'unknown', ['edges[1].date: “unknown” is not a date']],
])('check of a source published %j with a claim of %s finds %j', async (published, date, messages) => {
  const { out } = await ask(`check ${knowledgeBase({ a: [published, { day: date }] })} --json`);
  const findings = JSON.parse(out) as { level: string; message: string }[];
  const errors = findings.filter(({ level }) => level === 'error');
  expect(errors.map(({ message }) => message)).toEqual(messages);
});

test.each([
  ['2025-02-04', '2025-02', false],
  ['2025-02-04', '2025-03', true],
  ['2025-02-04', '2025-02-04/2025-02-10', false],
  ['2025-02-04', '2025-02-05/2025-02-10', true],
  ['2025-02-04', '../2025-02-03', false],
])('sources that date a statement %s and %s disagree: %s', async (one, other, disagree) => {
  const kb = knowledgeBase({ a: ['2025-03-20', { day: one }], b: ['2025-03-21', { day: other }] });
  const rows = JSON.parse((await ask(`who-supports day --json --data ${kb}`)).out) as SupportRow[];
  expect(rows.map(({ disagreement }) => disagreement)).toEqual([disagree]);
  const findings = JSON.parse((await ask(`check ${kb} --json`)).out) as { rule: string }[];
  expect(findings.filter(({ rule }) => rule === 'disagreement')).toHaveLength(disagree ? 1 : 0);
});

test('check accepts every form of a date', async () => {
  expect(await ask(`check ${folder}`)).toMatchObject({ code: 0 });
});

/** The claims of the answer, each as its object and source. */
async function claimsOf(line: string): Promise<string[]> {
  const claims = JSON.parse((await ask(`${line} --json --quiet --data ${folder}`)).out) as Claim[];
  return claims.map(({ to, evidence }) => `${to.id}@${evidence[0]?.source}`);
}

test.each([
  ['--as-of 2025-02-04', ['day@a', 'by@a']],
  ['--as-of 2025-02-08', ['day@a', 'by@a', 'undated@c']],
  ['--as-of 2025-02-09', ['day@a', 'by@a', 'undated@c', 'week@a']],
  ['--as-of 2025-02-27', ['day@a', 'by@a', 'undated@c', 'week@a', 'undated@f', 'undated@d']],
  [
    '--as-of 2025-02-28',
    ['day@a', 'by@a', 'undated@c', 'week@a', 'undated@f', 'undated@d', 'month@a', 'undated@b'],
  ],
  ['--since 2025-02-01', ['day@a', 'week@a', 'month@a']],
  ['--since 2025-02-02', ['day@a', 'week@a']],
  ['--since 2025-02-04', ['day@a']],
  ['--since 2025-02-03 --as-of 2025-02-09', ['day@a', 'week@a']],
])('claims %s has what was certainly said then, in order of the last day', async (filter, expected) => {
  expect(await claimsOf(`claims ${filter}`)).toEqual(expected);
});

test('claims without a known date come last', async () => {
  expect((await claimsOf('claims')).slice(-2)).toEqual(['undated@a', 'undated@e']);
});

test.each([
  ['--as-of 2025-02-04', '8 claims without an exact date, left out.'],
  ['--as-of 2025-01-31', '7 claims without an exact date, left out.'],
  ['--since 2025-02-28', '4 claims without an exact date, left out.'],
  [
    '--since 2025-02-28 --source b --source a',
    '3 claims without an exact date, known by 2025-03-01, left out.',
  ],
  ['--as-of 2025-01-31 --from acme --to week', ''],
  [
    '--as-of 2025-02-03 --from acme --to week --to undated --source a',
    '2 claims without an exact date, known by 2025-03-01, left out.',
  ],
])('claims %s notes how many claims may be in that time or not', async (filter, note) => {
  const { err } = await ask(`claims ${filter} --data ${folder}`);
  expect(
    err
      .split('\n')
      .filter((line) => line.includes('exact date'))
      .join(),
  ).toBe(note);
});

test('a claim has its day, or the first and last day of its date', async () => {
  const claims = JSON.parse((await ask(`claims --source a --json --data ${folder}`)).out) as Claim[];
  expect(claims.map(({ to, date, notBefore, notAfter }) => [to.id, date, notBefore, notAfter])).toEqual([
    ['day', '2025-02-04', null, null],
    ['by', null, null, '2025-02-04'],
    ['week', null, '2025-02-03', '2025-02-09'],
    ['month', null, '2025-02-01', '2025-02-28'],
    ['undated', null, null, '2025-03-01'],
  ]);
});

test('people read a month, a range of days, the day by which, or a dash', async () => {
  const { out } = await ask(`claims --sort id --data ${folder}`, { columns: 120, env: { NO_COLOR: '1' } });
  expect(out).toMatchInlineSnapshot(`
    "Claims

      Claim                  Status       Via  Said by  Date                     Source
      acme supports by       ● available  –    –        ≤ 2025-02-04             a:5
      acme supports day      ● available  –    –        2025-02-04               a:2
      acme supports month    ● available  –    –        2025-02                  a:3
      acme supports undated  ● available  –    –        ≤ 2025-03-01             a:6
      acme supports undated  ● available  –    –        ≤ 2025-02-28             b:2
      acme supports undated  ● available  –    –        ≤ 2025-02-05             c:2
      acme supports undated  ● available  –    –        ≤ 2025-02-20             d:2
      acme supports undated  ● available  –    –        –                        e:2
      acme supports undated  ● available  –    –        ≤ 2025-02-10             f:2
      acme supports week     ● available  –    –        2025-02-03 – 2025-02-09  a:4

    10 claims · 6 sources        chipkb why <claim id> shows the evidence; --format ids prints ids
    "
  `);
  const { out: reasons } = await ask(`why acme week --data ${folder}`);
  expect(reasons).toContain('“then”, 2025-02-03 – 2025-02-09 (a letter)');
});

test('sources are listed by their last day, the newest first, and an unknown date is named', async () => {
  expect(
    (await ask(`sources --data ${folder}`, { columns: 100, env: { NO_COLOR: '1' } })).out,
  ).toMatchInlineSnapshot(`
    "Sources

      Id  Publisher  Published                Extent     Claims  Remarks  Checked  Title
      a   gazette    2025-03-01               lines 1-6  5       0        here     Title of a
      b   gazette    2025-02                  lines 1-2  1       0        here     Title of b
      d   gazette    ≤ 2025-02-20             lines 1-2  1       0        here     Title of d
      c   gazette    2025-01-30 – 2025-02-05  lines 1-2  1       0        here     Title of c
      e   gazette    date unknown             lines 1-2  1       0        here     Title of e
      f   gazette    date unknown             lines 1-2  1       0        here     Title of f

    6 sources        chipkb source <id> shows the text or tables
    "
  `);
  expect((await ask(`sources --format csv --fields id,published --data ${folder}`)).out).toBe(
    'id,published\na,2025-03-01\nb,2025-02\nd,../2025-02-20\nc,2025-01-30/2025-02-05\ne,\nf,\n',
  );
});

test.each([
  ['source e', 'e · gazette · date unknown'],
  ['why acme undated --source e', '“Title of e”, date unknown (e)'],
  ['who-supports undated --quotes', 'gazette, “Title of e”, date unknown'],
  ['cite b', '“Title of b”, gazette, 2025-02'],
  ['cite c', '“Title of c”, gazette, 2025-01-30 – 2025-02-05'],
  ['cite d', '“Title of d”, gazette, ≤ 2025-02-20'],
  ['cite e', '“Title of e”, gazette, date unknown'],
  ['cite e --format markdown', '[^e]: “Title of e”, gazette, date unknown.'],
  ['cite b --format bibtex', 'year = {2025},\n  month = feb,\n  date = {2025-02},\n}'],
  [
    'cite c --format bibtex',
    'year = {2025},\n  date = {2025-01-30/2025-02-05},\n  note = {Published: 2025-01-30 – 2025-02-05},\n}',
  ],
  [
    'cite d --format bibtex',
    'howpublished = {gazette},\n  date = {../2025-02-20},\n  note = {Published: ≤ 2025-02-20},\n}',
  ],
  ['cite e --format bibtex', 'howpublished = {gazette},\n  note = {Published: date unknown},\n}'],
  ['cite b --format ris', 'PY  - 2025\r\nDA  - 2025/02//\r\nER'],
  ['cite c --format ris', 'PY  - 2025\r\nDA  - 2025///\r\nN1  - Published: 2025-01-30 – 2025-02-05\r\nER'],
  ['cite d --format ris', 'T2  - gazette\r\nN1  - Published: ≤ 2025-02-20\r\nER'],
  ['cite e --format ris', 'T2  - gazette\r\nN1  - Published: date unknown\r\nER'],
  ['cite b --format csl', '"issued":{"date-parts":[[2025,2]]}}'],
  ['cite c --format csl', '"issued":{"date-parts":[[2025,1,30],[2025,2,5]]},"note"'],
  ['cite d --format csl', '"issued":{"literal":"≤ 2025-02-20"},"note"'],
  ['cite e --format csl', '"container-title":"gazette","note":"Published: date unknown"}'],
])('%s prints the date of the source', async (line, expected) => {
  const { out } = await ask(`${line} --data ${folder}`);
  const printed = line.endsWith('csl') ? JSON.stringify(JSON.parse(out)) : out;
  expect(printed.replaceAll('\u00a0', ' ')).toContain(expected);
});

describe('commands that write', () => {
  test('set and add take a month, and diff shows it as authored', async () => {
    const before = knowledgeBase({ a: ['2025-03-01', CLAIMS] });
    const after = knowledgeBase({ a: ['2025-03-01', CLAIMS] });
    const done = async (line: string) => {
      const ran = await ask(`${line} --data ${after}`);
      expect(ran, line).toMatchObject({ code: 0 });
    };
    await done('set acme.supports.month@a date 2025-01');
    await done('set acme.supports.by@a date ../2025-02-05');
    await done('set a published 2025-03');
    const { out } = await ask(`diff ${before} ${after} --json`);
    const rows = JSON.parse(out) as { id: string; fields: unknown[] }[];
    expect(rows.map(({ id, fields }) => [id, fields])).toEqual([
      ['acme.supports.by@a', [{ field: 'date', before: '../2025-02-04', after: '../2025-02-05' }]],
      ['acme.supports.month@a', [{ field: 'date', before: '2025-02', after: '2025-01' }]],
      ['a', [{ field: 'published', before: '2025-03-01', after: '2025-03' }]],
    ]);
    const note = await run(
      [
        'add',
        'source',
        '-',
        '--id',
        'note',
        '--publisher',
        'gazette',
        '--published',
        'unknown',
        '--data',
        after,
      ],
      { input: 'A note.\n' },
    );
    expect(note).toMatchObject({ code: 0 });
    expect(readFileSync(join(after, 'sources/note.yaml'), 'utf8')).toContain('\npublished: unknown\n');
  });
});
