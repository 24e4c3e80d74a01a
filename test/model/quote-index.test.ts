import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findAll, quoteIndex } from '../../src/model/quote-index.ts';
import { runs } from '../support/runs.ts';

/** Texts of few characters, so that stretches come again, and quotes of them, or nearly. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'a', '\n', '摩', '👍'), maxLength: 300 });
const cut = fc.tuple(fc.nat(), fc.nat({ max: 60 }));

it('the index gives the places that a scan gives', () => {
  fc.assert(
    fc.property(text, fc.array(cut, { maxLength: 9 }), text, (whole, cuts, other) => {
      const places = quoteIndex(whole);
      const quotes = cuts.map(([at, length]) => whole.slice(at % (whole.length + 1)).slice(0, length));
      for (const quote of [
        ...quotes.filter((one) => one !== ''),
        ...quotes.map((one) => `${one}a`),
        `${other}b`,
      ])
        expect(places(quote)).toEqual(findAll(whole, quote));
    }),
    runs(100),
  );
});

it.each([
  ['at the start', 'the quick brown fox jumps', 'the quick brown fox', [0]],
  ['at the end', 'the quick brown fox jumps', 'quick brown fox jumps', [4]],
  ['twice', 'a sentence here. a sentence here.', 'a sentence here.', [0, 17]],
  ['over itself', 'a'.repeat(20), 'a'.repeat(17), [0, 1, 2, 3]],
  ['not, though it begins there', 'the quick brown fox jumps', 'the quick brown fox sleeps', []],
  ['not, since it is longer', 'the quick brown', 'the quick brown fox', []],
  ['nowhere in nothing', '', 'the quick brown fox', []],
])('finds what stands %s', (_, whole, quote, places) => expect(quoteIndex(whole)(quote)).toEqual(places));
