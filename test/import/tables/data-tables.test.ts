import { describe, expect, it } from 'vitest';
import { remarks, short } from './in-short.ts';

describe('tables of CSV and TSV', () => {
  it.each<[path: string, text: string, tables: string[], remarks?: string[]]>([
    ['t.csv', 'A,B\n"x, y",✅ Passing\n', ['A, B', '2: x, y, ✅ Passing']],
    ['t.csv', 'A,B\r\n"x\r\ny",1\r\n"a ""b""",2\r\n', ['A, B', '2: x y, 1@3', '4: a "b", 2']],
    ['t.csv', 'A,B\n1\n\n2,3', ['A, B', '2: 1, ∅', '4: 2, 3'], ['2: the row has 1 cell for 2 columns']],
    ['t.csv', 'A\n1,2', ['A', '2: 1, 2'], ['2: the row has 2 cells for 1 column; without a column: “2”']],
    ['t.csv', 'A\r\n"x"\r\n', ['A', '2: x']],
    ['t.tsv', 'A\tB,C\n1\t2', ['A, B,C', '2: 1, 2']],
    ['t.CSV', '\n\nA\n1', ['A', '4: 1']],
    ['t.csv', '', []],
    ['t.csv', '\ufeff"A",__proto__\n1,2', ['A, __proto__', '2: 1, 2']],
  ])('%s %j', (path, text, tables, expected = []) => {
    expect(short(path, text)).toEqual(tables);
    expect(remarks(path, text)).toEqual(expected);
  });
});

describe('tables of YAML and JSON', () => {
  it.each<[what: string, path: string, text: string, tables: string[]]>([
    [
      'a mapping of scalars',
      't.yaml',
      'm:\n  t: x\n  h:\n    h200: verified\n    b200: "no"\nn:\n  i: y',
      [
        'm > key, value',
        '2: t, x',
        'm > h > key, value',
        '4: h200, verified',
        '5: b200, no',
        'n > key, value',
        '7: i, y',
      ],
    ],
    [
      'scalars as printed',
      't.yml',
      'a: 1.10\nb: yes\nc: ~\nd:',
      ['key, value', '1: a, 1.10', '2: b, yes', '3: c, ~', '4: d, '],
    ],
    [
      'a mapping of mappings',
      't.yaml',
      'v:\n  x:\n    p: fp8\n  y:\n    p: w\n    m: z\n    n:\n      q: 1',
      ['v > key, p, m, n.q', '2: x, fp8@3, ∅, ∅', '4: y, w@5, z@6, 1@8'],
    ],
    ['a list of mappings', 't.yaml', '- a: 1\n  b: 2\n- b: 3', ['a, b', '1: 1, 2@2', '3: ∅, 3']],
    ['a list of scalars', 't.yaml', 'l:\n  - a\n  - b', ['l > value', '2: a', '3: b']],
    [
      'lists in the rows of a table',
      't.yaml',
      'x:\n  a: 1\n  n: {l: [b]}\ny:\n  a: 2',
      ['key, a', '1: x, 1@2', '4: y, 2@5', 'x > n > l > value', '3: b'],
    ],
    [
      'scalars beside a mapping',
      't.yaml',
      'a: 1\nb:\n  c: 2',
      ['key, value', '1: a, 1', 'b > key, value', '3: c, 2'],
    ],
    [
      'a mapping before scalars',
      't.yaml',
      'a:\n  c: 2\nb: 1',
      ['a > key, value', '2: c, 2', 'key, value', '3: b, 1'],
    ],
    ['several documents', 't.yaml', 'a: 1\n---\na: 2', ['key, value', '1: a, 1', 'key, value', '3: a, 2']],
    ['aliases', 't.yaml', 'a: &x {b: 1}\nc: *x', ['key, b', '1: a, 1', '2: c, 1@1']],
    [
      'keys such as __proto__',
      't.yaml',
      '__proto__: 1\nconstructor: 2',
      ['key, value', '1: __proto__, 1', '2: constructor, 2'],
    ],
    [
      'columns of equal names',
      't.yaml',
      'x: {key: 1, a.b: 2, a: {b: 3}}',
      ['key, key (2), a.b, a.b (2)', '1: x, 1, 2, 3'],
    ],
    [
      'JSON',
      't.json',
      '{\n "a": {"n": "A", "u": null},\n "b": {"n": "\\u00e9\\ud83d\\ude00"}\n}',
      ['key, n, u', '2: a, A, null', '3: b, é😀, ∅'],
    ],
    [
      'JSON Lines',
      't.ndjson',
      '{"p": "x", "n": {"line": 1}}\n\n{"p": "y"}\n',
      ['p, n.line', '1: x, 1', '3: y, ∅'],
    ],
    ['JSON Lines of lists', 't.jsonl', '["a"]\n["b"]', ['value', '1: a', 'value', '2: b']],
    ['an empty file', 't.yaml', '', []],
    ['a text', 't.yaml', 'words', []],
    ['empty collections', 't.yaml', 'a: {}\nb: []\nc: [{}]', []],
  ])('reads %s', (_, path, text, tables) => {
    expect(short(path, text)).toEqual(tables);
    expect(remarks(path, text)).toEqual([]);
  });

  it.each([
    ['a: 1\na: 2', '2: the key “a” is repeated'],
    ['? [a]\n: 1\nb: 2', '1: a key is not plain text, so its entry is left out'],
    ['a: *x', '1: the alias *x names no complete part above it, so it is left out'],
    ['a: &x [*x]', '1: the alias *x names no complete part above it, so it is left out'],
  ])('remarks on %j', (text, remark) => {
    expect(remarks('t.yaml', text)).toEqual([remark]);
  });
});
