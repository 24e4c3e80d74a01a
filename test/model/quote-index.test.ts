import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findAll, quoteIndex } from '../../src/model/quote-index.ts';
import { runs } from '../support/runs.ts';

/** Texts of few different characters, so that parts of them often repeat. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'a', '\n', '摩', '👍'), maxLength: 300 });
const cut = fc.tuple(fc.nat(), fc.nat({ max: 60 }));

it('returns the same offsets as a scan', () => {
  fc.assert(
    fc.property(text, fc.array(cut, { maxLength: 9 }), text, (whole, cuts, other) => {
      const find = quoteIndex(whole);
      const quotes = cuts.map(([at, length]) => whole.slice(at % (whole.length + 1)).slice(0, length));
      for (const quote of [
        ...quotes.filter((one) => one !== ''),
        ...quotes.map((one) => `${one}a`),
        `${other}b`,
      ])
        expect(find(quote)).toEqual(findAll(whole, quote));
    }),
    runs(100),
  );
});

it.each([
  ['nowhere if it is empty', 'the quick brown fox', '', []],
  ['at the start', 'the quick brown fox jumps', 'the quick brown fox', [0]],
  ['at the end', 'the quick brown fox jumps', 'quick brown fox jumps', [4]],
  ['twice', 'a sentence here. a sentence here.', 'a sentence here.', [0, 17]],
  ['overlapping itself', 'a'.repeat(20), 'a'.repeat(17), [0, 1, 2, 3]],
  ['only at its start', 'the quick brown fox jumps', 'the quick brown fox sleeps', []],
  ['longer than the text', 'the quick brown', 'the quick brown fox', []],
  ['in an empty text', '', 'the quick brown fox', []],
])('finds a quote %s', (_, whole, quote, offsets) => expect(quoteIndex(whole)(quote)).toEqual(offsets));
