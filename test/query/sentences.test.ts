/** Plain text is parted as the segmenter of the platform parts it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentsOf } from '../../src/query/sentences.ts';
import { runs } from '../support/runs.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const expected = (line: string) => Array.from(segmenter.segment(line), ({ segment }) => segment);

test.each([
  '',
  'One. Two! Three? Four',
  'DeepSeek-R1 runs on v1.5. It costs $2.5 (about 2 p.m. today). “Yes.” He said so.',
  '中国公司支持DeepSeek-R1。“好的！”他说……《日报》：没有；V3.1、v2. 版本？！ （完）　华为。',
  'On 22 February 2025, it offers Glelzen-2 70B, according to the statement. 业内人士对此没有评论。',
  'The U.S. firm... said: “No!” – and left. i.e. it did not. 5 of 6?! – 7',
])('as the standard has it: %s', (line) => expect(segmentsOf(line)).toEqual(expected(line)));

test('in whatever text', () => {
  const character = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...'aBz 19.!?"\'()[]{},-:;%/\t‘’“”–—') },
    { weight: 10, arbitrary: fc.constantFrom(...'中。！？，、：；…·％（）《》〈〉「」『』【】〔〕\u3000') },
    fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCharCode(code)),
  );
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 20 }), (line) => {
      expect(segmentsOf(line)).toEqual(expected(line));
    }),
    runs(20_000),
  );
});
