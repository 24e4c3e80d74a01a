import { describe, expect, it } from 'vitest';
import { lineHash, splitLines } from '../../../src/import/tables/lines.ts';
import { sha256 } from '../../../src/model/sha256.ts';
import { utf8 } from './in-short.ts';

describe('lines', () => {
  it.each([
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\n\n', ['a', '']],
    ['a\rb\n', ['a\rb']],
    ['a\r', ['a\r']],
    ['', []],
  ])('splits %j into %j', (text, lines) => {
    expect(splitLines(utf8(text)).map((line) => Buffer.from(line).toString())).toEqual(lines);
  });

  it('hashes a line without its line end', () => {
    expect(splitLines(utf8('| ✅ |\r\nx')).map(lineHash)).toEqual([sha256('| ✅ |'), sha256('x')]);
  });
});
