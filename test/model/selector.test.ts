import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentRange, findQuote, lineAt, lineStarts } from '../../src/model/selector.ts';
import { runs } from '../support/runs.ts';

interface Selector {
  quote: string;
  prefix?: string;
  suffix?: string;
}

const find = (text: string, selector: Selector, extent?: { first: number; last: number }) => {
  const starts = lineStarts(text);
  return findQuote(text, starts, extent ?? { first: 1, last: starts.length }, selector);
};
const found = (start: number, end: number, line = 1) => ({ state: 'found', position: { start, end, line } });
const missing = { state: 'missing' };

describe('lineStarts', () => {
  it.each([
    ['', [0]],
    ['a', [0]],
    ['a\n', [0, 2]],
    ['a\nbc\n\nd', [0, 2, 5, 6]],
    ['a\r\nb', [0, 3]],
    ['a\rb\u2028c\u0085d', [0]],
  ])('%j: %j', (text, starts) => expect(lineStarts(text)).toEqual(starts));
});

describe('lineAt', () => {
  it('returns one more than the number of line ends before the offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '摩') }), fc.nat(40), (text, at) => {
        const offset = Math.min(at, text.length);
        expect(lineAt(lineStarts(text), offset)).toBe(text.slice(0, offset).split('\n').length);
      }),
      runs(100),
    );
  });
});

describe('extentRange', () => {
  const text = 'one\ntwo\nthree';
  it.each([
    [1, 3, 'one\ntwo\nthree'],
    [2, 2, 'two\n'],
    [3, 3, 'three'],
    [2, 9, 'two\nthree'],
    [9, 9, ''],
  ])('returns lines %i to %i as %j', (first, last, lines) => {
    const { start, end } = extentRange(text, lineStarts(text), { first, last });
    expect(text.slice(start, end)).toBe(lines);
  });
});

