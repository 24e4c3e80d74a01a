/** Commands that take several names: how the words are split, standard input, and what is answered for each. */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { edit, kbFolder } from '../support/edited-kb.ts';
import { ask, run } from '../support/run.ts';

test.each([
  ['who-supports r1 v3', ['deepseek-r1', 'deepseek-v3']],
  ['who-supports deepseek r1 deepseek v3', ['deepseek-r1', 'deepseek-v3']],
  ['who-supports r1 deepseek-r1', ['deepseek-r1']],
  ['who-supports deepseek', ['deepseek-models']],
  ['who-supports r1 deepseek', ['deepseek-r1']],
  ['who-supports deepseek-r1-based-models deepseek', ['deepseek-r1-based-models', 'deepseek-models']],
  ['supports mooer threads huawai', ['moore-threads', 'huawei']],
  ['supports threads moore', ['moore-threads']],
  ['supports metax gpus', ['metax-gpus']],
  ['supports metax metax gpus', ['metax', 'metax-gpus']],
])('%s asks about each of the names', async (line, asked) => {
  const rows = JSON.parse((await ask(`${line} --json`)).out) as { asked: { id: string } }[];
  expect([...new Set(rows.map((row) => row.asked.id))]).toEqual(asked);
});

test('an entity without an answer is named, unless the answers of others were cut', async () => {
  expect((await ask('supports nvidia huawei --json')).err).toBe('Nothing is recorded for Nvidia.\n');
  expect((await ask('who-supports r1 v3 --limit 1 --json')).err).toBe('Showing 1 of 15 (--limit 1).\n');
});

test('a developer leads to the family of its models, with a notice, but not with --exact', async () => {
  expect((await ask('who-supports deepseek')).err).toContain(
    'Showing results for DeepSeek models, the models of DeepSeek.\n',
  );
  expect((await ask('who-supports deepseek --exact')).code).toBe(3);
});

test('names are read from standard input, one a line', async () => {
  const { out } = await ask('who-supports - --json', { input: 'DeepSeek R1\r\n\ndeepseek v3\n' });
  const rows = JSON.parse(out) as { asked: { id: string } }[];
  expect([...new Set(rows.map(({ asked }) => asked.id))]).toEqual(['deepseek-r1', 'deepseek-v3']);
  expect(await ask('matrix -', { input: '\n' })).toMatchObject({ code: 2, out: '' });
});

test('names that can be read in two ways are an error that quotes each reading', async () => {
  const folder = kbFolder();
  edit(folder, [
    [
      'entities/models.yaml',
      '- id: deepseek-v3\n',
      '- id: example-a\n  name: R1 V3\n  kind: model\n  description: A model.\n\n- id: deepseek-v3\n',
    ],
  ]);
  const { code, err } = await run(['who-supports', 'r1', 'v3', '--data', `${folder}/data`]);
  expect({ code, err }).toEqual({
    code: 3,
    err: 'error: it is unclear where each name in “r1 v3” ends\nQuote the names: chipkb who-supports "r1" "v3" or chipkb who-supports "r1 v3".\n',
  });
  rmSync(folder, { recursive: true });
});

test('a matrix has the rows and columns that were named, and marks cells without a record', async () => {
  const { out } = await ask('matrix r1 v3 nvidia moore threads --json');
  const rows = JSON.parse(out) as {
    supporter: { id: string };
    cells: { model: { id: string }; recorded: boolean; status: string | null }[];
  }[];
  expect(
    rows.map(({ supporter, cells }) => [
      supporter.id,
      ...cells.map(({ model, recorded, status }) => `${model.id} ${recorded} ${status}`),
    ]),
  ).toEqual([
    ['moore-threads', 'deepseek-r1 true pledged', 'deepseek-v3 true pledged'],
    ['nvidia', 'deepseek-r1 false null', 'deepseek-v3 false null'],
  ]);
  expect((await ask('matrix huawei kuae')).code).toBe(2);
});

test('models side by side name the model of a claim that is not the one that was asked about', async () => {
  const { out } = await ask('compare r1 v3 --json');
  const rows = JSON.parse(out) as {
    entity: { id: string };
    cells: { model: { id: string } | null; scope: string | null; status: string | null }[];
  }[];
  const cellsOf = (id: string) =>
    rows
      .find(({ entity }) => entity.id === id)
      ?.cells.map(({ model, scope, status }) => [model?.id, scope, status].join(' '));
  expect(cellsOf('metax')).toEqual(['deepseek-r1-based-models derived available', '  ']);
  expect(cellsOf('baidu')).toEqual([
    'deepseek-models family in-progress',
    'deepseek-models family in-progress',
  ]);
  expect(cellsOf('moore-threads')).toEqual(['deepseek-r1 exact pledged', 'deepseek-v3 exact pledged']);
  expect((await ask('compare r1 huawei')).code).toBe(2);
  expect((await ask('compare r1')).code).toBe(2);
});

test('why takes ids from standard input', async () => {
  const ids = (await ask('claims --to deepseek-r1 --format ids')).out;
  const { out } = await ask('why - --format ids', { input: ids });
  expect(out.split('\n').sort()).toEqual(ids.split('\n').sort());
  expect((await ask('why -', { input: ids })).err).toContain('chipkb cite <id> cites them');
});
