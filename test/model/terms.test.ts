/** Search terms and their matches. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOf } from '../../src/model/names.ts';
import { findMatches, parseSearchTerms, termsOf } from '../../src/model/terms.ts';
import { runs } from '../support/runs.ts';

test.each([
  ['Moore Threads’ GPUs', 'gpu', ['GPUs']],
  ['Moore Threads’ GPUs', 'gp', []],
  ['version 3.1, not 31', '3.1', ['3.1']],
  ['don’t', 'dont', ['don’t']],
  ['distributed tribute', 'tribute', ['tribute']],
  ['国产昇腾芯片', '昇騰芯', ['昇腾芯']],
  ['国产昇腾芯片', '片', ['片']],
  ['国产 AI 芯片', '产芯', []],
  ['AI芯片 and ai', 'ai 芯片', ['AI芯片', 'ai']],
  ['C++ and C', 'c++', ['C++']],
])('in %j, the search %j matches %j', (text, typed, matched) => {
  const ranges = findMatches(text, parseSearchTerms(typed));
  expect(ranges.map(([start, end]) => text.slice(start, end))).toEqual(matched);
});

const text = fc
  .array(fc.constantFrom(...'aB3 -.昇騰腾片のカé+', '3.1', 'd’a'), { maxLength: 24 })
  .map((characters) => characters.join(''));

test('findMatches finds a match if and only if the text contains a term', () => {
  fc.assert(
    fc.property(text, text, (own, typed) => {
      const terms = [...termsOf(own)];
      const contained = parseSearchTerms(typed).map(({ term, isPrefix }) =>
        terms.some((other) => other === term || (isPrefix && other.startsWith(term))),
      );
      expect(findMatches(own, parseSearchTerms(typed)).length > 0).toBe(contained.includes(true));
    }),
    runs(600),
  );
});

test('a text contains the search terms of each of its words', () => {
  fc.assert(
    fc.property(text, (own) => {
      const terms = termsOf(own);
      for (const word of wordsOf(own))
        expect(parseSearchTerms(word).filter(({ term }) => !terms.has(term))).toEqual([]);
    }),
    runs(600),
  );
});
