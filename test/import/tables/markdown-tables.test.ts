import { describe, expect, it } from 'vitest';
import { remarks, short, tablesOf } from './in-short.ts';

describe('text of a Markdown cell', () => {
  it.each([
    ['[Model](docs/model.md)', 'Model'],
    ['**Model** *x* ~~y~~ `code`', 'Model x y code'],
    ['Yes\\*', 'Yes*'],
    ['a \\| b', 'a | b'],
    ['`a \\| b`', 'a | b'],
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
    ['`__proto__`', '__proto__'],
    ['[0.15]', '[0.15]'],
  ])('%s is read as “%s”', (markdown, text) => {
    const [table] = tablesOf('t.md', `| A |\n|---|\n| ${markdown} |`).tables;
    expect(table?.rows).toEqual([{ line: 3, cells: [{ text, line: 3 }] }]);
  });
});

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

describe('tables of Markdown', () => {
  const IN_NO_TABLE = '1: the line begins with “|”, but is in no table';
  it.each<[what: string, text: string, tables: string[], remarks?: string[]]>([
    ['a row that is too short', 'A|B\n-|-\n1', ['A, B', '3: 1, ∅'], ['3: the row has 1 cell for 2 columns']],
    [
      'a row that is too long',
      '| A | B |\n|---|---|\n| 1 | 2 | [3](x) | |',
      ['A, B', '3: 1, 2, 3, '],
      ['3: the row has 4 cells for 2 columns; without a column: “3”'],
    ],
    [
      'a pipe in a cell beyond the columns',
      '|A|\n|-|\n|1|`a \\| b`|',
      ['A', '3: 1, a | b'],
      ['3: the row has 2 cells for 1 column; without a column: “a | b”'],
    ],
    ['no outer pipes', 'A | B\n--|--\n1 | 2', ['A, B', '3: 1, 2']],
    ['no closing pipes', '| A | B\n|--|--\n| 1 | 2', ['A, B', '3: 1, 2']],
    ['an empty last cell', '|A|B|\n|-|-|\n|1||', ['A, B', '3: 1, ']],
    [
      'repeated columns',
      '|A|B|A|A (2)|A|\n|-|-|-|-|-|\n|1|2|3|4|5|',
      ['A, B, A (3), A (2), A (4)', '3: 1, 2, 3, 4, 5'],
    ],
    ['blank columns', '| | A | |\n|--|--|--|\n| 1 | ✅ | 3 |', [', A, ', '3: 1, ✅, 3']],
    [
      'a quotation',
      '> |A|B|\n> |-|-|\n> |1|2|3|',
      ['A, B', '3: 1, 2, 3'],
      ['3: the row has 3 cells for 2 columns; without a column: “3”'],
    ],
    ['a list', '- x\n\n  | A |\n  |---|\n  | 1 |', ['A', '5: 1']],
    ['a fence', '```\n| A |\n|---|\n| 1 |\n```', []],
    ['a tab in a fence', '```\n=== "T"\n```\n| A |\n|---|\n| 1 |', ['A', '6: 1']],
    ['a tab below a paragraph', 'words\n=== "T"\n    | A |\n    |---|\n    | 1 |', ['T > A', '5: 1']],
    [
      'a tab below a table',
      '|A|\n|-|\n|1|\n=== "T"\n    |B|\n    |-|\n    |2|',
      ['A', '3: 1', 'T > B', '7: 2'],
    ],
    ['a header of another width', '| A | B |\n|---|\n| 1 | 2 |', [], [IN_NO_TABLE]],
    ['indentation without a tab', '    | A |\n    |---|\n    | 1 |', [], [IN_NO_TABLE]],
    ['no rows', '| A |\n|---|', ['A'], ['1: the table has a header and no rows']],
    [
      'a blank header',
      '| | |\n|---|---|\n| 1 | 2 |',
      [', ', '3: 1, 2'],
      ['1: the header of the table is blank'],
    ],
    ['front matter', '---\ntitle: T\n---\n# H\n| A |\n|---|\n| 1 |', ['H > A', '7: 1']],
    ['CRLF', '# H\r\n| A |\r\n|---|\r\n| 1 |\r\n', ['H > A', '4: 1']],
    ['a carriage return inside a line', '# H\rx\n| A |\n|---|\n| 1 |', ['H x > A', '4: 1']],
    ['a byte order mark', '\ufeff| A |\n|---|\n| 1 |', ['A', '3: 1']],
    ['a column __proto__', '|`__proto__`|constructor|\n|-|-|\n|1|2|', ['__proto__, constructor', '3: 1, 2']],
    ['headings of one level', '## A\n## B\n| C |\n|---|\n| 1 |', ['B > C', '5: 1']],
    ['headings of several levels', 'H1\n===\n### H3\n## H2\n| A |\n|---|\n| 1 |', ['H1 > H2 > A', '7: 1']],
    [
      'a heading in HTML',
      '# H\n\n<h2 align="center">S <b>x</b></h2>\n\n| A |\n|---|\n| 1 |',
      ['H > S x > A', '7: 1'],
    ],
    ['an admonition', '!!! note "N"\n    | A |\n    |---|\n    | 1 |', ['N > A', '4: 1']],
    ['a collapsed block without a title', '??? note\n\n    | A |\n    |---|\n    | 1 |', ['A', '5: 1']],
    ['an HTML table', '# H\n<table>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>', ['H > A', '4: 1']],
    [
      'an HTML table with blank lines',
      '<table>\n<tr><th>A</th></tr>\n\n    <tr>\n\n      <td>1</td>\n\n    </tr>\n</table>\n\nwords',
      ['A', '4: 1@6'],
    ],
    [
      'an HTML table that is not closed',
      '<table>\n<tr><th>A</th></tr>\n<tr><td>1\n\n# H\n| B |\n|---|\n| 2 |',
      ['A', '3: 1', 'H > B', '8: 2'],
    ],
  ])('reads %s', (_, text, tables, expected = []) => {
    expect(short('t.md', text)).toEqual(tables);
    expect(remarks('t.md', text)).toEqual(expected);
  });
});