describe('findQuote', () => {
  it.each<[string, string, Selector, object]>([
    ['once', 'a cat sat', { quote: 'cat' }, found(2, 5)],
    ['whole text', 'cat', { quote: 'cat' }, found(0, 3)],
    ['at the end', 'a cat', { quote: 'cat' }, found(2, 5)],
    ['on the second line', 'a\nb cat', { quote: 'cat' }, found(4, 7, 2)],
    ['over a line end', 'a b\nc d', { quote: 'b\nc' }, found(2, 5)],
    ['not there', 'a cat', { quote: 'dog' }, missing],
    ['in an empty text', '', { quote: 'dog' }, missing],
    ['other case', 'a Cat', { quote: 'cat' }, missing],
    ['other quotes', 'its “cat”', { quote: '"cat"' }, missing],
    ['other spaces', 'a\u00a0cat', { quote: 'a cat' }, missing],
    ['other normal form', 'cafe\u0301', { quote: 'café' }, missing],
    ['longer than the text', 'cat', { quote: 'cats' }, missing],
    ['twice', 'cat cat', { quote: 'cat' }, { state: 'repeated', lines: [1, 1] }],
    ['on two lines', 'cat\n\ncat', { quote: 'cat' }, { state: 'repeated', lines: [1, 3] }],
    ['overlapping itself', 'aaa', { quote: 'aa' }, { state: 'repeated', lines: [1, 1] }],
    ['prefix decides', 'a cat, b cat', { quote: 'cat', prefix: 'b ' }, found(9, 12)],
    ['suffix decides', 'cat a, cat b', { quote: 'cat', suffix: ' b' }, found(7, 10)],
    ['both decide', 'a cat a, b cat b, a cat b', { quote: 'cat', prefix: 'a ', suffix: ' b' }, found(20, 23)],
    ['a prefix distinguishes overlapping occurrences', 'aaa', { quote: 'aa', prefix: 'a' }, found(1, 3)],
    ['a suffix distinguishes overlapping occurrences', 'aaa', { quote: 'aa', suffix: 'a' }, found(0, 2)],
    ['prefix before the text', 'cat', { quote: 'cat', prefix: 'a ' }, missing],
    ['suffix after the text', 'cat', { quote: 'cat', suffix: ' a' }, missing],
    ['wrong prefix', 'a cat', { quote: 'cat', prefix: 'b ' }, missing],
    [
      'prefix decides nothing',
      'a cat a cat',
      { quote: 'cat', prefix: 'a ' },
      { state: 'repeated', lines: [1, 1] },
    ],
    ['Chinese', '摩尔线程支持', { quote: '线程' }, found(2, 4)],
    ['after a surrogate pair', '👍 cat', { quote: 'cat' }, found(3, 6)],
    ['of surrogate pairs', 'a👍🏽b', { quote: '👍🏽' }, found(1, 5)],
    ['pattern characters', 'a.*b (c)', { quote: '.*b (' }, found(1, 6)],
    ['CRLF', 'a\r\nb', { quote: 'b' }, found(3, 4, 2)],
  ])('%s', (_, text, selector, anchor) => expect(find(text, selector)).toEqual(anchor));

  it.each<[string, string, [number, number], Selector, object]>([
    ['before the extent', 'cat\na\nb', [2, 3], { quote: 'cat' }, { state: 'outside', lines: [1] }],
    ['after the extent', 'a\nb\ncat', [1, 2], { quote: 'cat' }, { state: 'outside', lines: [3] }],
    ['twice outside', 'cat\na\ncat', [2, 2], { quote: 'cat' }, { state: 'outside', lines: [1, 3] }],
    ['inside, and outside too', 'cat\ncat\ncat', [2, 2], { quote: 'cat' }, found(4, 7, 2)],
    ['over the start of the extent', 'a\nb', [2, 2], { quote: 'a\nb' }, { state: 'outside', lines: [1] }],
    ['over the end of the extent', 'a\nb', [1, 1], { quote: 'a\nb' }, { state: 'outside', lines: [1] }],
    ['whole first line', 'a\nb', [1, 1], { quote: 'a' }, found(0, 1)],
    ['extent past the text', 'a\nb', [1, 99], { quote: 'b' }, found(2, 3, 2)],
    ['extent after the text', 'a\nb', [5, 9], { quote: 'b' }, { state: 'outside', lines: [2] }],
    ['extent backwards', 'a\nb\nc', [3, 1], { quote: 'b' }, { state: 'outside', lines: [2] }],
    ['prefix outside, quote inside', 'a\nb', [2, 2], { quote: 'b', prefix: 'a\n' }, found(2, 3, 2)],
    ['wrong suffix outside', 'cat\na', [2, 2], { quote: 'cat', suffix: '!' }, missing],
  ])('%s', (_, text, [first, last], selector, anchor) =>
    expect(find(text, selector, { first, last })).toEqual(anchor),
  );

  const text = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\n', '摩', '👍'),
    minLength: 1,
    maxLength: 40,
  });

  /** Every offset of the quote between prefix and suffix, found by trying all offsets. */
  const occurrences = (whole: string, { quote, prefix = '', suffix = '' }: Selector) =>
    Array.from({ length: whole.length }, (_, at) => at).filter(
      (at) =>
        at >= prefix.length &&
        whole.slice(at - prefix.length, at + quote.length + suffix.length) === prefix + quote + suffix,
    );

  it('finds a part of the text if it occurs once, and reports all lines otherwise', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.nat(3), fc.nat(3), (whole, a, b, before, after) => {
        const start = a % whole.length;
        const end = start + 1 + (b % (whole.length - start));
        const selector = {
          quote: whole.slice(start, end),
          prefix: whole.slice(Math.max(0, start - before), start),
          suffix: whole.slice(end, end + after),
        };
        const offsets = occurrences(whole, selector);
        const anchor = find(whole, selector);
        expect(anchor.state).toBe(offsets.length === 1 ? 'found' : 'repeated');
        if (anchor.state === 'found') {
          expect(whole.slice(anchor.position.start, anchor.position.end)).toBe(selector.quote);
          expect(anchor.position.start).toBe(start);
          expect(anchor.position.line).toBe(whole.slice(0, start).split('\n').length);
        }
        if (anchor.state === 'repeated') expect(anchor.lines).toHaveLength(offsets.length);
      }),
      runs(200),
    );
  });

  it('distinguishes occurrences inside and outside the extent', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lines, fc.constantFrom('a', 'ab', 'aa'), fc.nat(5), fc.nat(5), (all, quote, a, b) => {
        const first = 1 + (a % all.length);
        const last = first + (b % (all.length - first + 1));
        // The quotes contain no line end, so each occurrence is on one line.
        const onLine = all.map((line) => occurrences(line, { quote }).length);
        const inside = onLine.slice(first - 1, last).reduce((sum, n) => sum + n, 0);
        const outside = onLine.reduce((sum, n) => sum + n, 0) - inside;
        const state = inside > 1 ? 'repeated' : inside === 1 ? 'found' : outside > 0 ? 'outside' : 'missing';
        expect(find(all.join('\n'), { quote }, { first, last }).state).toBe(state);
      }),
      runs(100),
    );
  });
});
