import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../src/model/vocabulary.ts';
import { isNarrow, isPlain, plainWidth, widthFor } from '../../src/render/width.ts';
import { runs } from '../support/runs.ts';
import { nastyText } from './unsafe-text.ts';

const basicPlane = Array.from({ length: 0x10000 }, (_, point) => String.fromCharCode(point));
const narrow = basicPlane.filter(isNarrow);

describe('isNarrow', () => {
  it('is true of no character that takes other than one column', () => {
    expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  });

  it('is true of texts as wide as they are long', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...narrow) }), (text) => {
        expect(isNarrow(text)).toBe(true);
        expect(stringWidth(text)).toBe(text.length);
      }),
      runs(100),
    );
  });

  it('is true of printable ASCII and of the glyphs of the statuses', () => {
    const ascii = basicPlane.slice(0x20, 0x7f).join('');
    const glyphs = Object.values(STATUSES).map(({ glyph }) => glyph);
    expect([ascii, ...glyphs].filter((text) => !isNarrow(text))).toEqual([]);
  });

  it.each([
    '摩',
    'e\u0301',
    '👍',
    '\u001b',
    '\u007f',
    '\u009b',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\n',
    '\ud800',
    '\ufe0f',
  ])('%j is not narrow', (text) => expect(isNarrow(text)).toBe(false));
});

describe('isPlain', () => {
  const plain = basicPlane.filter(isPlain);

  it('is true of Chinese and Japanese', () => {
    expect(
      ['摩尔线程', '“华为”（昇腾）。', 'ｶﾅ', 'カナ', 'Ｒ１', '한국'].filter((text) => !isPlain(text)),
    ).toEqual(['ｶﾅ']);
  });

  it('is true of no character that string-width measures otherwise', () => {
    expect(plain.filter((character) => stringWidth(character) !== plainWidth(character))).toEqual([]);
  });

  it('is true of texts that string-width measures alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...plain), maxLength: 40 }), (text) => {
        expect(stringWidth(text)).toBe(plainWidth(text));
      }),
      runs(100),
    );
  });

  it('lets a private character that stands in for another take one column', () => {
    expect(plainWidth('\ue000\ue000')).toBe(2);
  });
});

describe('widthFor', () => {
  it.each([
    ['', 0],
    ['Huawei', 6],
    ['✓ “verified” – 1…', 17],
    ['摩尔线程', 8],
    ['e\u0301', 1],
    ['👨‍👩‍👧‍👦', 2],
    ['𠮷', 2],
    ['🇨🇳', 2],
    ['Ｒ１', 4],
    ['ｱ', 1],
  ])('%j takes %i columns', async (text, columns) => expect((await widthFor([text]))(text)).toBe(columns));

  it('measures as string-width does, every text it was made for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nastyText), async (texts) => {
        const width = await widthFor(texts);
        expect(texts.map(width)).toEqual(texts.map((text) => stringWidth(text)));
      }),
      runs(100),
    );
  });
});