describe('second row of a header', () => {
  const HEADER = '3: the row is read as the second row of the header';
  const UNSURE =
    '3: the row is read as data, but the header begins with a blank cell, so it can be a second row of the header';
  it.each<[header: string, rows: string, columns: string, remarks: string[]]>([
    ['||A2|A2|', '|Model|FP16|INT8|\n|x|Yes|No|', 'Model, A2 · FP16, A2 · INT8', [HEADER]],
    ['||A2| |', '|Model|FP16|INT8|\n|x|Yes|No|', 'Model, A2 · FP16, INT8', [HEADER]],
    ['||A2|A2|', '|Model|FP16|FP16|\n|x|Yes|No|', 'Model, A2 · FP16, A2 · FP16 (2)', [HEADER]],
    ['||NPU|MLU|', '|x|✅|❌|', ', NPU, MLU', []],
    ['||NPU|NPU|', '|x|Yes|No|\n|y|Yes|Yes|', ', NPU, NPU (2)', []],
    ['||NPU|MLU|', '|Model|FP16|BF16|\n|x|Yes|No|', ', NPU, MLU', [UNSURE]],
    ['||A2|A2|', '||FP16|INT8|\n|x|Yes|No|', ', A2, A2 (2)', []],
    ['|M|A2|A2|', '|Model|FP16|INT8|\n|x|Yes|No|', 'M, A2, A2 (2)', []],
  ])('below %s: %j', (header, rows, columns, expected) => {
    const text = `${header}\n|-|-|-|\n${rows}`;
    expect(short('t.md', text)[0]).toBe(columns);
    expect(remarks('t.md', text)).toEqual(expected);
  });
});
