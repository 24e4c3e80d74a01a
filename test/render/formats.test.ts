import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { clean } from '../../src/render/clean.ts';
import {
  fieldsOf,
  flatten,
  pick,
  rowsOf,
  toCsv,
  toJson,
  toMarkdown,
  toNdjson,
  toTsv,
  toYaml,
} from '../../src/render/formats.ts';
import { runs } from '../support/runs.ts';
import { nastyText, UNSAFE } from './unsafe-text.ts';

/** A strict parser of RFC 4180 with LF: quotes only around a cell, or doubled inside one. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const cell = /"((?:[^"]|"")*)"|[^",\n\r]*/y;
      cell.lastIndex = at;
      const match = cell.exec(text);
      if (match === null) throw new Error(`no cell at ${at}`);
      row.push(match[1]?.replaceAll('""', '"') ?? match[0]);
      at = cell.lastIndex;
      const next = text[at++];
      if (next === '\n') break;
      if (next !== ',') throw new Error(`${JSON.stringify(next)} after a cell at ${at}`);
    }
    rows.push(row);
  }
  return rows;
}

/** The cells of one line of a Markdown table, escapes undone. */
function parseMarkdownRow(line: string): string[] {
  const cells = [''];
  for (const [token] of line.matchAll(/\\[\s\S]|[^\\]/gu)) {
    if (token === '|') cells.push('');
    else cells.push(cells.pop() + (token.length > 1 && token.startsWith('\\') ? token.slice(1) : token));
  }
  const [before, ...rest] = cells;
  const after = rest.pop();
  if (before !== '' || after !== '') throw new Error(`not a row: ${line}`);
  return rest.map((cell) => cell.replace(/^ /, '').replace(/ $/, ''));
}

const plainCell = fc.oneof(nastyText, fc.integer(), fc.boolean(), fc.constant(null));
const entity = fc.record({ id: nastyText, name: nastyText, kind: fc.constant('model') });
const cell = fc.oneof(
  plainCell,
  entity,
  fc.array(fc.oneof(plainCell, entity), { maxLength: 3 }),
  fc.record({ first: plainCell, last: entity }),
);
const row = fc.dictionary(fc.constantFrom('id', 'name', 'status', 'via', 'saidBy', 'extent'), cell);
const answers = fc.oneof(fc.array(row, { maxLength: 5 }), row);

