/** `suggest` on the bundled article, on the command line and on arbitrary text. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { measure } from '../../scripts/bench-suggest.ts';
import { receiptsOf } from '../../scripts/receipts.ts';
import { itemLines } from '../../src/edit/new-file.ts';
import { checkKb } from '../../src/kb/load-and-check.ts';
import { openKb } from '../../src/kb/open-files.ts';
import { loadKb } from '../../src/load/load-kb.ts';
import { writeReceipts } from '../../src/load/receipts.ts';
import { toRecords } from '../../src/load/to-records.ts';
import type { SuggestAnswer } from '../../src/query/answers/suggest.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { suggest } from '../../src/suggest/suggest.ts';
import { askJson, packageFolder, run } from '../support/run.ts';
import { isSlow, runs } from '../support/runs.ts';
import { entities, storeOf } from './any-text.ts';

const ARTICLE = 'scmp-deepseek-chips';
const notes = join(packageFolder, 'test/suggest/fixtures');
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-suggest-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const at = (folder: string) => ({ folder, shownFrom: packageFolder, receiptsFile: '' });

test('proposes every recorded claim of the bundled article but one, and no others', async () => {
  const opened = openKb(at(join(packageFolder, 'data')));
  if (!('store' in opened)) throw new Error('the bundled data has errors');
  const { proposals } = (await suggest(opened.store, ARTICLE)) ?? { proposals: [] };
  const { missed, wrong, fields } = measure(proposals, await opened.store.claims({}));
  expect({ missed, wrong, status: fields.status.agree === fields.status.of }).toEqual({
    missed: ['["runs-on","kuae","moore-threads-chips"]'],
    wrong: [],
    status: true,
  });
});

test('proposes nothing from the headline, the deck and captions', async () => {
  const { proposals, refusals } = await askJson<SuggestAnswer>(`suggest ${ARTICLE} --all`);
  const reasons = (line: number) => [
    ...new Set(refusals.filter((own) => own.line === line).map(({ reason }) => reason)),
  ];
  expect(proposals.filter(({ sentence }) => [1, 4, 14, 28].includes(sentence.line))).toEqual([]);
  expect([1, 4, 28].map(reasons)).toEqual([
    ['a headline repeats the text'],
    ['a deck repeats the text'],
    ['a caption repeats the text'],
  ]);
});

test('gives offsets of the printed words, and quotes that occur in the text', async () => {
  const text =
    (await memoryStore(toRecords(loadKb(at(join(packageFolder, 'data'))).records)).text(ARTICLE)) ?? '';
  const { proposals, names } = await askJson<SuggestAnswer>(`suggest ${ARTICLE} --all`);
  for (const { sentence, cues, claim } of proposals) {
    expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
    for (const { start, end, words } of cues) expect(text.slice(start, end)).toBe(words);
    for (const { quote } of claim.evidence) expect(text).toContain(quote);
  }
  for (const name of names) expect(text.slice(name.start, name.end)).toBe(name.text);
});

test.each(['note-en', 'note-zh', 'later-en', 'later-zh'])(
  'proposes only claims from %s that pass the check unchanged',
  async (source) => {
    const opened = openKb(at(notes));
    if (!('store' in opened)) throw new Error('the notes have errors');
    const answer = await suggest(opened.store, source);
    const yaml = (answer?.proposals ?? []).map(({ claim }) => `${itemLines(claim).join('\n')}\n`);
    expect(yaml.length).toBeGreaterThan(5);
    const { records } = loadKb(at(notes));
    const own = records.sources.find(({ value }) => value.id === source);
    const folder = join(scratch, source);
    const { edges: _, ...head } = own?.value ?? { edges: [] };
    write(
      folder,
      own?.text?.text ?? '',
      `${Object.entries(head)
        .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
        .join('')}edges:\n${yaml.join('')}`,
      source,
    );
    expect(
      checkKb(at(folder))
        .filter(({ level }) => level === 'error')
        .map(({ message }) => message),
    ).toEqual([]);
  },
);

function write(folder: string, text: string, yaml: string, source: string): void {
  for (const part of ['entities', 'sources', 'seeds']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'kb.yaml'), 'format: 1\ntitle: t\ndescription: d\nlicence: l\n');
  writeFileSync(
    join(folder, 'entities/all.yaml'),
    JSON.stringify(loadKb(at(notes)).records.entities.map(({ value }) => value)),
  );
  writeFileSync(join(folder, 'sources', `${source}.yaml`), yaml);
  writeFileSync(join(folder, 'seeds', `${source}.txt`), text);
}

test('adds the text before a quote that occurs more than once', async () => {
  const text = 'A headline\nBrightanvil supports Tarn-2.\nNo comment.\nBrightanvil supports Tarn-2.\n';
  const answer = await suggest(storeOf(text), 'any');
  expect(answer?.proposals.map(({ claim }) => claim.evidence)).toEqual([
    [{ quote: 'Brightanvil supports Tarn-2.', prefix: 'A headline\n' }],
  ]);
});

test('counts recorded claims, and shows them with --all', async () => {
  const some = await run(['suggest', ARTICLE]);
  const all = await run(['suggest', ARTICLE, '--all', '--limit', '2']);
  expect(some.err).toMatch(/\d+ already recorded; --all shows them/);
  expect(some.out).toContain('No new suggestions.');
  expect(all.out).toMatch(/Already recorded: [a-z.-]+@scmp-deepseek-chips/);
  expect(all.err).toMatch(/^Showing 2 of \d+ \(--limit 2\)\.\n/);
});

test('shows a suggestion with its sentence, its cues and YAML to paste', async () => {
  const { out } = await run(['suggest', 'note-zh', '--data', notes, '--limit', '1']);
  expect(out.split('\n').slice(2, 17).join('\n')).toMatchInlineSnapshot(`
    "Line 3
      砺铁计划于3月支持青雀三号。

    1. brightanvil supports tarn-3 · ○ pledged · score 0.90
      Cues: relation “支持” · status “计划”
      - relation: supports
        from: brightanvil
        to: tarn-3
        status: pledged
        printed: 计划
        said-by: daily-loom
        evidence:
          - quote: 砺铁计划于3月支持青雀三号。

    Ruled out"
  `);
});

test('prints “does not support” for a denial', async () => {
  const { out } = await run(['suggest', 'note-en', '--data', notes]);
  expect(out).toContain('fernhall does not support tarn-3 · ✗ unsupported');
});

test('does not wrap the YAML on a narrow terminal', async () => {
  const argv = ['suggest', 'later-en', '--data', notes];
  const { proposals } = JSON.parse((await run([...argv, '--json'])).out) as SuggestAnswer;
  const { out } = await run(argv, { columns: 40, env: { NO_COLOR: '1' } });
  for (const { claim } of proposals) expect(out).toContain(`\n${itemLines(claim).join('\n')}\n`);
});

test('fails with a hint if the text of the source is not available', async () => {
  const installed = join(scratch, 'installed');
  mkdirSync(join(installed, 'dist'), { recursive: true });
  cpSync(join(packageFolder, 'data'), join(installed, 'data'), { recursive: true });
  const receipts = writeReceipts(receiptsOf(join(packageFolder, 'data')));
  writeFileSync(join(installed, 'dist/receipts.json'), receipts);
  const ran = await run(['suggest', ARTICLE], { packageFolder: installed, cwd: installed });
  expect(ran).toEqual({
    code: 3,
    out: '',
    err: `error: the text of ${ARTICLE} is not included here, and suggest needs it\n\`chipkb source ${ARTICLE}\` prints its passages; --data names a knowledge base with the text, such as a clone of the project.\n`,
  });
});

const WORDS = [
  ...entities.flatMap(({ name, aliases }) => [name, ...aliases.map((alias) => alias.name)]),
  ...'said,that it,supports,will support,is available on,on Tuesday,according to,the company,its,’s,“,”,.,,\n,and,which,表示,，,。,已支持,的,正在适配,与,合作,周二,-based,-Zero,in a WeChat post,made by,from'.split(
    ',',
  ),
];

test('reads arbitrary text, and proposes only claims between two known entities', async () => {
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
        ),
        { maxLength: 40 },
      ),
      fc.constantFrom(' ', ''),
      async (parts, gap) => {
        const text = parts.join(gap);
        const store = storeOf(text);
        const answer = await suggest(store, 'any');
        const known = new Set(entities.map(({ id }) => id));
        for (const { claim } of answer?.proposals ?? []) {
          proposed++;
          const ids = [claim.from, claim.to, claim.with ?? [], claim['said-by'] ?? []].flat();
          if (!ids.every((id) => known.has(id))) throw new Error(JSON.stringify(claim));
          if (claim.from === claim.to) throw new Error(JSON.stringify(claim));
        }
      },
    ),
    runs(30),
  );
  expect(proposed).toBeGreaterThan(0);
});

test('reads a long text with thousands of names in one sentence', async () => {
  const names = isSlow ? 20_000 : 4_000;
  const sentence =
    'Brightanvil said on Monday that its BA9 accelerator number now supports Tarn-2 and is porting Tarn-3.';
  const text =
    Array.from({ length: names / 66 }, (_, index) => `${index} ${sentence.repeat(3)}`).join('\n') +
    'Brightanvil '.repeat(names);
  const answer = await suggest(storeOf(text), 'any');
  expect(answer?.names.length).toBeGreaterThan(names);
});

test('reads a reporting verb after a long word that contains many adverbs', async () => {
  const answer = await suggest(
    storeOf(`Brightanvil ${'aly'.repeat(200)}x said it supports Tarn-2.\n`),
    'any',
  );
  expect(answer?.names.length).toBe(2);
});
