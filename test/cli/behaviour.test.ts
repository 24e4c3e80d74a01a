/** What a person meets: names as typed, filters, places to look for data, streams and exit codes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { ask, askJson, packageFolder, run } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-test-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each([
  ['who-supports deepsek-r1', '“deepsek-r1” is read as DeepSeek-R1 (deepseek-r1).\n'],
  ['show moor threads', '“moor threads” is read as Moore Threads (moore-threads).\n'],
  ['show iluvatar', '“iluvatar” is read as Iluvatar Corex (iluvatar-corex).\n'],
  ['supports huawai', '“huawai” is read as Huawei (huawei).\n'],
  ['show Iluvatar CoreX', ''],
  ['show 摩爾線程', ''],
  ['who-supports R1', ''],
  ['who-supports v3', ''],
  ['who-supports DeepSeek R1', ''],
])('%s is answered, and a correction announced', async (line, notice) => {
  const { code, out, err } = await ask(line);
  expect({ code, err, answered: out !== '' }).toEqual({ code: 0, err: notice, answered: true });
});

test.each([
  ['who-supports deepseek-r2'],
  ['who-supports deepseek-v4'],
  ['who-supports r10'],
  ['show mtx'],
  ['show constructor'],
  ['show __proto__'],
  ['who-supports deepsek-r1 --exact'],
  ['show deepseek r2'],
  ['why huawei deepseek-r2'],
])('%s is never answered, always suggested for', async (line) => {
  const { code, out, err } = await ask(line);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(/^error: .*\nDid you mean\?\n {2}\S+ +.*\n/);
});

test.each([
  ['show moore threads', ['moore-threads']],
  ['show huawei tencent', ['huawei', 'tencent']],
  ['show huawei huawei', ['huawei']],
  ['show metax gpus', ['metax-gpus']],
])('%s shows %j', async (line, ids) => {
  expect((await ask(`${line} --format ids`)).out.split('\n').slice(0, -1)).toEqual(ids);
});

test.each([
  ['why moore threads deepseek r1', ['moore-threads.supports.deepseek-r1@scmp-deepseek-chips']],
  ['why deepseek r1 moore threads', ['moore-threads.supports.deepseek-r1@scmp-deepseek-chips']],
  ['why gitee ai iluvatar corex', ['gitee-ai.partners-with.iluvatar-corex@scmp-deepseek-chips']],
  ['why moor threads deepsek r1', ['moore-threads.supports.deepseek-r1@scmp-deepseek-chips']],
  ['why kuae deepseek-v3', ['moore-threads.supports.deepseek-v3@scmp-deepseek-chips']],
  // Huawei is recorded for the family only: shown with that scope, never as a claim about R1.
  ['why alibaba deepseek-r1', ['alibaba.supports.deepseek-models@scmp-deepseek-chips']],
])('%s finds the claims', async (line, ids) => {
  expect((await ask(`${line} --format ids`)).out.split('\n').slice(0, -1)).toEqual(ids);
});

test('a claim about the family keeps its scope when a member is asked about', async () => {
  const claims = await askJson<Claim[]>('why alibaba deepseek-r1');
  expect(claims.map(({ scope, to }) => [scope, to.id])).toEqual([['family', 'deepseek-models']]);
});

test('the scopes of an answer', async () => {
  const rows = async (model: string) => {
    const found = await askJson<SupportRow[]>(`who-supports ${model}`);
    return found.map(({ supporter, scope, status }) => `${scope} ${status} ${supporter.id}`);
  };
  expect(await rows('deepseek-r1')).toEqual([
    'exact in-progress iluvatar-corex',
    'exact pledged moore-threads',
    'derived available gitee-ai',
    'derived available metax',
    'family in-progress alibaba',
    'family in-progress baidu',
    'family in-progress huawei',
    'family in-progress siliconflow',
    'family in-progress tencent',
  ]);
  expect(await rows('deepseek-models')).toEqual([
    'exact in-progress alibaba',
    'exact in-progress baidu',
    'exact in-progress huawei',
    'exact in-progress siliconflow',
    'exact in-progress tencent',
    'member in-progress iluvatar-corex',
    'member pledged moore-threads',
  ]);
  expect(await rows('deepseek-r1-based-models')).toEqual([
    'exact available gitee-ai',
    'exact available metax',
  ]);
});

test.each([
  ['who-supports deepseek-r1 --status available', 'gitee-ai metax'],
  ['who-supports deepseek-r1 --status available,pledged', 'moore-threads gitee-ai metax'],
  ['who-supports deepseek-r1 --status available --status pledged', 'moore-threads gitee-ai metax'],
  ['who-supports deepseek-r1 --at-least in-progress --scope exact', 'iluvatar-corex'],
  ['who-supports deepseek-r1 --scope exact --sort name', 'iluvatar-corex moore-threads'],
  ['who-supports deepseek-r1 --role chip-vendor', 'iluvatar-corex moore-threads metax'],
  ['who-supports deepseek-r1 --kind service', 'gitee-ai'],
  ['who-supports deepseek-r1 --said-by huawei', 'huawei siliconflow'],
  ['who-supports deepseek-r1 --said-by 华为', 'huawei siliconflow'],
  ['who-supports deepseek-r1 --own-claims', 'iluvatar-corex moore-threads gitee-ai huawei'],
  ['who-supports deepseek-r1 --as-of 2025-02-04', 'iluvatar-corex moore-threads'],
  ['who-supports deepseek-r1 --as-of 2025-02-03', ''],
  ['who-supports deepseek-r1 --source scmp-deepseek-chips --limit 2', 'iluvatar-corex moore-threads'],
  ['vendors --role infrastructure', 'siliconflow'],
  ['vendors --role model-developer', ''],
  ['vendors --at-least available', 'metax'],
  ['vendors --sort claims --limit 1', 'huawei'],
  ['list company --role model-developer', 'deepseek'],
  ['list people', 'zhang-jianzhong'],
  ['matrix --status pledged', 'moore-threads'],
  ['supports kuae', 'deepseek-r1 deepseek-v3'],
])('%s gives: %s', async (line, ids) => {
  const { code, out } = await ask(`${line} --format ids`);
  expect({ code, ids: out.trim().split('\n').join(' ') }).toEqual({ code: 0, ids });
});

test('a limit that cuts says so', async () => {
  const { out, err } = await ask('vendors --limit 2 --format ids');
  expect({ out, err }).toEqual({ out: 'alibaba\nbaidu\n', err: '2 of 9 rows; --limit cut the rest.\n' });
});

test.each([
  ['vendors --status verified', 'No vendors recorded with these filters.\n'],
  ['who-supports r1 --status verified', 'No recorded support for DeepSeek-R1 with these filters.\n'],
  ['supports nvidia', 'No recorded support of any model by Nvidia.\n'],
  ['why nvidia reuters', 'No recorded claim links Nvidia and Reuters.\n'],
  ['search zzzz', 'Nothing is like “zzzz”.\n'],
])('%s says that there is nothing', async (line, note) => {
  expect(await ask(line)).toEqual({ code: 0, out: '', err: note });
  expect((await ask(`${line} --json`)).out).toBe('[]\n');
});

test.each([
  ['who-supports', 2, "error: missing required argument 'model'"],
  ['who-suports deepseek-r1', 2, "error: unknown command 'who-suports'\nDid you mean who-supports?"],
  ['vendors extra', 2, 'error: too many arguments'],
  ['vendors --nope', 2, "error: unknown option '--nope'"],
  ['vendors --limit 0', 2, "error: option '--limit <n>' argument '0' is invalid."],
  ['vendors --as-of 2025-02-30', 2, "error: option '--as-of <date>' argument '2025-02-30' is invalid."],
  ['vendors --sort size', 2, "error: option '--sort <key>' argument 'size' is invalid."],
  ['vendors --format pdf', 2, "error: option '--format <format>' argument 'pdf' is invalid."],
  ['vendors --format csv --fields nope', 2, 'error: there is no field “nope” in this answer'],
  ['list planets', 2, 'error: “planets” is not a kind'],
  ['why huawei', 2, "error: missing required argument 'to'"],
  ['why huawei huawei', 2, 'error: both names mean Huawei'],
])('%s ends in %i', async (line, code, start) => {
  const ran = await ask(line);
  expect({ code: ran.code, out: ran.out, err: ran.err.slice(0, start.length) }).toEqual({
    code,
    out: '',
    err: start,
  });
});

test.each([
  ['', 'Usage: chipkb'],
  ['--help', 'Usage: chipkb'],
  ['help why', 'Usage: chipkb why'],
  ['why --help', 'Usage: chipkb why'],
  ['--version', '0.0.0-test\n'],
])('chipkb %s prints help or version on stdout', async (line, start) => {
  const { code, out, err } = await run(line === '' ? [] : line.split(' '));
  expect({ code, start: out.slice(0, start.length), err }).toEqual({ code: 0, start, err: '' });
});

test('fields pick parts of the data, in every format that has them', async () => {
  const line = 'who-supports r1 --scope exact --fields supporter.name,status';
  expect(JSON.parse((await ask(`${line} --json`)).out)).toEqual([
    { supporter: { name: 'Iluvatar Corex' }, status: 'in-progress' },
    { supporter: { name: 'Moore Threads' }, status: 'pledged' },
  ]);
  expect((await ask(`${line} --format csv`)).out).toBe(
    'supporter.name,status\nIluvatar Corex,in-progress\nMoore Threads,pledged\n',
  );
});

test.each([
  [{}, undefined, false],
  [{}, 100, true],
  [{ NO_COLOR: '1' }, 100, false],
  [{ TERM: 'dumb' }, 100, false],
  [{ FORCE_COLOR: '1' }, undefined, true],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
])('colour: environment %j, columns %s: %s', async (env, columns, coloured) => {
  const world = { env, ...(columns !== undefined && { columns }) };
  expect((await ask('vendors', world)).out.includes('\u001b[')).toBe(coloured);
  expect((await ask('vendors --color', world)).out).toContain('\u001b[');
  expect((await ask('vendors --no-color', world)).out).not.toContain('\u001b[');
});

test('the data folder: --data, CHIPKB_DATA, the nearest kb.yaml upward, the bundled one', async () => {
  const kb = (name: string) => {
    const folder = join(scratch, name);
    mkdirSync(join(folder, 'entities', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'kb.yaml'), `format: 1\ntitle: ${name}\ndescription: d\nlicence: l\n`);
    writeFileSync(
      join(folder, 'entities', 'e.yaml'),
      `- {id: ${name}, name: ${name}, kind: company, description: d}\n`,
    );
    return folder;
  };
  const [given, named, above] = [kb('given'), kb('named'), kb('above')];
  const ids = async (line: string, env: Record<string, string>, cwd: string) =>
    (await ask(`list company --format ids${line}`, { env, cwd })).out;
  const deep = join(above, 'entities', 'deep');
  expect(await ids(` --data ${given}`, { CHIPKB_DATA: named }, deep)).toBe('given\n');
  expect(await ids('', { CHIPKB_DATA: named }, deep)).toBe('named\n');
  expect(await ids('', {}, deep)).toBe('above\n');
  expect(await ids('', {}, packageFolder)).toContain('moore-threads\n');
});

test.each([
  ['missing', () => join(scratch, 'missing'), 'there is no such folder'],
  ['a file', () => join(packageFolder, 'package.json'), 'is neither a folder nor a file'],
  ['empty', () => mkdtempSync(join(scratch, 'empty-')), 'the folder contains no kb.yaml'],
])('a data folder that is %s is a clear error', async (_, folder, message) => {
  const { code, out, err } = await ask(`vendors --data ${folder()}`);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain(message);
});

test('a denial is listed apart, and neither counted nor named as support', async () => {
  const folder = join(scratch, 'denial');
  cpSync(join(packageFolder, 'test/check/fixtures/base'), folder, { recursive: true });
  const path = join(folder, 'sources/press.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('status: pledged', 'status: unsupported'));
  const data = ['--data', folder];
  const table = await run(['who-supports', 'globex-two', ...data]);
  expect(table.out).toContain('Globex Two named: denied or untested');
  expect(table.out).toContain('no supporter · 1 claim');
  expect((await run(['who-supports', 'globex-two', '--format', 'ids', ...data])).out).toBe('');
  expect((await run(['supports', 'acme', '--format', 'ids', ...data])).out).toBe('globex-one\n');
  expect((await run(['show', 'acme', ...data])).out).toContain('does not support Globex Two');
  expect((await run(['models', ...data])).out).toMatch(/Globex Two +Globex +no recorded support/);
});

test('a filter of claims hides no other fact, and never makes a supporter look like none', async () => {
  const { out } = await ask('vendors --said-by scmp');
  expect(out).not.toContain('Moore Threads');
  expect((await ask('vendors --at-least available')).out).toMatch(
    /MetaX +chip vendor +Shanghai +MetaX GPUs +DeepSeek-R1-based models/,
  );
  expect((await ask('models --at-least pledged')).out).toMatch(/DeepSeek-R1 +DeepSeek +/);
});

test.each([
  ['vendors --format ids --fields name', 'error: --fields picks from data, and ids has its own shape'],
  ['vendors --fields name', 'error: --fields picks from data, and table has its own shape'],
  ['help nonsense', 'error: there is no command “nonsense”'],
])('%s is wrong usage', async (line, message) => {
  const { code, out, err } = await ask(line);
  expect({ code, out, err: err.split('\n')[0] }).toEqual({ code: 2, out: '', err: message });
});

test('two formats at once are wrong usage, told as JSON', async () => {
  const { code, out, err } = await ask('vendors --json --format csv');
  const { error } = JSON.parse(err) as { error: { code: string } };
  expect({ code, out, error: error.code }).toEqual({ code: 2, out: '', error: 'usage' });
});

test('a correction is announced without what could steer a terminal', async () => {
  const { code, err } = await run(['show', 'hua\u001b[31mwai\u202e', '--format', 'ids']);
  expect(err).not.toMatch(/[\u001b\u202e]/);
  expect([0, 3]).toContain(code);
  const corrected = await run(['show', '\u001bhuawai\u202e', '--format', 'ids']);
  expect(corrected).toEqual({ code: 0, out: 'huawei\n', err: '“huawai” is read as Huawei (huawei).\n' });
});

test.each([
  ['list vendors extra', 'list'],
  ['why models', 'why'],
  ['nonsense', null],
])('%s: the hint names the command that was typed', async (line, command) => {
  const { err } = await ask(line);
  expect(err.trimEnd().split('\n')[1]).toBe(
    command === null
      ? '`chipkb --help` lists commands and options.'
      : `\`chipkb help ${command}\` shows how it is used.`,
  );
});

test('an empty --data is no silent way to the bundled data', async () => {
  const { code, out } = await run(['vendors', '--data', '']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('the other way round is offered where the kind is wrong', async () => {
  expect((await ask('who-supports metax')).err).toContain('`chipkb supports metax` may be');
  expect((await ask('supports deepseek-r1')).err).toContain('`chipkb who-supports deepseek-r1` may be');
});
