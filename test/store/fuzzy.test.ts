/** The prefilter (`couldMatch`) drops only texts that fuse.js would not find. */
import fc from 'fast-check';
import Fuse from 'fuse.js';
import { expect, test } from 'vitest';
import { couldMatch, rank } from '../../src/store/fuzzy.ts';
import { runs } from '../support/runs.ts';

const word = fc.string({ unit: fc.constantFrom(...'abc华'), minLength: 1, maxLength: 12 });
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const texts = fc.array(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((some) => some.join(' ')),
  { minLength: 1, maxLength: 6 },
);

test('the prefilter never drops a match of fuse.js', async () => {
  let found = 0;
  let dropped = 0;
  await fc.assert(
    fc.asyncProperty(texts, words, async (all, some) => {
      const typed = some.join(' ');
      // The same options as in `rank`, without the prefilter.
      const fuse = new Fuse(
        all.map((text) => [text]),
        {
          keys: [{ name: 'text', getFn: (item) => item }],
          useTokenSearch: true,
          tokenize: /[\p{L}\p{M}\p{N}_]+/gu,
          tokenMatch: 'all',
          threshold: 0.3,
          ignoreLocation: true,
        },
      );
      const items = all.map((text, item) => ({ item, texts: [text] }));
      const ranked = await rank(items, typed, 'every');
      expect(ranked.map(({ item }) => item).sort()).toEqual(
        fuse
          .search(typed)
          .map(({ refIndex }) => refIndex)
          .sort(),
      );
      found += ranked.length;
      dropped += all.filter((text) => some.some((one) => !couldMatch(text, one))).length;
    }),
    runs(400),
  );
  expect(Math.min(found, dropped)).toBeGreaterThan(100);
});