const nastyJson = fc.oneof(
  answers,
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }),
  fc.dictionary(nastyText, nastyText, { maxKeys: 4 }),
  fc.array(nastyText),
);
/** Values as they are after a round trip through JSON, where -0 becomes 0. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('toJson', () => {
  it('is parsed to the same data and contains no unsafe characters', () => {
    fc.assert(
      fc.property(nastyJson, (data) => {
        const text = toJson(data);
        expect(text).not.toMatch(UNSAFE);
        expect(JSON.parse(text)).toEqual(asJson(data));
      }),
      runs(200),
    );
  });

  it.each([
    [[], '[]\n'],
    [{}, '{}\n'],
    [{ a: [1] }, '{\n  "a": [\n    1\n  ]\n}\n'],
    ['摩尔 “線程” ✓', '"摩尔 “線程” ✓"\n'],
    ['\u202e\u009b\u001b\u{e0041}\u2028', '"\\u202e\\u009b\\u001b\\udb40\\udc41\\u2028"\n'],
  ])('%j', (data, text) => expect(toJson(data)).toBe(text));
});

describe('toNdjson', () => {
  it('prints one JSON value a line', () => {
    fc.assert(
      fc.property(answers, (data) => {
        const lines = toNdjson(data).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line))).toEqual(asJson(rowsOf(data)));
        for (const line of lines) expect(line).not.toMatch(UNSAFE);
      }),
      runs(100),
    );
  });

  it.each([
    [[], ''],
    [{ a: 1 }, '{"a":1}\n'],
    [[{ a: 1 }, { a: 2 }], '{"a":1}\n{"a":2}\n'],
  ])('%j', (data, text) => expect(toNdjson(data)).toBe(text));
});

describe('toYaml', () => {
  it('is parsed to the same data', async () => {
    await fc.assert(
      fc.asyncProperty(nastyJson, async (data) => {
        expect(parseYaml(await toYaml(data), { maxAliasCount: 0 })).toEqual(asJson(data));
      }),
      runs(60),
    );
  });

  it('contains no unsafe characters', async () => {
    await fc.assert(
      fc.asyncProperty(nastyJson, async (data) => {
        // YAML may print a tab as it is.
        expect((await toYaml(data)).replaceAll('\t', ' ')).not.toMatch(UNSAFE);
      }),
      runs(60),
    );
  });

  it.each([
    [[], '[]\n'],
    [
      { version: '1.10', answer: 'no', date: '2025-02-04' },
      'version: "1.10"\nanswer: no\ndate: 2025-02-04\n',
    ],
    [{ a: 'x '.repeat(90).trim() }, `a: ${'x '.repeat(90).trim()}\n`],
  ])('%j', async (data, text) => {
    expect(await toYaml(data)).toBe(text);
  });
});

describe('flatten', () => {
  const both = { id: 'r1', name: 'R1', kind: 'model' };
  it.each<[string, unknown, string[], string[][]]>([
    ['no rows', [], [], []],
    ['plain cells', [{ a: 1, b: 'x', c: true, d: null }], ['a', 'b', 'c', 'd'], [['1', 'x', 'true', '']]],
    ['one object is one row', { a: 1 }, ['a'], [['1']]],
    [
      'columns in their first order',
      [{ a: 1 }, { b: 2, a: 3 }],
      ['a', 'b'],
      [
        ['1', ''],
        ['3', '2'],
      ],
    ],
    ['an entity', [{ model: both }], ['model'], [['r1']]],
    ['a list of entities', [{ via: [both, both] }], ['via'], [['r1; r1']]],
    ['an empty list', [{ via: [] }], ['via'], [['']]],
    [
      'an object without id',
      [{ extent: { first: 1, last: 2 } }],
      ['extent.first', 'extent.last'],
      [['1', '2']],
    ],
    ['two levels', [{ a: { b: { c: 1 } } }], ['a.b.c'], [['1']]],
    [
      'objects without id in a list',
      [
        {
          m: [
            { model: both, status: 'pledged' },
            { model: both, status: null },
          ],
        },
      ],
      ['m.model', 'm.status'],
      [['r1; r1', 'pledged; ']],
    ],
    ['picked parts of an entity', [{ m: { id: 'r1', name: 'R1' } }], ['m.id', 'm.name'], [['r1', 'R1']]],
    ['an empty list', [{ m: [] }], ['m'], [['']]],
  ])('%s', (_, data, columns, rows) => {
    const flat = flatten(data, 'id');
    expect(flat.columns).toEqual(columns);
    expect(flat.rows.map((cells) => columns.map((column) => cells.get(column) ?? ''))).toEqual(rows);
  });

  it('returns names instead of ids on request', () => {
    expect([
      ...(flatten([{ model: both, claims: [{ id: 'c', relation: 'owns' }] }], 'name').rows[0] ?? []),
    ]).toEqual([
      ['model', 'R1'],
      ['claims', 'c'],
    ]);
  });
});

/** The table of some data as the formats should print it. */
function cellsOf(data: unknown, by: 'id' | 'name'): string[][] {
  const { columns, rows } = flatten(data, by);
  if (columns.length === 0) return [];
  return [columns, ...rows.map((cells) => columns.map((column) => clean(cells.get(column) ?? '')))];
}

describe('toCsv', () => {
  it('is parsed to the same cells', () => {
    fc.assert(
      fc.property(answers, (data) => {
        const text = toCsv(data, true);
        expect(parseCsv(text)).toEqual(cellsOf(data, 'id'));
        expect(text).not.toMatch(UNSAFE);
      }),
      runs(100),
    );
  });

  it.each([
    [[], ''],
    [[{ a: 'x,y', b: 'say "hi"' }], 'a,b\n"x,y","say ""hi"""\n'],
    [[{ a: ' x', b: 'x y' }], 'a,b\n" x",x y\n'],
    [[{ a: 'x\ny' }], 'a\nx y\n'],
    [{ a: 1 }, 'a\n1\n'],
    [[{ a: '=1+1', b: '@x', c: '+x', d: '-x' }], "a,b,c,d\n'=1+1,'@x,'+x,'-x\n"],
    [[{ a: '=A1,"x"' }], 'a\n"\'=A1,""x"""\n'],
    [[{ a: 'x=1', b: "'" }], "a,b\nx=1,'\n"],
  ])('%j', (data, text) => expect(toCsv(data, false)).toBe(text));
});

