import { describe, expect, it } from 'vitest';
import { parseYaml, type YamlPath } from '../../src/load/yaml-file.ts';

const faults = (text: string) =>
  parseYaml('a.yaml', text).findings.map(({ message, place }) => `${place.line}:${place.col} ${message}`);

describe('parseYaml', () => {
  it.each<[string, string, unknown]>([
    ['a record', 'a: 1\nb: [x, y]\n', { a: 1, b: ['x', 'y'] }],
    ['a list', '- 1\n- 2\n', [1, 2]],
    ['CRLF', 'a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['no line end', 'a: 1', { a: 1 }],
    ['a comment', '# a\na: 1 # b\n', { a: 1 }],
    ['words that older YAML takes for booleans', 'a: yes\nb: no\nc: on\n', { a: 'yes', b: 'no', c: 'on' }],
    ['a day', 'a: 2025-02-04\n', { a: '2025-02-04' }],
    ['a number that was a version', 'a: 1.10\n', { a: 1.1 }],
    ['a quoted version', 'a: "1.10"\n', { a: '1.10' }],
    ['folded text', 'a: >-\n  x\n  y\n', { a: 'x y' }],
    ['no value', 'a:\n', { a: null }],
    ['an explicit document', '---\na: 1\n...\n', { a: 1 }],
    ['false', 'false', false],
    ['0', '0', 0],
    ['a merge key without an alias is a key', '<<: { a: 1 }\n', { '<<': { a: 1 } }],
    ['quoted keys', '"1": a\n"true": b\n', { 1: 'a', true: 'b' }],
    ['constructor as a key', 'constructor: 1\n', { constructor: 1 }],
  ])('reads %s', (_, text, value) => {
    const file = parseYaml('a.yaml', text);
    expect(file.findings).toEqual([]);
    expect(file.value).toEqual(value);
  });

  it.each<[string, string, string[]]>([
    ['an empty file', '', ['1:1 the file is empty']],
    ['comments alone', '# a\n', ['1:1 the file is empty']],
    ['null alone', '~\n', ['1:1 the file is empty']],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', ['3:1 the key “a” is repeated in one record']],
    ['a key twice, quoted', 'a: 1\n"a": 2\n', ['2:1 the key “a” is repeated in one record']],
    ['a key twice, deep down', '- b:\n    c: 1\n    c: 2\n', ['3:5 the key “c” is repeated in one record']],
    ['a key twice in a flow', 'x: { a, a }\n', ['1:9 the key “a” is repeated in one record']],
    ['__proto__', 'a: { __proto__: { b: 1 } }\n', ['1:6 the key “__proto__” is not allowed']],
    ['__proto__ with an escape', '"\\x5f_proto__": 1\n', ['1:1 the key “__proto__” is not allowed']],
    ['an anchor', 'a: &x 1\n', ['1:7 the anchor &x is not allowed']],
    ['an anchor at a key', '&x a: 1\n', ['1:4 the anchor &x is not allowed']],
    ['an alias', 'a: &x 1\nb: *x\n', ['1:7 the anchor &x is not allowed', '2:4 the alias *x is not allowed']],
    ['an alias of nothing', 'a: *x\n', ['1:4 the alias *x is not allowed']],
    [
      'a merge',
      'a: &x { b: 1 }\nc:\n  <<: *x\n',
      ['1:7 the anchor &x is not allowed', '3:7 the alias *x is not allowed'],
    ],
    ['a number as key', '1: a\n', ['1:1 a key must be plain text']],
    ['a boolean as key', 'a:\n  true: b\n', ['2:3 a key must be plain text']],
    ['null as key', '~: a\n', ['1:1 a key must be plain text']],
    ['a list as key', '? [a]\n: b\n', ['1:3 a key must be plain text']],
  ])('rejects %s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(parseYaml('a.yaml', text).value).toBeUndefined();
  });

  it.each([
    ['a tag', 'a: !!str 1\n', /^1:\d+ .*\btag\b/],
    ['a tag of its own', 'a: !x 1\n', /^1:4 .*\btag\b/i],
    ['a bare tag', 'a: ! 1\n', /^1:\d+ .*\btag\b/],
    ['two documents', 'a: 1\n---\nb: 2\n', /^2:1 .*documents/],
    ['an open list', 'a: [1\n', /^[12]:\d+ /],
    ['an open quote', 'a: "x\n', /^[12]:\d+ /],
    ['a tab as indent', 'a:\n\tb: 1\n', /^2:1 .*[Tt]ab/],
    ['a bad indent', 'a: 1\n  b: 2\n', /^[12]:\d+ /],
    ['a colon in plain text', 'a: b: c\n', /^1:\d+ /],
    ['an unknown directive', '%X y\n---\na: 1\n', /^1:1 /],
    ['lists too deep', `${'['.repeat(1500)}${']'.repeat(1500)}`, /nested too deeply/],
    [
      'records too deep',
      Array.from({ length: 250 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      /nested too deeply/,
    ],
  ])('rejects %s', (_, text, expected) => {
    expect(faults(text)[0]).toMatch(expected);
    expect(parseYaml('a.yaml', text).value).toBeUndefined();
  });

  it('reads 3,000 keys of one record', () => {
    expect(faults(Array.from({ length: 3000 }, (_, at) => `k${at}: ${at}`).join('\n'))).toEqual([]);
  });
});

describe('locate', () => {
  const text =
    '# top\nname: Moore Threads\nlist:\n  - one\n  - { id: two, "quoted key": 线程 }\nempty:\nlong: >-\n  a\n  b\n';
  const file = parseYaml('a.yaml', text);

  it.each<[YamlPath, 'value' | 'key', string, string]>([
    [['name'], 'value', '2:7', 'Moore Threads'],
    [['name'], 'key', '2:1', 'name'],
    [['list', 0], 'value', '4:5', 'one'],
    [['list', 1], 'value', '5:5', '{ id: two, "quoted key": 线程 }'],
    [['list', 1, 'id'], 'value', '5:11', 'two'],
    [['list', 1, 'id'], 'key', '5:7', 'id'],
    [['list', 1, 'quoted key'], 'value', '5:30', '线程'],
    [['list', 1, 'quoted key'], 'key', '5:16', '"quoted key"'],
    [['list'], 'key', '3:1', 'list'],
    [['long'], 'value', '7:7', '>-'],
    [['list', 1, 'missing'], 'value', '5:5', '{ id: two, "quoted key": 线程 }'],
    [['list', 9], 'value', '4:3', '- one'],
    [['list', 0, 'deep', 'down'], 'value', '4:5', 'one'],
    [['missing'], 'value', '2:1', 'name: Moore Threads'],
    [['missing'], 'key', '2:1', 'name: Moore Threads'],
    [['constructor'], 'value', '2:1', 'name: Moore Threads'],
    [[], 'value', '2:1', 'name: Moore Threads'],
  ])('%j, the %s, is at %s', (path, what, position, shown) => {
    const { line, col, width, excerpt } = file.locate(path, what);
    expect(`${line}:${col}`).toBe(position);
    expect(excerpt).toBe(text.split('\n')[line - 1]);
    expect(excerpt.slice(col - 1, col - 1 + width)).toBe(shown);
  });

  it('returns the place where a missing value belongs', () => {
    expect(file.locate(['empty'])).toMatchObject({ file: 'a.yaml', line: 6, col: 7, width: 1 });
  });

  it('leaves carriage returns out of the excerpt', () => {
    expect(parseYaml('a.yaml', 'a: x\r\nb: y\r\n').locate(['b'])).toEqual({
      file: 'a.yaml',
      line: 2,
      col: 4,
      width: 1,
      excerpt: 'b: y',
      excerptCol: 1,
    });
  });
});
