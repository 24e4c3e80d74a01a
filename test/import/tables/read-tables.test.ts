import { describe, expect, it } from 'vitest';
import { lineHash, splitLines } from '../../../src/import/tables/lines.ts';
import { readTables } from '../../../src/import/tables/read-tables.ts';
import type { PrintedTable, PrintedTables } from '../../../src/model/printed-tables.ts';
import { sha256 } from '../../../src/model/sha256.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function tablesOf(path: string, text: string): PrintedTables {
  const read = readTables(path, utf8(text));
  if ('fault' in read) throw new Error(read.fault);
  return read;
}

/** A table in one line a row: `line: cell, cell`; a cell on another line than its row as `cell@line`, a missing cell as `∅`. */
const inShort = ({ heading, columns, rows }: PrintedTable): string[] => [
  [...heading, ''].join(' > ') + columns.join(', '),
  ...rows.map(
    ({ line, cells }) =>
      `${line}: ${cells.map((cell) => (cell === null ? '∅' : cell.text + (cell.line === line ? '' : `@${cell.line}`))).join(', ')}`,
  ),
];

const short = (path: string, text: string): string[] => tablesOf(path, text).tables.flatMap(inShort);
const remarks = (path: string, text: string): string[] =>
  tablesOf(path, text).remarks.map(({ line, message }) => `${line}: ${message}`);

/** The text of the one cell of a Markdown table. */
const cell = (markdown: string) =>
  tablesOf('t.md', `| A |\n|---|\n| ${markdown} |`).tables[0]?.rows[0]?.cells[0]?.text;

describe('text of a Markdown cell', () => {
  it.each([
    ['[Model](docs/model.md)', 'Model'],
    ['**Model** *x* ~~y~~ `code`', 'Model x y code'],
    ['Yes\\*', 'Yes*'],
    ['a \\| b', 'a | b'],
    ['Llama<sup>\\[2\\]</sup>', 'Llama[2]'],
    ['one<br>two<br/> three', 'one two three'],
    ['<ul><li>one</li><li>two</li></ul>', 'one two'],
    ['<span title="Passing">✅</span>', '✅'],
    ['![logo](logo.png)', ''],
    ['<img src="logo.png" alt="logo">', ''],
    ['a<!-- hidden -->b', 'ab'],
    ['Unit&nbsp;Test &amp; more', 'Unit Test & more'],
    ['✔️ ✅︎ ⚠️', '✔️ ✅︎ ⚠️'],
    ['  spaces   inside  ', 'spaces inside'],
    ['__proto__', 'proto'],
    ['`__proto__`', '__proto__'],
    ['[0.15]', '[0.15]'],
  ])('%s is read as “%s”', (markdown, text) => {
    expect(cell(markdown)).toBe(text);
  });
});

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

describe('tables of Markdown', () => {
  it('reads tabs as headings that end with the tab', () => {
    const text = [
      '# Models',
      '## Text',
      '=== "A2/A3"',
      '',
      '    | M | S |',
      '    |---|---|',
      '    | x | ✅ |',
      '',
      '    === "Inner"',
      '        ### Deep',
      '        | N |',
      '        |---|',
      '        | y |',
      '=== "Duo"',
      '    | M |',
      '    |---|',
      '    | z |',
      '',
      '| O |',
      '|---|',
      '| w |',
    ].join('\n');
    expect(short('t.md', text)).toEqual([
      'Models > Text > A2/A3 > M, S',
      '7: x, ✅',
      'Models > Text > A2/A3 > Inner > Deep > N',
      '13: y',
      'Models > Text > Duo > M',
      '17: z',
      'Models > Text > O',
      '21: w',
    ]);
  });
});

describe('rows of Markdown', () => {
  it('keeps rows with too many or too few cells and remarks them', () => {
    const text = '| A | B |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | 2';
    expect(short('t.md', text)).toEqual(['A, B', '3: 1, ∅', '4: 1, 2, 3', '5: 1, 2']);
    expect(remarks('t.md', text)).toEqual([
      '3: the row has 1 cell for 2 columns',
      '4: the row has 3 cells for 2 columns; without a column: “3”',
    ]);
  });
});
