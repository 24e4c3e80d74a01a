import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/render/clean.ts';
import { runs } from '../support/runs.ts';
import { nastyText, UNSAFE } from './unsafe-text.ts';

const code = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('clean', () => {
  it.each([
    ['', ''],
    ['Moore Threads 摩尔线程 – “R1” ✓', 'Moore Threads 摩尔线程 – “R1” ✓'],
    ['a\tb', 'a b'],
    ['a\r\n\tb', 'a b'],
    ['\n', ' '],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['\u009b31mred', '31mred'],
    ['\u001b]0;title\u0007', ']0;title'],
    ['abc\u202edef', 'abcdef'],
    ['a\u200bb', 'ab'],
    ['a\u200db', 'ab'],
    ['\u200d', ''],
    ['क्\u200dष', 'क्ष'],
    ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
    ['👩🏽‍💻', '👩🏽‍💻'],
    ['🏳️‍🌈', '🏳️‍🌈'],
    ['❤️‍🔥', '❤️‍🔥'],
    ['👨\u200d', '👨'],
    ['\u200d👨', '👨'],
    ['👨\u200d\u200d👩', '👨👩'],
    ['👨\u200da', '👨a'],
    ['👨\u200d\u202e👩', '👨‍👩'],
    ['e\u0301', 'e\u0301'],
    ['1️⃣', '1️⃣'],
    ['a\u{e0041}b', 'ab'],
    ['\u00a0', '\u00a0'],
    ['عربي', 'عربي'],
  ])('%j becomes %j', (text, cleaned) => expect(clean(text)).toBe(cleaned));

  it.each([
    ['C0', range(0x00, 0x1f)],
    ['DEL and C1', range(0x7f, 0x9f)],
    ['marks of direction', [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]],
    ['zero width', [0x00ad, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]],
    ['separators', [0x2028, 0x2029]],
    ['invisible operators', range(0x2061, 0x2064)],
    ['annotations', range(0xfff9, 0xfffb)],
    ['tags', range(0xe0000, 0xe007f)],
  ])('lets none of %s through', (_, points) => {
    const through = points.filter(
      (point) => clean(`a${String.fromCodePoint(point)}b`).replace(' ', '') !== 'ab',
    );
    expect(through.map(code)).toEqual([]);
  });

  it('lets nothing unsafe through, and changes a text but once', () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, fc.string({ unit: 'binary' })), (text) => {
        const cleaned = clean(text);
        expect(cleaned).not.toMatch(UNSAFE);
        expect(cleaned).not.toContain('\n');
        expect(clean(cleaned)).toBe(cleaned);
      }),
      runs(1000),
    );
  });

  it('leaves every other character alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (!/[\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text)) expect(clean(text)).toBe(text);
      }),
      runs(500),
    );
  });
});
