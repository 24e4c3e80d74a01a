/** Every command: its JSON against the committed schema, its other formats against its JSON. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { edit, kbFolder, SOURCE } from '../support/edited-kb.ts';
import { ask, packageFolder, run } from '../support/run.ts';
import {
  commitFiles,
  folderWith,
  MATRIX,
  matrixYaml,
  REPOSITORY_FILES,
  tableKb,
} from '../support/table-kb.ts';

const ajv = addFormats.default(new Ajv.Ajv2020({ allErrors: true }));
const schemas = new Map<string, ValidateFunction>();

/** The committed schema of an answer, compiled once. */
function schema(name: string): ValidateFunction {
  const path = join(packageFolder, 'docs/output', `${name}.schema.json`);
  const validate = schemas.get(name) ?? ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
  schemas.set(name, validate);
  return validate;
}

/** The bundled knowledge base with a change of each sort of field. */
const edited = kbFolder();
afterAll(() => rmSync(edited, { recursive: true }));
edit(edited, [
  [SOURCE, 'status: pledged\n    via: kuae\n    printed: will open', 'status: available\n    with: deepseek'],
  [SOURCE, '      - quote: Moore Threads’ pledge comes days after\n', ''],
  [SOURCE, 'publisher: scmp', 'publisher: reuters'],
  [SOURCE, 'published-basis: the', 'retrieved: 2025-02-06\npublished-basis: the'],
  [SOURCE, 'subject: [nvidia]', 'subject: [huawei]'],
  [SOURCE, 'said-by: huawei', 'said-by: scmp'],
  ['kb.yaml', 'format: 1\ntitle: ', 'format: 1\ntitle: New '],
  ['entities/vendors.yaml', 'roles: [chip-vendor]', 'roles: [infrastructure]'],
  ['entities/vendors.yaml', '- NVDA\n', '- Nvidia Corp\n'],
  ['entities/people.yaml', 'id: zhang-jianzhong', 'id: zhang-jian-zhong'],
  [SOURCE, 'from: zhang-jianzhong', 'from: zhang-jian-zhong'],
  [SOURCE, 'from: zhang-jianzhong', 'from: zhang-jian-zhong'],
]);

