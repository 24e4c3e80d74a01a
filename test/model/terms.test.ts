/** The terms by which texts are found, and where they stand. */
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
])('%s holds %s at %j', (text, typed, held) => {
  const places = findMatches(text, parseSearchTerms(typed));
  expect(places.map(([start, end]) => text.slice(start, end))).toEqual(held);
});

const text = fc
  .array(fc.constantFrom(...'aB3 -.昇騰腾片のカé+', '3.1', 'd’a'), { maxLength: 24 })
  .map((characters) => characters.join(''));

test('what is sought stands somewhere in the text, and only there where the text holds it', () => {
  fc.assert(
    fc.property(text, text, (own, typed) => {
      const terms = [...termsOf(own)];
      const isHeld = parseSearchTerms(typed).map(({ term, isPrefix }) =>
        terms.some((other) => other === term || (isPrefix && other.startsWith(term))),
      );
      expect(findMatches(own, parseSearchTerms(typed)).length > 0).toBe(isHeld.some((held) => held));
    }),
    runs(600),
  );
});

test('a text holds each of its words', () => {
  fc.assert(
    fc.property(text, (own) => {
      const terms = termsOf(own);
      for (const word of wordsOf(own))
        expect(parseSearchTerms(word).filter(({ term }) => !terms.has(term))).toEqual([]);
    }),
    runs(600),
  );
});
