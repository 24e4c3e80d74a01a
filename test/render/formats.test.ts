import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { clean } from '../../src/render/clean.ts';
import {
  fieldsOf,
  pick,
  pickColumns,
  toCsv,
  toJson,
  toNdjson,
  toTsv,
  toYaml,
} from '../../src/render/formats.ts';
import { literal, recordsToMarkdown, toMarkdown } from '../../src/render/markdown.ts';
import { cellOf } from '../../src/render/records.ts';
import { linked, type Records, span } from '../../src/render/view.ts';
import { parseCsv } from '../support/csv.ts';
import { runs } from '../support/runs.ts';
import { nastyText, UNSAFE } from './unsafe-text.ts';

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
const joined = (parts: Iterable<string>) => [...parts].join('');

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
        const lines = joined(toNdjson(data)).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line))).toEqual(asJson(Array.isArray(data) ? data : [data]));
        for (const line of lines) expect(line).not.toMatch(UNSAFE);
      }),
      runs(100),
    );
  });

  it.each([
    [[], ''],
    [{ a: 1 }, '{"a":1}\n'],
    [[{ a: 1 }, { a: 2 }], '{"a":1}\n{"a":2}\n'],
  ])('%j', (data, text) => expect(joined(toNdjson(data))).toBe(text));
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
    // YAML 1.1 reads these as other types than texts without the quotation marks.
    [{ date: '2025-02-04' }, 'date: "2025-02-04"\n'],
    [{ time: '2025-02-04T10:00:00Z' }, 'time: "2025-02-04T10:00:00Z"\n'],
    [{ version: '1.10' }, 'version: "1.10"\n'],
    [
      ['no', 'On', 'y', '12:30', '0o7', '1_000', '~'],
      '- "no"\n- "On"\n- "y"\n- "12:30"\n- "0o7"\n- "1_000"\n- "~"\n',
    ],
    [{ text: 'On 2025-02-04', line: 12 }, 'text: On 2025-02-04\nline: 12\n'],
    [{ a: 'x '.repeat(90).trim() }, `a: ${'x '.repeat(90).trim()}\n`],
  ])('%j', async (data, text) => {
    expect(await toYaml(data)).toBe(text);
  });
});

/** Records whose columns are all fields of some rows. */
const recordsOf = (rows: readonly object[]): Records => ({
  columns: [...fieldsOf(rows)],
  rows,
});
const records = fc.array(row, { maxLength: 5 }).map(recordsOf);

describe('cellOf', () => {
  const model = { id: 'r1', name: 'R1', kind: 'model' };
  it.each<[object, string, string]>([
    [{ a: 1 }, 'a', '1'],
    [{ a: false }, 'a', 'false'],
    [{ a: null }, 'a', ''],
    [{}, 'a', ''],
    [{ model }, 'model.name', 'R1'],
    [{ model }, 'model', ''],
    [{ model: null }, 'model.id', ''],
    [{ via: [model, { id: 'v3' }] }, 'via.id', 'r1; v3'],
    [{ via: [model, { id: 'v3' }] }, 'via.name', 'R1; '],
    [{ via: [] }, 'via.id', ''],
    [{ roles: ['a', 'b'] }, 'roles', 'a; b'],
    [{ 'v3.1': 'pledged' }, 'v3.1', 'pledged'],
    [{ withdrawn: 'deprecated' }, 'withdrawn.commit', ''],
    [{}, 'constructor', ''],
    [{}, '__proto__.constructor', ''],
  ])('%j: %s is “%s”', (record, column, cell) => expect(cellOf(record, column)).toBe(cell));
});

/** The table of some records as the formats should print it. */
const cellsOf = ({ columns, rows }: Records): string[][] => [
  [...columns],
  ...rows.map((own) => columns.map((column) => clean(cellOf(own, column)))),
];

describe('toCsv', () => {
  it('is parsed to the same cells', () => {
    fc.assert(
      fc.property(records, (own) => {
        fc.pre(own.columns.length > 0);
        const text = joined(toCsv(own, { rawCsv: true }));
        expect(parseCsv(text)).toEqual(cellsOf(own));
        expect(text).not.toMatch(UNSAFE);
      }),
      runs(100),
    );
  });

  it.each([
    [[{ a: 'x,y', b: 'say "hi"' }], 'a,b\n"x,y","say ""hi"""\n'],
    [[{ a: ' x', b: 'x y' }], 'a,b\n" x",x y\n'],
    [[{ a: 'x\ny' }], 'a\nx y\n'],
    [[{ a: '=1+1', b: '@x', c: '+x', d: '-x' }], "a,b,c,d\n'=1+1,'@x,'+x,'-x\n"],
    [[{ a: '=A1,"x"' }], 'a\n"\'=A1,""x"""\n'],
    [[{ a: 'x=1', b: "'" }], "a,b\nx=1,'\n"],
  ])('%j', (rows, text) => expect(joined(toCsv(recordsOf(rows), {}))).toBe(text));

  it.each([
    [{}, 'a\n1\n'],
    [{ headers: false }, '1\n'],
    [{ bom: true }, '\ufeffa\n1\n'],
    [{ bom: true, headers: false }, '\ufeff1\n'],
  ])('with %j', (options, text) =>
    expect(joined(toCsv({ columns: ['a'], rows: [{ a: 1 }] }, options))).toBe(text),
  );
});

