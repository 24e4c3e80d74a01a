import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineStarts } from '../../src/model/selector.ts';
import { sentencesIn } from '../../src/query/sentences.ts';
import { runs } from '../support/runs.ts';

const sentences = (text: string) =>
  sentencesIn(text, { first: 1, last: lineStarts(text).length }).map(({ start, end }) =>
    text.slice(start, end),
  );

test.each<[string, string[]]>([
  ['', []],
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  ['It runs on v1.5. It costs $2.5.', ['It runs on v1.5.', 'It costs $2.5.']],
  ['中国公司支持它。他说没有评论！完', ['中国公司支持它。', '他说没有评论！', '完']],
  ['A headline\nThe first sentence. ', ['A headline', 'The first sentence.']],
  ['他说。“好的。”完', ['他说。', '“好的。”', '完']],
])('splits %j into sentences', (text, expected) => expect(sentences(text)).toEqual(expected));

test('every letter and digit is in exactly one sentence, in order', () => {
  const character = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...'aBz 19.!?"\'()[]{},-:;%/\t\n‘’“”–—') },
    { weight: 10, arbitrary: fc.constantFrom(...'中。！？，、：；…·％（）《》〈〉「」『』【】〔〕\u3000') },
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 40 }), (text) => {
      expect(
        sentences(text)
          .join('')
          .replace(/[^\p{L}\p{N}]/gu, ''),
      ).toBe(text.replace(/[^\p{L}\p{N}]/gu, ''));
    }),
    runs(200),
  );
});

test('splits a long line into the same sentences as the segmenter does at once', () => {
  const part = fc.constantFrom(
    'It runs. ',
    'Inc. ',
    'He saw e.g. 1, (2), 3 - 4 more. ',
    'v1.5? ',
    '中国公司支持它。',
    '… ',
    'a, ',
  );
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  fc.assert(
    fc.property(fc.array(part, { minLength: 2000, maxLength: 2000 }), (parts) => {
      const line = parts.join('').trim();
      const segments = Array.from(segmenter.segment(line), ({ segment }) => segment.trim());
      expect(sentences(line)).toEqual(segments);
    }),
    runs(10),
  );
});

test('cuts a sentence after 5,000 characters', () =>
  expect(sentences('a'.repeat(12_000)).map(({ length }) => length)).toEqual([5000, 5000, 2000]));
