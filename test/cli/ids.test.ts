/** Every id that a command prints can be given back to `show` and, if it is not of an entity, to `why`. */
import { expect, test } from 'vitest';
import { ask, run } from '../support/run.ts';

/** Every command that answers a question. */
const LINES = [
  'who-supports deepseek-r1',
  'supports huawei',
  'claims',
  'remarks',
  'show moore-threads nvidia',
  'show scmp-deepseek-chips',
  'why moore-threads deepseek-r1',
  'why scmp-deepseek-chips',
  'search deepseek chips',
  'matrix',
  'compare r1 v3',
  'timeline',
  'path nvidia deepseek-r1',
  'list',
  'vendors',
  'models',
  'hardware',
  'services',
  'people',
  'sources',
  'source scmp-deepseek-chips',
  'diff test/check/fixtures/base test/check/fixtures/base',
];

/** The ids in an answer: each `id`, the sources of evidence, and lists of ids. */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (typeof part === 'string') return key === 'id' || key === 'source' ? [part] : [];
    const isListOfIds = Array.isArray(part) && (key === 'claims' || key === 'remarks');
    return isListOfIds
      ? part.flatMap((item) => (typeof item === 'string' ? [item] : idsIn(item)))
      : idsIn(part);
  });
}

const printed = new Set<string>();
for (const line of LINES) {
  const { out } = await ask(`${line} --json`);
  const own = idsIn(out === '' ? [] : JSON.parse(out));
  const ids = (await ask(`${line} --format ids`)).out.split('\n').slice(0, -1);
  for (const id of [...own, ...ids]) printed.add(id);
}

test('show takes every id', async () => {
  const { code, out, err } = await run(['show', '-', '--json'], { input: [...printed].join('\n') });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const shown = (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
  expect(shown.sort()).toEqual([...printed].sort());
});

test('there are ids of entities, claims, remarks and sources', () => {
  expect([...printed].some((id) => id.includes('@') && id.includes('.supports.'))).toBe(true);
  expect([...printed].some((id) => id.includes('.praise'))).toBe(true);
  expect(printed.has('scmp-deepseek-chips') && printed.has('huawei')).toBe(true);
});

test('why takes every id of a claim, a remark or a source', async () => {
  const ids = [...printed].filter((id) => id.includes('@'));
  const { code, out } = await run(['why', ...ids, '--json']);
  const answered = (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
  expect({ code, ids: answered.sort() }).toEqual({ code: 0, ids: ids.sort() });
  const ofSource = JSON.parse((await ask('why scmp-deepseek-chips --json')).out) as { id: string }[];
  expect(ofSource.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test.each([
  ['show moore-threads.makes.kue@scmp-deepseek-chips', 3, 'moore-threads.makes.kuae@scmp-deepseek-chips'],
  [
    'show huawei.supports.deepseek-models@scmp-deepseek-chips',
    3,
    'is ambiguous\nIt can mean:\n  huawei.supports.deepseek-models+ascend-cloud-service+siliconflow+in-progress+huawei@',
  ],
  ['show x@y', 3, 'no claim or remark is called “x@y”'],
  ['why huawei x@y', 2, 'why takes two names, or ids'],
])('%s is an error', async (line, exit, text) => {
  const { code, out, err } = await ask(line);
  expect({ code, out }).toEqual({ code: exit, out: '' });
  expect(err).toContain(text);
});
