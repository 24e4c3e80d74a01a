import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/render/clean.ts';
import { runs } from '../support/runs.ts';
import { nastyText, UNSAFE } from './unsafe-text.ts';

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
    ['👨\u200d\u202e👩', '👨👩'],
    ['e\u0301', 'e\u0301'],
    ['1️⃣', '1️⃣'],
    ['a\u{e0041}b', 'ab'],
    ['\u00a0', '\u00a0'],
    ['عربي', 'عربي'],
  ])('turns %j into %j', (text, cleaned) => expect(clean(text)).toBe(cleaned));

  it('removes unsafe characters, and changes nothing when applied twice', () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, fc.string({ unit: 'binary' })), (text) => {
        const cleaned = clean(text);
        expect(cleaned).not.toMatch(UNSAFE);
        expect(cleaned).not.toContain('\n');
        expect(clean(cleaned)).toBe(cleaned);
      }),
      runs(200),
    );
  });

  it('keeps every other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (!/[\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text)) expect(clean(text)).toBe(text);
      }),
      runs(100),
    );
  });
});
