import { describe, expect, it } from 'vitest';
import { readTables } from '../../../src/import/tables/read-tables.ts';
import { tablesOf, utf8 } from './in-short.ts';

describe('faults', () => {
  const TOO_MANY =
    'has tables with more than 1,000,000 cells that are missing, spanned or repeated by aliases';
  const DEEP = 'is nested too deeply';
  const lines = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  it.each<[what: string, path: string, content: string | Uint8Array, fault: string]>([
    ['invalid UTF-8', 't.md', new Uint8Array([0x7c, 0xff]), 'is not UTF-8'],
    ['UTF-16', 't.md', new Uint8Array([0xff, 0xfe, 0x41, 0]), 'is not UTF-8'],
    ['NUL bytes', 't.csv', 'a\0b', 'contains NUL bytes, so it is not text'],
    [
      'another format',
      'a.md/t.pdf',
      '',
      'is not in a format with tables; these are: md, mdx, markdown, html, htm, csv, tsv, yaml, yml, json, ndjson, jsonl',
    ],
    [
      'a quotation mark that is not closed',
      't.csv',
      'A,B\n"x,1\n',
      'has a quotation mark that is not closed',
    ],
    [
      'a quotation mark inside a cell',
      't.csv',
      'A\n1\nx"y\n',
      'is not valid CSV: line 3 has a quotation mark inside a cell',
    ],
    [
      'invalid YAML',
      't.yaml',
      'a: 1\nb: [',
      `can't be parsed: line 2: Flow sequence in block collection must be sufficiently indented and end with a ]`,
    ],
    [
      'invalid JSON Lines',
      't.ndjson',
      '{"a": 1}\n{"a"',
      `can't be parsed: line 2: Flow map must end with a }`,
    ],
    ['deep lists', 't.yaml', '- '.repeat(100_000), DEEP],
    ['deep brackets', 't.json', '['.repeat(100_000), DEEP],
    ['deep brackets with brackets in texts', 't.json', '["]", '.repeat(20_000), DEEP],
    ['deep keys', 't.yaml', '? &a '.repeat(20_000), DEEP],
    ['deep tabs', 't.md', lines(300, (depth) => `${' '.repeat(4 * depth)}=== "T"`), DEEP],
    ['deep quotations', 't.md', `${'> '.repeat(100_000)}| A |`, DEEP],
    ['columns that span', 't.html', `<table>${'<tr><td colspan=1000000000>x'.repeat(100_000)}`, TOO_MANY],
    [
      'rows that span',
      't.html',
      `<table><tr>${'<td rowspan="1000000000">x'.repeat(1000)}${'<tr><td>y'.repeat(100_000)}`,
      TOO_MANY,
    ],
    ['rows that span in a cascade', 't.html', `<table>${'<tr><td rowspan=0>x'.repeat(100_000)}`, TOO_MANY],
    ['short rows below a wide header', 't.csv', `${'a,'.repeat(1000)}\n${'x\n'.repeat(100_000)}`, TOO_MANY],
    ['a column a row', 't.yaml', lines(25_000, (row) => `- k${row}: 1`), TOO_MANY],
    [
      'aliases of aliases',
      't.yaml',
      `${lines(60, (n) => `a${n}: &a${n} {x: *a${n - 1}, y: *a${n - 1}}`)}`.replaceAll('*a-1', '1'),
      TOO_MANY,
    ],
  ])('reports %s', (_, path, content, fault) => {
    const bytes = typeof content === 'string' ? utf8(content) : content;
    expect(readTables(path, bytes)).toEqual({ fault });
  });
});

describe('100,000 cells', () => {
  const HTML_ROW = '<table><tr><th>A<tr><td>x\n\n';
  it.each<[what: string, path: string, text: string, rows: number]>([
    ['Markdown', 't.md', `|A|B|\n|-|-|\n${'|x|✅|\n'.repeat(50_000)}`, 50_000],
    ['small tables', 't.md', '|A|\n|-|\n|x|\n\n'.repeat(50_000), 50_000],
    ['one row', 't.md', `|A|\n|-|\n${'|x'.repeat(100_000)}`, 1],
    [
      'repeated columns',
      't.md',
      `${'|A'.repeat(50_000)}|\n${'|-'.repeat(50_000)}|\n${'|x'.repeat(50_000)}|`,
      1,
    ],
    ['HTML', 't.html', `<table><tr><th>A<th>B${'<tr><td>x<td>✅'.repeat(50_000)}`, 50_000],
    ['HTML tables in cells', 't.html', HTML_ROW.repeat(10_000), 10_000],
    ['HTML tables that are not closed', 't.md', HTML_ROW.repeat(10_000), 10_000],
    ['CSV', 't.csv', `A,B\n${'"x\ny",✅\n'.repeat(50_000)}`, 50_000],
    ['YAML', 't.yaml', Array.from({ length: 50_000 }, (_, row) => `k${row}: v`).join('\n'), 50_000],
    ['the same key', 't.yaml', 'k: v\n'.repeat(50_000), 50_000],
    ['the same key in a row', 't.yaml', `r:\n${'  k: v\n'.repeat(50_000)}s:\n  k: v`, 2],
    [
      'JSON',
      't.json',
      JSON.stringify(Array.from({ length: 33_333 }, (_, a) => ({ a, b: 'x', c: null }))),
      33_333,
    ],
    ['JSON Lines', 't.jsonl', '{"a": 1, "b": "x"}\n'.repeat(10_000), 10_000],
  ])('are read from %s', (_, path, text, rows) => {
    const { tables } = tablesOf(path, text);
    expect(tables.reduce((sum, table) => sum + table.rows.length, 0)).toBe(rows);
  });
});
