/** Plain text is parted as the segmenter of the platform parts it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentsOf } from '../../src/query/sentences.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const expected = (line: string) => Array.from(segmenter.segment(line), ({ segment }) => segment);

test.each([
  '',
  'One. Two! Three? Four',
  'DeepSeek-R1 runs on v1.5. It costs $2.5 (about 2 p.m. today). “Yes.” He said so.',
  'The U.S. firm... said: “No!” – and left. i.e. it did not. 5 of 6?! – 7',
])('as the standard has it: %s', (line) => expect(segmentsOf(line)).toEqual(expected(line)));

test('in whatever text', () => {
  const character = fc.constantFrom(...'aBz 19.!?"\'()[]{},-:;%/\t‘’“”–—');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 20 }), (line) => {
      expect(segmentsOf(line)).toEqual(expected(line));
    }),
    { numRuns: 20_000 },
  );
});
