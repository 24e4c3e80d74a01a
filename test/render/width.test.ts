import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../src/model/vocabulary.ts';
import { isNarrow, widthFor } from '../../src/render/width.ts';
import { runs } from '../support/runs.ts';
import { nastyText } from './unsafe-text.ts';

const basicPlane = Array.from({ length: 0x10000 }, (_, point) => String.fromCharCode(point));
const narrow = basicPlane.filter(isNarrow);

describe('isNarrow', () => {
  it('is false for every character that does not take one column', () => {
    expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
  });

  it('is true only for texts that are as wide as they are long', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...narrow) }), (text) => {
        expect(isNarrow(text)).toBe(true);
        expect(stringWidth(text)).toBe(text.length);
      }),
      runs(20),
    );
  });

  it('is true for printable ASCII and the symbols of the statuses', () => {
    const ascii = basicPlane.slice(0x20, 0x7f).join('');
    const glyphs = Object.values(STATUSES).map(({ glyph }) => glyph);
    expect([ascii, ...glyphs].filter((text) => !isNarrow(text))).toEqual([]);
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
  ])('measures %j as %i columns', async (text, columns) =>
    expect((await widthFor([text]))(text)).toBe(columns),
  );

  it.each([
    ['Chinese', '摩尔线程', 8],
    ['joined emoji', '👨‍👩‍👧‍👦', 2],
    ['an accent on each letter', 'e\u0301', 1],
  ])('measures 1,000 graphemes as 1,000 times one: %s', async (_, part, columns) => {
    const text = part.repeat(1000);
    expect((await widthFor([text]))(text)).toBe(1000 * columns);
  });

  it('measures every text as string-width does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nastyText), async (texts) => {
        const width = await widthFor(texts);
        expect(texts.map(width)).toEqual(texts.map((text) => stringWidth(text)));
      }),
      runs(20),
    );
  });
});
