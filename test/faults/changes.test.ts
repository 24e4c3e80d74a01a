/** A question while another program changes the files: the answer is that of before or after the change, or a known error. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { type Ran, run, type World, wordsOf } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';
import { knownErrorOf, Place, runCounted, runWithChange } from './faults.ts';

const place = new Place();
const original = join(place.home, 'original');
cpSync(place.kb, original, { recursive: true });
afterAll(() => place.remove());

const at = (name: string) => join(place.kb, name);
const ENTITIES = 'entities/all.yaml';
const TEXT = 'seeds/press.txt';

const rewrite = (name: string, from: string, to: string) =>
  writeFileSync(at(name), readFileSync(at(name), 'utf8').replace(from, to));

const CHANGES: [name: string, change: () => void][] = [
  ['a file grows', () => rewrite(ENTITIES, 'name: Acme', 'name: Acme Incorporated')],
  ['a file shrinks', () => rewrite(ENTITIES, 'description: A chip designer.', 'description: A.')],
  ['a file is truncated', () => truncateSync(at(ENTITIES), 100)],
  ['a text shrinks', () => truncateSync(at(TEXT), 100)],
  [
    'a file becomes a folder',
    () => {
      rmSync(at(ENTITIES));
      mkdirSync(at(ENTITIES));
    },
  ],
  [
    'a folder becomes a file',
    () => {
      rmSync(at('sources'), { recursive: true });
      writeFileSync(at('sources'), '');
    },
  ],
  ['a folder is deleted', () => rmSync(at('entities'), { recursive: true })],
  ['the texts are deleted', () => rmSync(at('seeds'), { recursive: true })],
  [
    'the knowledge base is replaced',
    () => {
      renameSync(place.kb, join(place.home, 'old'));
      cpSync(original, place.kb, { recursive: true });
      rewrite(ENTITIES, 'name: Acme', 'name: Acme Incorporated');
    },
  ],
  ['the knowledge base is deleted', () => rmSync(place.kb, { recursive: true })],
];

function reset(): void {
  for (const folder of [place.kb, join(place.home, 'old')]) rmSync(folder, { recursive: true, force: true });
  cpSync(original, place.kb, { recursive: true });
  place.clearCaches();
}

const isSame = (a: Ran, b: Ran) => JSON.stringify(a) === JSON.stringify(b);

test.each(CHANGES)('%s', async (_, change) => {
  const wrong: unknown[] = [];
  for (const databaseThresholdBytes of isSlow ? [Number.POSITIVE_INFINITY, 0] : [Number.POSITIVE_INFINITY]) {
    const world: World = { ...place.world, cwd: place.home, databaseThresholdBytes };
    const argv = wordsOf('why acme globex-one --data kb --json');
    reset();
    const before = await run(argv, world);
    place.clearCaches();
    const { calls } = await runCounted('read', argv, world);
    change();
    const after = await run([...argv, '--no-cache'], world);
    for (let call = 0; call < calls.length; call += isSlow ? 1 : 11) {
      reset();
      const ran = await runWithChange(call, change, argv, world);
      const isRight = isSame(ran, before) || isSame(ran, after) || knownErrorOf(ran) !== null;
      if (!isRight) wrong.push({ call, name: calls[call], ...ran });
      const later = await run(argv, world);
      if (!isSame(later, after)) wrong.push({ afterCall: call, name: calls[call], ...later });
    }
  }
  expect(wrong).toEqual([]);
});

test.each([-1e12, -86_400_000, 1e12])('a clock that jumps by %d ms changes no answer', async (jump) => {
  reset();
  const world: World = { ...place.world };
  const show = async () => (await run(wordsOf('show acme --json'), world)).out;
  const expected = await show();
  place.clearCaches();
  const { now } = Date;
  let calls = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + (++calls % 2) * jump);
  try {
    expect([await show(), await show()]).toEqual([expected, expected]);
    expect(await run(wordsOf('set acme location Berlin -q'), world)).toMatchObject({ code: 0, err: '' });
    expect([await show(), await show()]).toEqual(Array(2).fill(expected.replace('Springfield', 'Berlin')));
  } finally {
    vi.restoreAllMocks();
  }
});
