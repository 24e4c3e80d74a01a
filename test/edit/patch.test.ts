import { applyPatch } from 'diff';
import { expect, test } from 'vitest';
import { patchOf } from '../../src/edit/patch.ts';

const lines = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('');

test.each([
  ['few lines change', lines('a', 5), lines('a', 6)],
  ['many lines change', lines('a', 1500), lines('b', 1500)],
  ['many lines change and the last has no line end', `${lines('a', 600)}end`, `${lines('b', 600)}end`],
  ['a long file is new', '', lines('a', 20_000)],
  ['a long file is removed', lines('a', 20_000), ''],
])('a diff gives the new content where %s', (_, before, after) => {
  const bytes = (text: string) => (text === '' ? null : Buffer.from(text));
  expect(applyPatch(before, patchOf('f', bytes(before), bytes(after)))).toBe(after);
});