describe('toTsv', () => {
  it('prints the same columns on every line', () => {
    fc.assert(
      fc.property(answers, (data) => {
        const lines = toTsv(data, true).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => line.split('\t'))).toEqual(cellsOf(data, 'id'));
      }),
      runs(100),
    );
  });
});

describe('toMarkdown', () => {
  it('prints the same number of cells on every line, with the text of the data', () => {
    fc.assert(
      fc.property(answers, (data) => {
        const [head, rule, ...body] = toMarkdown(data)
          .split('\n')
          .filter((line) => line !== '')
          .map(parseMarkdownRow);
        const [columns, ...rows] = cellsOf(data, 'name');
        expect(head).toEqual(columns);
        expect(rule).toEqual(columns?.map(() => '---'));
        expect(body).toEqual(rows);
      }),
      runs(100),
    );
  });

  it.each([
    [[], ''],
    [[{ a: 'x|y' }], '| a |\n| --- |\n| x\\|y |\n'],
    [[{ a: '<b>*x*</b>\\' }], '| a |\n| --- |\n| \\<b\\>\\*x\\*\\</b\\>\\\\ |\n'],
    [[{ a: 'x\n\ny' }], '| a |\n| --- |\n| x y |\n'],
    [[{ model: { id: 'r1', name: 'R1', kind: 'model' } }], '| model |\n| --- |\n| R1 |\n'],
  ])('%j', (data, text) => expect(toMarkdown(data)).toBe(text));
});

describe('pick', () => {
  const data = [{ a: 1, b: { c: 2, d: [{ e: 3, f: 4 }, { e: 5 }] }, g: null }];
  it.each<[string[], unknown]>([
    [['a'], [{ a: 1 }]],
    [['b.c'], [{ b: { c: 2 } }]],
    [['b.d.e'], [{ b: { d: [{ e: 3 }, { e: 5 }] } }]],
    [['b.d.f'], [{ b: { d: [{ f: 4 }, { f: null }] } }]],
    [['g', 'a'], [{ g: null, a: 1 }]],
    [['b', 'b.c'], [data[0] && { b: data[0].b }]],
    [['b.c', 'a', 'b.d.e'], [{ b: { c: 2, d: [{ e: 3 }, { e: 5 }] }, a: 1 }]],
    [['a', 'a'], [{ a: 1 }]],
    [['z'], [{ z: null }]],
    [['g.x'], [{ g: null }]],
    [['a.x'], [{ a: 1 }]],
  ])('%j', (fields, picked) => expect(pick(data, fields)).toEqual(picked));

  it.each(['constructor', '__proto__', 'toString', 'b.constructor'])(
    'finds no %s that the data lacks',
    (field) => {
      const found = JSON.stringify(pick({ b: {} }, [field]));
      expect(found).toMatch(/:null}+$/);
    },
  );

  it('returns an object for an object, and no rows for no rows', () => {
    expect(pick({ a: 1, b: 2 }, ['b'])).toEqual({ b: 2 });
    expect(pick([], ['b'])).toEqual([]);
  });

  it('returns the data if all fields are picked', () => {
    fc.assert(
      fc.property(answers, (all) => {
        if (Array.isArray(all)) return;
        expect(pick(all, Object.keys(all))).toEqual(all);
      }),
      runs(100),
    );
  });
});

describe('fieldsOf', () => {
  it.each<[unknown, string[]]>([
    [[], []],
    [{}, []],
    [1, []],
    [null, []],
    [{ a: 1, b: null }, ['a', 'b']],
    [
      [{ a: 1 }, { b: 2 }],
      ['a', 'b'],
    ],
    [{ a: { b: [{ c: 1 }, { d: [] }] } }, ['a', 'a.b', 'a.b.c', 'a.b.d']],
    [{ a: ['x', 1] }, ['a']],
  ])('%j', (data, fields) => expect([...fieldsOf(data)]).toEqual(fields));
});