describe('toTsv', () => {
  it('prints the same columns on every line', () => {
    fc.assert(
      fc.property(records, (own) => {
        const lines = joined(toTsv(own, { rawCsv: true })).split('\n');
        expect(lines.pop()).toBe('');
        const cells = cellsOf(own).map((line) => (line.length === 0 ? [''] : line));
        expect(lines.map((line) => line.split('\t'))).toEqual(cells);
      }),
      runs(100),
    );
  });
});

describe('pickColumns', () => {
  const own = { columns: ['id', 'model.id', 'model.name', 'modelled'], rows: [] };
  it.each<[string[], string[] | undefined]>([
    [['model.name'], ['model.name']],
    [['model'], ['model.id', 'model.name']],
    [
      ['model', 'model.name'],
      ['model.id', 'model.name'],
    ],
    [
      ['model.name', 'model'],
      ['model.name', 'model.id'],
    ],
    [['id', 'id'], ['id']],
    [['model.kind'], undefined],
    [['id', 'x'], undefined],
  ])('%j: %j', (fields, columns) => expect(pickColumns(own, fields)?.columns).toEqual(columns));
});

describe('recordsToMarkdown', () => {
  it('prints the same number of cells on every line, with the text of the data', () => {
    fc.assert(
      fc.property(records, (own) => {
        fc.pre(own.columns.length > 0);
        const [head, rule, ...body] = recordsToMarkdown(own)
          .split('\n')
          .filter((line) => line !== '')
          .map(parseMarkdownRow);
        const [columns, ...rows] = cellsOf(own).map((line) => line.map((text) => text.trim()));
        expect(head).toEqual(columns);
        expect(rule).toEqual(columns?.map(() => '---'));
        expect(body).toEqual(rows);
      }),
      runs(100),
    );
  });
});

describe('toMarkdown', () => {
  const drawn = (
    blocks: ReturnType<Parameters<typeof toMarkdown>[0]['blocks']>,
    empty: string | null = null,
  ) => toMarkdown({ title: 'Title', blocks: () => blocks, footer: null }, empty);
  const table = (...cells: Parameters<typeof span>[1][]) => ({
    heading: null,
    columns: ['a'],
    rows: [cells],
  });
  const lines = (...own: { text: ReturnType<typeof span>[] | string; unbroken?: boolean }[]) => [
    { heading: 'Head', lines: own.map((line) => ({ indent: 2, ...line })) },
  ];

  it.each<[string, string, string]>([
    ['a table', drawn([table('x|y')]), '| a |\n| --- |\n| x\\|y |'],
    ['a table without rows', drawn([{ ...table(), rows: [] }], 'None.'), 'None.\n\n| a |\n| --- |'],
    ['markup as text', drawn([table('<b>*x*</b>\\')]), '| a |\n| --- |\n| \\<b\\>\\*x\\*\\</b\\>\\\\ |'],
    ['line ends in a cell', drawn([table('x\n\ny')]), '| a |\n| --- |\n| x y |'],
    ['a heading', drawn(lines({ text: '# x' })), '### Head\n\n\\# x'],
    ['a numbered text', drawn(lines({ text: '1. x' })), '### Head\n\n1\\. x'],
    [
      'a name',
      drawn(lines({ text: [span('strong', 'X'), span('plain', ' runs Y')] })),
      '### Head\n\n**X** runs Y',
    ],
    [
      'a link',
      drawn(lines({ text: [linked('X [1]', 'https://x.org/a_(b)|c')] })),
      '### Head\n\n[X \\[1\\]](https://x.org/a_%28b%29%7Cc)',
    ],
    [
      'an address',
      drawn(lines({ text: 'https://x.org/a', unbroken: true })),
      '### Head\n\n<https://x.org/a>',
    ],
    ['a quote', drawn(lines({ text: [span('quote', 'So it is.')] })), '### Head\n\n> So it is.'],
    [
      'a quote in its context',
      drawn(
        lines(
          { text: [span('context', 'Before.')] },
          { text: [span('context', 'He said: '), span('quote', 'So it is.')] },
          { text: 'line 3' },
        ),
      ),
      '### Head\n\n> Before.\n>\n> He said: **So it is.**\n\nline 3',
    ],
    [
      'notes below the rows',
      drawn([{ ...table('x'), notes: [[{ indent: 2, label: '  line 3 ', text: [span('quote', 'So.')] }]] }]),
      '| a |\n| --- |\n| x |\n\nx\n\n> line 3 So.',
    ],
    [
      'code',
      drawn(lines({ text: 'a:', unbroken: true }, { text: '```', unbroken: true }, { text: 'b' })),
      '### Head\n\n````\na:\n```\n````\n\nb',
    ],
  ])('%s', (_, text, expected) => expect(text).toBe(`## Title\n\n${expected}\n`));

  it('escapes what means something in Markdown', () =>
    expect(literal('a_b*c`d<e>[f]&g|h\\i')).toBe('a\\_b\\*c\\`d\\<e\\>\\[f\\]\\&g\\|h\\\\i'));
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
