import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/store/edit-distance.ts';
import { runs } from '../support/runs.ts';
import { naiveDistance } from './naive-distance.ts';

// Few letters, so that texts are often similar.
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '摩', '👍'), maxLength: 8 });

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'ab', 1],
    ['abc', 'abcd', 1],
    ['abc', 'xbc', 1],
    ['ab', 'ba', 1],
    ['abcd', 'acbd', 1],
    ['abcd', 'badc', 2],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['huawai', 'huawei', 1],
    ['hauwei', 'huawei', 1],
    ['摩爾', '摩尔', 1],
    ['线摩尔程', '摩线尔程', 1],
    ['摩尔线程', '', 4],
    ['👍', '👎', 1],
    ['👍a', 'a👍', 1],
    ['𠮷野家', '吉野家', 1],
    ['A', 'a', 1],
  ])('from %j to %j is %i', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  it.each([
    ['kitten', 'sitting', 3, 3],
    ['kitten', 'sitting', 2, Number.POSITIVE_INFINITY],
    ['abcdef', '', 5, Number.POSITIVE_INFINITY],
    ['abc', 'abc', 0, 0],
    ['abc', 'abd', 0, Number.POSITIVE_INFINITY],
    ['ab', 'ba', 1, 1],
    ['', '', 0, 0],
  ])('from %j to %j with the limit %i is %d', (a, b, limit, distance) =>
    expect(editDistance(a, b, limit)).toBe(distance),
  );

  it('equals the distance by definition', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(naiveDistance(a, b));
      }),
      runs(400),
    );
  });

  it('is exact up to the limit and Infinity above it', () => {
    fc.assert(
      fc.property(text, text, fc.nat(8), (a, b, limit) => {
        const distance = naiveDistance(a, b);
        expect(editDistance(a, b, limit)).toBe(distance > limit ? Number.POSITIVE_INFINITY : distance);
      }),
      runs(400),
    );
  });

  it('is symmetric, and 0 only between equal texts', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
      runs(100),
    );
  });

  it('is at least the difference of the lengths and at most the longer length', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [[...a].length, [...b].length];
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(left - right));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(left, right));
      }),
      runs(100),
    );
  });
});
