import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clean } from '../../src/render/clean.ts';
import { createStyler } from '../../src/render/style.ts';
import { drawView, type Screen } from '../../src/render/text.ts';
import { type Block, type Drawable, type RichText, span, type Table } from '../../src/render/view.ts';
import { runs } from '../support/runs.ts';
import { nastyName, nastyText, UNSAFE } from './unsafe-text.ts';

const WIDTHS = [20, 40, 80, 200];

const plain = await createStyler(0);
const screen = (columns: number | null): Screen => ({ columns, paint: plain });
const view = (blocks: ReturnType<Drawable['blocks']>, more: Partial<Drawable> = {}): Drawable => ({
  title: 'Title',
  blocks: () => blocks,
  footer: null,
  ...more,
});
const table = (columns: string[], rows: RichText[][], heading: RichText | null = null): Table => ({
  heading,
  columns,
  rows,
});
const linesOf = async (drawn: Drawable, columns: number | null) =>
  (await drawView(drawn, screen(columns))).replace(/\n$/, '').split('\n');

describe('drawView', () => {
  it.each<[string, Drawable, number | null, string[]]>([
    ['title alone', view([]), 80, ['Title']],
    [
      'a table at full length',
      view([
        table(
          ['Name', 'Status'],
          [
            ['Moore Threads', '○ pledged'],
            ['Huawei', '–'],
          ],
        ),
      ]),
      null,
      ['Title', '', '  Name           Status', '  Moore Threads  ○ pledged', '  Huawei         –'],
    ],
    [
      'a cell that wraps',
      view([
        table(
          ['A', 'B'],
          [
            ['one two three four', 'x'],
            ['y', 'z'],
          ],
        ),
      ]),
      15,
      ['Title', '', '  A           B', '  one two     x', '  three four', '  y           z'],
    ],
    [
      'Chinese next to Latin',
      view([
        table(
          ['Name', 'Kind'],
          [
            ['摩尔线程', 'company'],
            ['Huawei', 'company'],
          ],
        ),
      ]),
      80,
      ['Title', '', '  Name      Kind', '  摩尔线程  company', '  Huawei    company'],
    ],
    [
      'headings, and tables of one kind with one set of widths',
      view([table(['A', 'B'], [['wide cell', '1']], 'First'), table(['A', 'B'], [['x', '2']], 'Second')]),
      80,
      [
        'Title',
        '',
        'First',
        '  A          B',
        '  wide cell  1',
        '',
        'Second',
        '  A          B',
        '  x          2',
      ],
    ],
    [
      'rows stacked where columns are too narrow',
      view([
        table(
          ['Name', 'Status', 'Said by'],
          [
            ['Moore Threads', '○ pledged', 'South China Morning Post'],
            ['', '● available', '–'],
            ['MetaX', '·', '●'],
          ],
        ),
      ]),
      20,
      [
        'Title',
        '',
        '  Moore Threads',
        '    Status: ○',
        '    pledged ·',
        '    Said by: South',
        '    China Morning',
        '    Post',
        '    also',
        '    Status: ●',
        '    available',
        '  MetaX',
        '    Said by: ●',
      ],
    ],
    [
      'prose with an indent',
      view([{ heading: 'Head', lines: [{ indent: 4, text: 'one two three' }] }]),
      12,
      ['Title', '', 'Head', '   one two', '   three'],
    ],
    [
      'a footer on one line',
      view([], { footer: { left: '3 claims', right: 'chipkb why' } }),
      80,
      ['Title', '', '3 claims        chipkb why'],
    ],
    [
      'a footer on two lines',
      view([], { footer: { left: '3 claims', right: 'chipkb why' } }),
      20,
      ['Title', '', '3 claims', 'chipkb why'],
    ],
    [
      'a footer without a command',
      view([], { footer: { left: '3 claims', right: '' } }),
      80,
      ['Title', '', '3 claims'],
    ],
    [
      'controls in cells',
      view([table(['A', 'B'], [['\u001b[31mred\u001b[0m', 'x\ty\nz']])], { title: 'a\u202eb' }),
      80,
      ['ab', '', '  A           B', '  [31mred[0m  x y z'],
    ],
    ['no rows', view([table(['A', 'B'], [])]), 80, ['Title', '', '  A  B']],
    [
      'a column without name or text',
      view([table(['A', '', 'C'], [['x', '', 'z']])]),
      80,
      ['Title', '', '  A     C', '  x     z'],
    ],
    [
      'replacement patterns as text',
      view([table(['A', 'B'], [["$& $1 $' $$", '{red}']])]),
      80,
      ['Title', '', '  A            B', "  $& $1 $' $$  {red}"],
    ],
  ])('%s', async (_, drawn, columns, lines) => {
    // Padding at the end of a line is trimmed in some tables only.
    expect((await linesOf(drawn, columns)).map((line) => line.trimEnd())).toEqual(lines);
  });

  const quoting = [span('dim', 'It said '), span('quote', 'one two three'), span('dim', ', and more.')];
  it.each<[string, Block, number | null, string[]]>([
    [
      'on lines of its own',
      { heading: null, lines: [{ indent: 2, text: quoting }] },
      null,
      ['  It said', '  > one two three', '  , and more.'],
    ],
    [
      'on each line that it takes',
      { heading: null, lines: [{ indent: 0, label: '7 │ ', text: quoting }] },
      15,
      ['7 │ It said', '    > one two', '    > three', '    , and more.'],
    ],
    [
      'below its row of a table',
      { ...table(['A'], [['x'], ['y']]), notes: [[{ indent: 4, text: [span('quote', 'q')] }], []] },
      80,
      ['  A', '  x', '    > q', '  y'],
    ],
  ])('marks a quote without colours %s', async (_, block, columns, lines) => {
    const [, , ...drawn] = await linesOf(view([block]), columns);
    expect(drawn).toEqual(lines);
  });

  it('marks a quote with colours by its style alone', async () => {
    const drawn = view([{ heading: null, lines: [{ indent: 0, text: quoting }] }]);
    const text = await drawView(drawn, { columns: null, paint: await createStyler(1) });
    expect(stripVTControlCharacters(text)).toBe('Title\n\nIt said one two three, and more.\n');
  });

  it.each<[string, (text: string) => Drawable]>([
    ['title', (text) => view([], { title: text })],
    ['heading', (text) => view([table(['A'], [['x']], text)])],
    ['column name', (text) => view([table(['A', text], [['x', 'y']])])],
    ['cell', (text) => view([table(['A'], [[text]])])],
    ['styled cell', (text) => view([table(['A'], [[[span('strong', text), span('dim', text)]]])])],
    ['prose', (text) => view([{ heading: text, lines: [{ indent: 2, text }] }])],
    ['left of the footer', (text) => view([], { footer: { left: text, right: 'x' } })],
    ['right of the footer', (text) => view([], { footer: { left: 'x', right: text } })],
  ])('removes unsafe characters from a %s, and draws no line too wide', async (_, viewOf) => {
    const evil = '\u001b[31m\u009b1m\u202e\u200b\u0007摩尔线程\u2066evil 👨‍👩‍👧‍👦 ';
    for (const text of [evil, evil.repeat(3)]) {
      for (const columns of WIDTHS) {
        const lines = await linesOf(viewOf(text), columns);
        expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
        expect(lines.filter((line) => stringWidth(line) > columns)).toEqual([]);
        expect(lines.join('')).toMatch(/摩/);
      }
    }
  });

  it('aligns columns whose names are wider than their cells', async () => {
    const [, , head, row] = await linesOf(view([table(['A', '深度求索', 'C'], [['x', 'y', 'z']])]), 80);
    expect(stringWidth((head ?? '').slice(0, (head ?? '').indexOf('C')))).toBe((row ?? '').indexOf('z'));
  });

  const content = fc.oneof(
    nastyName,
    fc.array(
      nastyText.map((text) => span('strong', text)),
      { maxLength: 3 },
    ),
  );
  const columnName = fc.constantFrom('A', 'Name', 'Supporter', 'DeepSeek-R1');
  const anyTable = fc.integer({ min: 1, max: 6 }).chain((count) =>
    fc.record({
      heading: fc.option(content, { nil: null }),
      columns: fc.array(columnName, { minLength: count, maxLength: count }),
      rows: fc.array(fc.array(content, { minLength: count, maxLength: count }), { maxLength: 6 }),
    }),
  );
  const prose = fc.record({
    heading: fc.option(content, { nil: null }),
    lines: fc.array(fc.record({ indent: fc.nat(6), text: content }), { maxLength: 4 }),
  });
  const anyView = fc
    .record({ title: content, blocks: fc.array(fc.oneof(anyTable, prose), { maxLength: 3 }) })
    .map(({ title, blocks }) =>
      view(blocks, { title, footer: { left: '1 claim', right: 'chipkb why <a> <b>' } }),
    );

  it.each(WIDTHS)('draws no line wider than %i columns, and no unsafe characters', async (columns) => {
    await fc.assert(
      fc.asyncProperty(anyView, async (drawn) => {
        for (const line of await linesOf(drawn, columns)) {
          expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(UNSAFE);
          expect(line).toBe(line.trimEnd());
        }
      }),
      runs(60),
    );
  });

  it('draws every row of a table to the same width', async () => {
    // The last column has the same width in every row, so that no line ends in trimmed padding.
    const rows = fc.array(fc.tuple(nastyText, nastyText), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const all = cells.map(([a, b]) => [a, [span('dim', b)], 'end']);
        const [, , ...lines] = await linesOf(view([table(['A', 'B', 'End'], all)]), null);
        expect(lines).toHaveLength(cells.length + 1);
        expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
      }),
      runs(50),
    );
  });

  it('keeps every character of a cell except spaces', async () => {
    const solid = (text: string) => text.replace(/\s/g, '');
    await fc.assert(
      fc.asyncProperty(nastyText, fc.constantFrom(...WIDTHS, null), async (text, columns) => {
        // The lines below the title and, in a table, below the column names.
        const [, , ...lines] = await linesOf(view([table(['A'], [[text]])]), columns);
        const isStacked = lines[0]?.trim() !== 'A';
        expect(solid(lines.slice(isStacked ? 0 : 1).join(''))).toBe(solid(clean(text)));
      }),
      runs(50),
    );
  });

  it.each(WIDTHS)('draws a word of 5,000 letters at %i columns', async (columns) => {
    for (const word of ['a'.repeat(5000), '摩'.repeat(5000)]) {
      const [, , ...lines] = await linesOf(view([table(['A', 'B'], [[word, 'x']])]), columns);
      expect(lines.join('').replace(/[ xAB:]/g, '')).toBe(word);
    }
  });

  it('draws a long table like a short one', async () => {
    const rows = Array.from({ length: 350 }, (_, index) => [
      `row ${index}`,
      index === 349 ? 'wide 摩尔线程' : 'x',
      'end',
    ]);
    const [, , ...lines] = await linesOf(view([table(['A', 'B', 'End'], rows)]), 80);
    expect(lines).toHaveLength(351);
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
    expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0])).toEqual(rows.map(([name]) => name));
  });

  it('draws the same text with and without colours', async () => {
    await fc.assert(
      fc.asyncProperty(anyView, fc.constantFrom(...WIDTHS, null), async (drawn, columns) => {
        const plain = await drawView(drawn, { ...screen(columns) });
        const coloured = await drawView(drawn, { columns, paint: await createStyler(1) });
        const bare = (text: string) => text.replace(/ +$/gm, '');
        expect(bare(stripVTControlCharacters(coloured))).toBe(bare(plain));
      }),
      runs(60),
    );
  });
});