/** A clone in which a cell changed after a knowledge base recorded it. */
const clone = folderWith({});
const tables = tableKb(matrixYaml(commitFiles(clone, REPOSITORY_FILES)));
commitFiles(clone, { 'docs/a2/matrix.md': MATRIX.replace('| ❌ | |', '| ✅ | ❌ |') });
afterAll(() => {
  for (const folder of [clone, tables]) rmSync(folder, { recursive: true });
});

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-answers-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Command lines by the schema of their answer. */
const LINES: Record<string, string[]> = {
  'who-supports': [
    'who-supports deepseek-r1',
    'who-supports r1 v3',
    'who-supports deepseek-models --at-least available',
    'who-supports v3 --role chip-vendor --sort name',
    'who-supports deepseek-r1-based-models --said-by gitee-ai --as-of 2025-02-05',
  ],
  supports: ['supports huawei', 'supports metax gpus huawei', 'supports metax gpus', 'supports nvidia'],
  claims: [
    'claims',
    'claims --from moore-threads --via kuae --sort status',
    'claims --to deepseek-r1 --scope family --said-by scmp',
    'claims --with huawei --since 2025-02-04',
  ],
  remarks: ['remarks', 'remarks --about nvidia --topic performance --sort id', 'remarks --as-of 2025-02-05'],
  show: [
    'show moore-threads',
    'show huawei tencent',
    'show scmp-deepseek-chips moore-threads.makes.kuae@scmp-deepseek-chips',
    'show scmp-deepseek-chips',
    'show moore-threads.makes.kuae@scmp-deepseek-chips',
    'show kuae --relation supports',
    'show deepseek-models',
    'show scmp',
  ],
  why: [
    'why moore-threads deepseek-r1',
    'why huawei siliconflow',
    'why scmp-deepseek-chips',
    'why nvidia reuters',
    'why kuae deepseek-r1',
  ],
  cite: [
    'cite moore-threads deepseek-r1',
    'cite scmp-deepseek-chips',
    'cite metax.supports.deepseek-r1-based-models@scmp-deepseek-chips',
    'cite nvidia reuters',
  ],
  search: ['search inference chips', 'search 昇腾', 'search zzzz', 'search gpu --kind hardware'],
  compare: ['compare huawei moore threads', 'compare r1 v3 --scope exact,family', 'compare kuae metax-gpus'],
  timeline: ['timeline', 'timeline deepseek-r1 --relation supports', 'timeline kuae'],
  matrix: [
    'matrix r1 huawei moore threads',
    'matrix',
    'matrix --role chip-vendor',
    'matrix --status verified',
  ],
  path: ['path nvidia deepseek-r1', 'path scmp baidu', 'path reuters baidu'],
  sources: ['sources'],
  list: [
    'list',
    'list framework',
    'vendors',
    'models',
    'hardware',
    'services',
    'people',
    'list publishers',
    'vendors --at-least available',
  ],
  source: ['source scmp-deepseek-chips'],
  coverage: ['coverage', 'coverage scmp-deepseek-chips --uncovered'],
  suggest: ['suggest scmp-deepseek-chips', 'suggest scmp-deepseek-chips --all'],
  propose: ['propose scmp-deepseek-chips', 'propose scmp-deepseek-chips --lines 8-12'],
  'printed-tables': ['import table test/fixtures/documents/tables.md'],
  check: ['check'],
  verify: ['verify', 'verify scmp-deepseek-chips', `verify --data ${tables} --from ${clone}`],
  update: [`update matrix --data ${tables} --from ${clone} --dry-run`],
  edited: [
    'add source README.md --id readme --publisher scmp --published 2025-02-05 --dry-run',
    'init no-such-folder --dry-run',
    'add claims test/fixtures/documents/claims.yaml --dry-run',
    'import entities test/fixtures/documents/entities.csv --dry-run',
    'add entity Example --kind framework --description "A framework." --dry-run',
    'add edge deepseek-r1-based-models runs-on metax-gpus --source scmp-deepseek-chips --said-by gitee-ai --quote "servers powered by GPUs from" --dry-run',
    'add remark zhang-jianzhong --topic description --summary x --source scmp-deepseek-chips --said-by scmp --quote "former Nvidia China general manager Zhang Jianzhong" --dry-run',
    'add read --source scmp-deepseek-chips --quote "Photo: Reuters" --why credit --dry-run',
    'set nvidia location 加州 --dry-run',
    'rename kuae kuae-cluster --dry-run',
    'remove huawei-ai-modules --cascade --dry-run',
    'merge huawei-ai-modules huawei-accelerator-cards --dry-run',
    'fmt test/check/fixtures/base --dry-run',
    'recover',
  ],
  built: [`build -o ${join(scratch, 'kb.db')}`],
  cache: ['cache path', 'cache clear'],
  diff: ['diff data data', `diff data ${join(edited, 'data')}`, `diff ${join(edited, 'data')} data`],
};

/** Lines about a knowledge base with sources of tables, by the schema of their answer. */
const LINES_OF_TABLES: Record<string, string[]> = {
  'who-supports': ['who-supports globex-one', 'who-supports globex-two --withdrawn'],
  supports: ['supports acme', 'supports anvil-1 --withdrawn'],
  claims: ['claims --withdrawn'],
  show: ['show globex-one', 'show mirror-models'],
  why: ['why acme globex-one', 'why serveit-models'],
  cite: ['cite acme globex-one', 'cite mirror-models'],
  search: ['search awq'],
  compare: ['compare acme bolt'],
  timeline: ['timeline globex-two --withdrawn'],
  matrix: ['matrix'],
  path: ['path acme globex-one-mini'],
  sources: ['sources'],
  list: ['list', 'models'],
  source: ['source serveit-models', 'source mirror-models'],
  coverage: ['coverage'],
  check: ['check'],
  diff: ['diff test/fixtures/two-sources test/fixtures/tables'],
};
for (const [name, lines] of Object.entries(LINES_OF_TABLES))
  LINES[name]?.push(...lines.map((line) => `${line} --data test/fixtures/tables`));

