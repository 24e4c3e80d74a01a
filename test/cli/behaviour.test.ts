/** What a user sees: typed names, filters, help, usage errors, the data folder, streams and exit codes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { Claim } from '../../src/query/answers/claim.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { ask, askJson, packageFolder, run } from '../support/run.ts';

const GENERAL_HINT = 'Run `chipkb help` for the commands and global options.';

/** The message of an error that is printed as JSON. */
const messageOf = (err: string) => (JSON.parse(err) as { error: { message: string } }).error.message;

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-test-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each([
  ['who-supports deepsek-r1', 'Showing results for DeepSeek-R1 (“deepsek-r1” not found).\n'],
  ['show moor threads', 'Showing results for Moore Threads (“moor threads” not found).\n'],
  ['show iluvatar', 'Showing results for Iluvatar Corex (“iluvatar” not found).\n'],
  ['supports huawai', 'Showing results for Huawei (“huawai” not found).\n'],
  ['show Iluvatar CoreX', ''],
  ['show 摩爾線程', ''],
  ['who-supports R1', ''],
  ['who-supports v3', ''],
  ['who-supports DeepSeek R1', ''],
])('%s is answered, with a notice if a typo was corrected', async (line, notice) => {
  const { code, out, err } = await ask(`${line} --quiet`);
  expect({ code, err, answered: out !== '' }).toEqual({ code: 0, err: notice, answered: true });
});

test.each([
  ['who-supports deepseek-r2', 'Did you mean?\n  deepseek-r1 '],
  ['who-supports deepseek-v4', 'Did you mean?\n  deepseek-v3 '],
  ['who-supports deepsek-r1 --exact', 'Did you mean?\n  deepseek-r1 '],
  ['why huawei deepseek-r2', 'Did you mean?\n  deepseek-r1 '],
  ['who-supports gpt-4', 'Run `chipkb models` '],
  ['show ascend 910', 'Similar names:\n  ascend-solution '],
  ['who-supports r10', 'Similar names:\n  deepseek-r1 '],
  ['show mtx', 'Run `chipkb list` '],
  ['show constructor', 'Similar names:\n  '],
  ['show __proto__', 'Similar names:\n  '],
  ['show deepseek r2', 'Similar names:\n  '],
])(
  '%s is not answered; only names within the distance of a typo are listed under “Did you mean?”',
  async (line, names) => {
    const { code, out, err } = await ask(line);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err.slice(err.indexOf('\n') + 1, err.indexOf('\n') + 1 + names.length)).toBe(names);
  },
);

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

