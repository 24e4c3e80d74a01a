import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createStyler } from '../../src/render/style.ts';
import { type Style, span } from '../../src/render/view.ts';

const STYLES: Style[] = ['plain', 'title', 'strong', 'dim', 'good', 'fair', 'weak', 'bad', 'match', 'quote'];

describe('createStyler', () => {
  it.each(STYLES)('at level 0 prints %s as it is', async (style) => {
    expect((await createStyler(0))(span(style, 'Huawei 华为'))).toBe('Huawei 华为');
  });

  it.each(STYLES)('at levels 1 to 3 only adds escapes to %s', async (style) => {
    for (const level of [1, 2, 3] as const) {
      const painted = (await createStyler(level))(span(style, 'Huawei 华为'));
      expect(stripVTControlCharacters(painted)).toBe('Huawei 华为');
      expect(painted.includes('\u001b[')).toBe(style !== 'plain');
    }
  });

  it('returns an empty text for an empty text', async () => {
    const paint = await createStyler(1);
    expect(STYLES.map((style) => paint(span(style, ''))).join('')).toBe('');
  });

  it('returns the same after another level was used', async () => {
    const before = (await createStyler(1))(span('bad', 'x'));
    (await createStyler(0))(span('bad', 'x'));
    expect((await createStyler(1))(span('bad', 'x'))).toBe(before);
  });
});
