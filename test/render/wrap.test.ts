import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/render/clean.ts';
import { type Span, type Style, span } from '../../src/render/view.ts';
import { wrap } from '../../src/render/wrap.ts';
import { runs } from '../support/runs.ts';
import { nastyName } from './unsafe-text.ts';

const textsOf = (spans: readonly Span[], limit: number) =>
  wrap(spans, limit, stringWidth).map((line) => line.spans.map(({ text }) => text).join(''));
const wrapped = (text: string, limit: number) => textsOf([span('plain', text)], limit);
const spaceless = (text: string) => text.replaceAll(' ', '');

const styles: Style[] = ['plain', 'strong', 'dim'];
const spansArb = fc.array(
  fc.tuple(fc.constantFrom(...styles), nastyName).map(([style, text]) => span(style, clean(text))),
  { maxLength: 5 },
);

describe('wrap', () => {
  it.each<[string, number, string[]]>([
    ['', 10, ['']],
    ['one two', 10, ['one two']],
    ['one two', 7, ['one two']],
    ['one two', 6, ['one', 'two']],
    ['one two', 3, ['one', 'two']],
    ['one two three', 8, ['one two', 'three']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['a abcdefgh', 3, ['a', 'abc', 'def', 'gh']],
    ['a  b', 10, ['a  b']],
    ['a          b', 5, ['a', 'b']],
    ['摩尔线程', 8, ['摩尔线程']],
    ['摩尔线程', 5, ['摩尔', '线程']],
    ['摩尔线程', 4, ['摩尔', '线程']],
    ['摩尔线程', 2, ['摩', '尔', '线', '程']],
    ['GPU摩尔', 5, ['GPU摩', '尔']],
    ['𠮷𪚥𠮷', 4, ['𠮷𪚥', '𠮷']],
    ['👍👍👍', 5, ['👍👍', '👍']],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 3, ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
    ['🇨🇳🇺🇸', 2, ['🇨🇳', '🇺🇸']],
    ['e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['1️⃣1️⃣', 3, ['1️⃣', '1️⃣']],
    ['well-known fact', 10, ['well-known', 'fact']],
  ])('%j at %i columns', (text, limit, lines) => expect(wrapped(text, limit)).toEqual(lines));

  it.each<[string, [Style, string][], number, [Style, string][][]]>([
    [
      'keeps styles',
      [
        ['strong', 'one'],
        ['plain', ' two'],
      ],
      10,
      [
        [
          ['strong', 'one'],
          ['plain', ' two'],
        ],
      ],
    ],
    [
      'breaks at a border of styles',
      [
        ['strong', 'one'],
        ['plain', ' two'],
      ],
      4,
      [[['strong', 'one']], [['plain', 'two']]],
    ],
    [
      'does not break a word of two styles',
      [
        ['plain', 'a on'],
        ['strong', 'ce'],
      ],
      5,
      [
        [['plain', 'a']],
        [
          ['plain', 'on'],
          ['strong', 'ce'],
        ],
      ],
    ],
    [
      'joins spans of one style',
      [
        ['plain', 'on'],
        ['plain', 'ce'],
      ],
      9,
      [[['plain', 'once']]],
    ],
    ['styles each line of a long word', [['dim', 'abcd']], 2, [[['dim', 'ab']], [['dim', 'cd']]]],
    [
      'skips empty spans',
      [
        ['strong', ''],
        ['plain', 'a'],
      ],
      9,
      [[['plain', 'a']]],
    ],
  ])('%s', (_, spans, limit, lines) => {
    const drawn = wrap(
      spans.map(([style, text]) => span(style, text)),
      limit,
      stringWidth,
    );
    expect(drawn.map((line) => line.spans.map(({ style, text }) => [style, text]))).toEqual(lines);
  });

  it('keeps the spaces where two spans meet on one line', () => {
    expect(textsOf([span('plain', 'a '), span('strong', ' b')], 10)).toEqual(['a  b']);
  });

  it('keeps every character except spaces', () => {
    fc.assert(
      fc.property(spansArb, fc.integer({ min: 2, max: 90 }), (spans, limit) => {
        const text = spans.map((item) => item.text).join('');
        expect(spaceless(textsOf(spans, limit).join(''))).toBe(spaceless(text));
      }),
      runs(60),
    );
  });

  it('keeps every space between two words on one line', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'bc', ' ', '摩', '👍'), maxLength: 30 });
    fc.assert(
      fc.property(words, (text) => {
        expect(wrapped(text.trim(), Number.POSITIVE_INFINITY)).toEqual([text.trim()]);
      }),
      runs(100),
    );
  });

  it('drops at most one run of spaces at each line break', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'bc', ' ', '摩'), maxLength: 40 }),
        fc.integer({ min: 2, max: 9 }),
        (text, limit) => {
          let at = 0;
          for (const line of wrapped(text.trim(), limit)) {
            while (text.trim()[at] === ' ' && line !== '') at++;
            expect(text.trim().slice(at, at + line.length)).toBe(line);
            at += line.length;
          }
          expect(at).toBe(text.trim().length);
        },
      ),
      runs(100),
    );
  });

  it('makes no line wider than the limit, and returns the width of each line', () => {
    fc.assert(
      fc.property(spansArb, fc.integer({ min: 2, max: 90 }), (spans, limit) => {
        for (const line of wrap(spans, limit, stringWidth)) {
          const columns = stringWidth(line.spans.map(({ text }) => text).join(''));
          expect(columns).toBeLessThanOrEqual(limit);
          expect(columns).toBeLessThanOrEqual(line.width);
        }
      }),
      runs(60),
    );
  });

  it('splits no grapheme', () => {
    const graphemes = ['a', '摩', '👨‍👩‍👧‍👦', '🇨🇳', 'e\u0301', '👍🏽', '한'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...graphemes), { minLength: 1 }),
        fc.integer({ min: 2, max: 9 }),
        (all, limit) => {
          const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
          const drawn = wrapped(all.join(''), limit).flatMap((line) => [...segmenter.segment(line)]);
          expect(drawn.map(({ segment }) => segment)).toEqual(
            [...segmenter.segment(all.join(''))].map(({ segment }) => segment),
          );
        },
      ),
      runs(100),
    );
  });
});
