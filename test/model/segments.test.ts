import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentsByPart } from '../../src/model/segments.ts';
import { runs } from '../support/runs.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Texts of characters that belong together, and of halves of them. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'e\u0301',
      '👨‍👩‍👧‍👦',
      '🇨🇳',
      '한',
      '\u1112\u1161',
      '砺',
      '\ud83d',
      '\udc68',
      '\u200d',
      '\r\n',
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

test('the segments of the parts are those of the whole text', () =>
  fc.assert(
    fc.property(text, (whole) => {
      const found = [...segmentsByPart(whole, graphemes, 40)].flat();
      const expected = [...graphemes.segment(whole)].map(({ segment, index }) => ({ segment, index }));
      const longest = Math.max(0, ...expected.map(({ segment }) => segment.length));
      // A longer segment is cut.
      if (longest < 12) expect(found).toEqual(expected);
      expect(found.map(({ segment }) => segment).join('')).toBe(whole);
    }),
    runs(300),
  ));

test.each([1, 39, 40, 41, 80, 81])('ends at a half of a surrogate pair after %i letters', (letters) => {
  const whole = `${'a'.repeat(letters)}\ud83d`;
  expect([...segmentsByPart(whole, graphemes, 40)].flat()).toHaveLength(letters + 1);
});
