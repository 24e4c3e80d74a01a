import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Finding, type Place, placeInLine, wholeFile } from '../../src/model/finding.ts';
import { drawFinding } from '../../src/render/findings.ts';
import { createStyler } from '../../src/render/style.ts';
import { UNSAFE } from './unsafe-text.ts';

const finding = (place: Place, more: Partial<Finding> = {}): Finding => ({
  level: 'error',
  rule: 'schema',
  message: 'is wrong',
  hint: null,
  record: null,
  place,
  ...more,
});
const at = (text: string, value: string, line = 7): Place =>
  placeInLine('a.yaml', line, text, text.indexOf(value) + 1, value.length);
const plain = await createStyler(0);
const draw = (drawn: Finding) => drawFinding(drawn, plain, stringWidth);

describe('drawFinding', () => {
  it.each<[string, Finding, string[]]>([
    ['a whole file', finding(wholeFile('data')), ['data: error [schema] is wrong']],
    [
      'a hint',
      finding(wholeFile('data'), { hint: 'Mend it.' }),
      ['data: error [schema] is wrong', '  Mend it.'],
    ],
    ['a warning', finding(wholeFile('data'), { level: 'warning' }), ['data: warning [schema] is wrong']],
    [
      'a value in its line',
      finding(at('name: Huawai', 'Huawai')),
      ['a.yaml:7:7: error [schema] is wrong', '  7 │ name: Huawai', '    │       ^^^^^^'],
    ],
    [
      'a line number of three digits',
      finding(at('name: x', 'x', 123)),
      ['a.yaml:123:7: error [schema] is wrong', '  123 │ name: x', '      │       ^'],
    ],
    [
      'wide characters before and in the value',
      finding(at('摩尔: 线程', '线程')),
      ['a.yaml:7:5: error [schema] is wrong', '  7 │ 摩尔: 线程', '    │       ^^^^'],
    ],
    ['an empty line', finding({ ...at('', ''), line: 3 }), ['a.yaml:3:1: error [schema] is wrong']],
    [
      'nothing to point at',
      finding(placeInLine('a.yaml', 1, 'id:', 4, 0)),
      ['a.yaml:1:4: error [schema] is wrong', '  1 │ id:', '    │    ^'],
    ],
    [
      'a tab before the value',
      finding(at('\tname: x', 'x')),
      ['a.yaml:7:8: error [schema] is wrong', '  7 │  name: x', '    │        ^'],
    ],
  ])('%s', (_, drawn, lines) => expect(draw(drawn)).toBe(`${lines.join('\n')}\n`));

  it.each([
    ['at the start', 0],
    ['far along', 300],
    ['at the end', 900],
  ])('shows a window of a long line, the pointer under the value %s', (_, before) => {
    const excerpt = `${'a'.repeat(before)}HERE${'b'.repeat(900 - before)}`;
    const [, shown = '', pointer = ''] = draw(finding(at(excerpt, 'HERE'))).split('\n');
    expect(shown.length).toBeLessThanOrEqual(120);
    expect(shown.slice(pointer.indexOf('^'), pointer.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('removes unsafe characters', () => {
    const evil = '\u001b[31m\u202e\u009bx\u0007\u200b';
    const drawn = draw(
      finding({ ...at(`${evil}: value`, 'value'), file: evil }, { message: evil, hint: evil }),
    );
    expect(drawn).not.toMatch(UNSAFE);
  });
});