test('who-supports answers for an entity, its derivatives, its members and its family, each as its own scope', async () => {
  const rows = async (model: string) => {
    const found = await askJson<SupportRow[]>(`who-supports ${model}`);
    return found.map(({ supporter, scope, status }) => `${scope} ${status} ${supporter?.id}`);
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
  ['who-supports deepseek-r1 --by service', 'gitee-ai ascend-cloud-service'],
  ['who-supports deepseek-r1 --by hardware', 'kuae metax-gpus'],
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

test('--limit says how many rows it left out', async () => {
  const { out, err } = await ask('vendors --limit 2 --format ids');
  expect({ out, err }).toEqual({ out: 'alibaba\nbaidu\n', err: 'Showing 2 of 9 (--limit 2).\n' });
});

test.each([
  ['vendors --status verified', 'No vendors recorded with these filters.\n'],
  ['who-supports r1 --status verified', 'No recorded support for DeepSeek-R1 with these filters.\n'],
  ['supports nvidia', 'No recorded support for any model by Nvidia.\n'],
  [
    'why nvidia reuters',
    'No recorded claim links Nvidia and Reuters (chipkb path nvidia reuters looks for indirect links).\n',
  ],
  ['search zzzz', 'No results for “zzzz”.\n'],
])('%s prints on stderr that nothing is recorded', async (line, note) => {
  expect(await ask(line)).toEqual({ code: 0, out: '', err: note });
  expect((await ask(`${line} --json`)).out).toBe('[]\n');
});

test.each([
  ['who-supports', 'missing argument <model>\nRun `chipkb help who-supports` for usage.'],
  ['who-suports deepseek-r1', 'unknown command “who-suports”\nDid you mean `chipkb who-supports`?'],
  ['get huawei', `unknown command “get”\n${GENERAL_HINT}`],
  ['serve', `unknown command “serve”\n${GENERAL_HINT}`],
  ['help nonsense', `unknown command “nonsense”\n${GENERAL_HINT}`],
  ['add nonsense', 'unknown command “nonsense”\nRun `chipkb help add` for usage.'],
  ['add entty x', 'unknown command “entty”\nDid you mean `chipkb add entity`?'],
  ['vendors extra', 'too many arguments for chipkb vendors\nRun `chipkb help vendors` for usage.'],
  ['list vendors extra', 'too many arguments for chipkb list\nRun `chipkb help list` for usage.'],
  ['vendors --nope', 'unknown option --nope\nRun `chipkb help vendors` for usage.'],
  ['vendors --satus available', 'unknown option --satus\nDid you mean --status?'],
  ['vendors --formta csv', 'unknown option --formta\nDid you mean --format?'],
  ['vendors --limit', '--limit <n> needs a value\nRun `chipkb help vendors` for usage.'],
  ['vendors --limit 0', '--limit must be a positive integer, not “0”'],
  ['vendors --as-of 2025-02-30', '--as-of must be a valid date (YYYY-MM-DD), not “2025-02-30”'],
  ['vendors --sort size', '“size” is not a valid value of --sort\nChoose from: name, id, kind, claims.'],
  ['vendors --status foo', '“foo” is not a valid value of --status\nChoose from: pledged, '],
  ['vendors --format pdf', '“pdf” is not a valid value of --format\nChoose from: table, json, '],
  ['vendors --format sarif', 'vendors has no format sarif\nChoose from: table, json, '],
  ['vendors --format csv --fields nope', 'unknown field “nope”\nChoose from: id, '],
  ['vendors --format ids --fields name', '--fields needs --json or another data format'],
  ['vendors --fields name', '--fields needs --json or another data format'],
  ['vendors --json --format csv', '--json and --format csv contradict each other'],
  ['list planets', '“planets” is not a kind\nThe kinds: company, '],
  [
    'why huawei',
    'why needs two names, or ids of claims, remarks and sources\nFor example: chipkb why huawei deepseek-models, or chipkb claims --to deepseek-r1 --format ids | chipkb why -',
  ],
  ['why huawei huawei', 'both names mean Huawei\nRun `chipkb show huawei` for all its claims.'],
])('%s exits with 2 and names the mistake', async (line, message) => {
  const { code, out, err } = await ask(line);
  const said = line.includes('--json') ? messageOf(err) : err.replace(/^error: /, '');
  expect({ code, out, err: said.slice(0, message.length) }).toEqual({ code: 2, out: '', err: message });
});

test.each([
  'vendors --status available verified',
  'who-supports deepseek-r1 --status available verified',
  'who-supports --status available verified deepseek-r1',
  'why huawei deepseek-r1 --status available verified',
])('%s: the error names the missing comma', async (line) => {
  const { code, out, err } = await ask(line);
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: 'error: --status takes one word, or several separated by commas\nUse a comma: --status available,verified\n',
  });
});

test('the words of a search may follow an option', async () => {
  const { code, err } = await ask('search --kind hardware service');
  expect({ code, err: err.includes('comma') }).toEqual({ code: 0, err: false });
});

test.each([
  ['', 'Usage: chipkb <command> [options]\n'],
  ['--help', 'Usage: chipkb <command> [options]\n'],
  ['help', 'Usage: chipkb <command> [options]\n'],
  ['help why', 'Usage: chipkb why <names...> [options]\n'],
  ['why --help', 'Usage: chipkb why <names...> [options]\n'],
  ['help help', 'Usage: chipkb help [command...]\n'],
  ['help add entity', 'Usage: chipkb add entity <name> [options]\n'],
  ['add entity --help', 'Usage: chipkb add entity <name> [options]\n'],
  ['help add', 'Usage: chipkb add <command>\n'],
  ['add', 'Usage: chipkb add <command>\n'],
  ['--version', '0.0.0-test\n'],
  ['version', '0.0.0-test\n'],
])('chipkb %s prints help or the version on stdout', async (line, start) => {
  const { code, out, err } = await run(line === '' ? [] : line.split(' '));
  expect({ code, start: out.slice(0, start.length), err }).toEqual({ code: 0, start, err: '' });
});

test('the help of add lists its commands with their arguments', async () => {
  const { out } = await ask('help add');
  expect(out.match(/^ {2}\S.*? {2}/gm)?.map((term) => term.trim())).toEqual([
    'source <file>',
    'entity <name>',
    'edge <from> <relation> <to>',
    'remark [subject...]',
    'read',
    'claims <file>',
  ]);
});

test.each([60, 80, 120])('the help of every command fits %i columns', async (columns) => {
  for (const { name } of [{ name: '' }, ...COMMANDS]) {
    const { out } = await run(['help', ...name.split(' ').filter((word) => word !== '')], { columns });
    const lines = out.split('\n').filter((line) => !line.startsWith('  $ '));
    expect({ name, long: lines.filter((line) => line.length > columns) }).toEqual({ name, long: [] });
  }
});

test('the help of a command lists its own options only', async () => {
  const { out } = await run(['help', 'vendors']);
  expect(out).toContain('--status <status>');
  expect(out).not.toMatch(/--json|--data|--help/);
  expect((await run(['help'])).out).toMatch(/--data[\s\S]*--json[\s\S]*--help/);
});

test('--fields selects fields in JSON and CSV', async () => {
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
  [{ CLICOLOR: '0' }, 100, false],
  [{ CLICOLOR: '1' }, undefined, false],
  [{ CLICOLOR_FORCE: '1' }, undefined, true],
  [{ CLICOLOR_FORCE: '1', CLICOLOR: '0', TERM: 'dumb' }, undefined, true],
  [{ CLICOLOR_FORCE: '0' }, undefined, false],
  [{ CLICOLOR_FORCE: '0' }, 100, true],
  [{ NO_COLOR: '1', CLICOLOR_FORCE: '1' }, 100, false],
  [{ FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, 100, false],
])('colour: environment %j, columns %s: %s', async (env, columns, coloured) => {
  const world = { env, ...(columns !== undefined && { columns }) };
  expect((await ask('vendors', world)).out.includes('\u001b[')).toBe(coloured);
  expect((await ask('vendors --color always', world)).out).toContain('\u001b[');
  expect((await ask('vendors --color auto', world)).out.includes('\u001b[')).toBe(coloured);
  expect((await ask('vendors --color never', world)).out).not.toContain('\u001b[');
  expect((await ask('vendors --no-color', world)).out).not.toContain('\u001b[');
});

test('the data folder is --data, then CHIPKB_DATA, then the nearest kb.yaml in a parent folder, then the bundled one', async () => {
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
  ['a file', () => join(packageFolder, 'package.json'), 'is neither a folder nor a file'],
  ['empty', () => mkdtempSync(join(scratch, 'empty-')), 'the folder contains no kb.yaml'],
])('reports a data folder that is %s', async (_, folder, message) => {
  const { code, out, err } = await ask(`vendors --data ${folder()}`);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain(message);
});

test('a denial is listed separately, and not counted as support', async () => {
  const folder = join(scratch, 'denial');
  cpSync(join(packageFolder, 'test/check/fixtures/base'), folder, { recursive: true });
  const path = join(folder, 'sources/press.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('status: pledged', 'status: unsupported'));
  const data = ['--data', folder];
  const table = await run(['who-supports', 'globex-two', ...data]);
  expect(table.out).toContain('Globex Two named: unsupported or untested');
  expect(table.err).toContain('no supporters · 1 claim');
  expect((await run(['who-supports', 'globex-two', '--format', 'ids', ...data])).out).toBe('');
  expect((await run(['supports', 'acme', '--format', 'ids', ...data])).out).toBe('globex-one\n');
  expect((await run(['show', 'acme', ...data])).out).toContain('does not support Globex Two');
  expect((await run(['models', ...data])).out).toMatch(/Globex Two +Globex +no support recorded/);
});

test('a claim filter hides no other facts, and a supporter that passes it is still a supporter', async () => {
  const { out } = await ask('vendors --said-by scmp');
  expect(out).not.toContain('Moore Threads');
  expect((await ask('vendors --at-least available')).out).toMatch(
    /MetaX +chip vendor +Shanghai +MetaX GPUs +DeepSeek-R1-based models/,
  );
  expect((await ask('models --at-least pledged')).out).toMatch(/DeepSeek-R1 +DeepSeek +/);
});

test('the notice of a correction contains no control characters', async () => {
  const { code, err } = await run(['show', 'hua\u001b[31mwai\u202e', '--format', 'ids']);
  expect(err).not.toMatch(/[\u001b\u202e]/);
  expect(code).toBe(3);
  const corrected = await run(['show', '\u001bhuawai\u202e', '--format', 'ids']);
  expect(corrected).toEqual({
    code: 0,
    out: 'huawei\n',
    err: 'Showing results for Huawei (“huawai” not found).\n',
  });
});

test('an empty --data is an error, not the bundled data', async () => {
  const { code, out } = await run(['vendors', '--data', '']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('an entity of the wrong kind gets the command that asks the reverse question', async () => {
  expect((await ask('who-supports metax')).err).toBe(
    'error: MetaX is a company; who-supports expects a model\nRelated to MetaX:\n  deepseek-r1-based-models  DeepSeek-R1-based models, model\nTry `chipkb supports metax`.\n',
  );
  expect((await ask('supports deepseek-r1')).err).toContain('Try `chipkb who-supports deepseek-r1`.');
  // `supports nvidia` answers nothing.
  expect((await ask('who-supports nvidia')).err).toContain('Try `chipkb show nvidia`.');
  expect((await ask('who-supports zhang-jianzhong')).err).toContain('Try `chipkb show zhang-jianzhong`.');
});

test('companies whose service is not stated do not contradict each other', async () => {
  const { out } = await ask('matrix --by service --json');
  const rows = JSON.parse(out) as {
    supporter: object | null;
    cells: { status: string | null; disagreement: boolean }[];
  }[];
  const cells = rows
    .find(({ supporter }) => supporter === null)
    ?.cells.filter(({ status }) => status !== null);
  expect(cells?.map(({ disagreement }) => disagreement)).toEqual(cells?.map(() => false));
  expect(cells).not.toEqual([]);
});

test('an empty quote is an error', async () => {
  const line =
    'add edge baidu owns tencent --source scmp-deepseek-chips --said-by scmp --dry-run --data data --quote';
  const { code, err } = await run([...line.split(' '), '', '--json'], { cwd: packageFolder });
  expect(code).toBe(4);
  expect(err).toContain('must not be empty');
});