const linesOf = (text: string) => text.split('\n').slice(0, -1);

/** An edit reads the files, whatever store answers questions. */
const CASES = Object.entries(LINES)
  .filter(([name]) => name !== 'edited' || process.env.STORE !== 'sqlite')
  .flatMap(([name, lines]) => lines.map((line) => ({ name, line })));

test('every command is in the table of cases', () => {
  const lines = Object.values(LINES).flat();
  const isTried = (name: string) => lines.some((line) => line === name || line.startsWith(`${name} `));
  expect(COMMANDS.map(({ name }) => name).filter((name) => !isTried(name))).toEqual([]);
});

const ENTITIES = new Set(
  (
    await Promise.all(
      ['data', 'test/fixtures/tables'].map((folder) => ask(`list --format ids --data ${folder}`)),
    )
  ).flatMap(({ out }) => linesOf(out)),
);

const isFirstOfItsName = new Set(Object.values(LINES).map(([line]) => line));

test.each(CASES)(
  '$line: the JSON fits its schema, and every format has the same data',
  async ({ name, line }) => {
    const table = await ask(line);
    const json = await ask(`${line} --json`);
    const data = JSON.parse(json.out) as unknown;
    const validate = schema(name);
    validate(data);
    expect(validate.errors ?? []).toEqual([]);
    expect(json.code).toBe(0);
    if (isFirstOfItsName.has(line)) expect(await ask(`--json ${line}`)).toEqual(json);

    // An empty answer is a note on stderr.
    const isEmpty = Array.isArray(data) && data.length === 0 && name !== 'check';
    expect({ code: table.code, hasTable: table.out !== '', hasNote: json.err !== '' }).toEqual({
      code: 0,
      hasTable: !isEmpty,
      hasNote: isEmpty,
    });

    // All edits have one view.
    if (name === 'edited' && !isFirstOfItsName.has(line)) return;
    expect(parseYaml((await ask(`${line} --format yaml`)).out)).toEqual(data);
    const rows = linesOf((await ask(`${line} --format ndjson`)).out).map((row) => JSON.parse(row) as unknown);
    expect(rows).toEqual(Array.isArray(data) ? data : [data]);

    const ids = linesOf((await ask(`${line} --format ids`)).out);
    expect(new Set(ids).size).toBe(ids.length);
    if (['who-supports', 'supports', 'matrix', 'path', 'list'].includes(name)) {
      expect(ids.filter((id) => !ENTITIES.has(id))).toEqual([]);
    }
  },
);

test.each([
  ['who-supports deepseek-r2 --json', 'no-such-entity', 3],
  ['--json who-supports huawei', 'wrong-kind', 3],
  ['show ascend --json', 'ambiguous-name', 3],
  ['vendors --status foo --json', 'usage', 2],
  ['nonsense --json', 'usage', 2],
  ['vendors --data /nonexistent --json', 'usage', 2],
  ['vendors --data /nonexistent -f jsonl', 'usage', 2],
  ['vendors --source foo --json', 'no-such-entity', 3],
])('%s: the error is one JSON object on stderr', async (line, code, exit) => {
  const ran = await ask(line);
  const validate = schema('error');
  const answer = JSON.parse(ran.err) as { error: { code: string } };
  validate(answer);
  expect(validate.errors ?? []).toEqual([]);
  expect({ code: ran.code, out: ran.out, error: answer.error.code }).toEqual({
    code: exit,
    out: '',
    error: code,
  });
});

test('an empty name is an error', async () => {
  const { code, out, err } = await run(['who-supports', '', '--json']);
  const { error } = JSON.parse(err) as { error: { message: string; candidates: unknown[] } };
  expect({ out, ...error }).toMatchObject({
    out: '',
    code: 'no-such-entity',
    message: 'no model has an empty name',
    candidates: [],
  });
  expect(code).toBe(3);
});
