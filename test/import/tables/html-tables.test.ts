import { describe, expect, it } from 'vitest';
import { remarks, short } from './in-short.ts';

describe('tables of HTML', () => {
  const head = '<table><tr><th>A<th>B</tr>';
  it.each<[what: string, html: string, tables: string[], remarks?: string[]]>([
    [
      'cells of one line',
      `${head}\n<tr><td>1</td><td><a href=x>2</a></td></tr></table>`,
      ['A, B', '2: 1, 2'],
    ],
    ['a cell a line', `${head}\n<tr>\n<td>1</td>\n<td>2</td>\n</tr></table>`, ['A, B', '2: 1@3, 2@4']],
    [
      'no header cells',
      '<table><tr><td>A<td><b>B</b>\n<tr><td>1<td>2</table>',
      ['A, B', '2: 1, 2'],
      ['1: the table has no header cells; its first row is read as the header'],
    ],
    [
      'a cell that spans rows',
      `${head}\n<tr><td rowspan=2>1<td>2\n<tr><td>3</table>`,
      ['A, B', '2: 1, 2', '3: 1@2, 3'],
    ],
    ['a cell that spans columns', `${head}\n<tr><td colspan=2>1</table>`, ['A, B', '2: 1, 1']],
    [
      'a last column that spans rows',
      `${head}\n<tr><td>1<td rowspan=2>2\n<tr><td>3</table>`,
      ['A, B', '2: 1, 2', '3: 3, 2@2'],
    ],
    [
      'a span to the end',
      `${head}\n<tr><td rowspan=0>1<td>2\n<tr><td>3</table>`,
      ['A, B', '2: 1, 2', '3: 1@2, 3'],
    ],
    [
      'spans that are no numbers',
      `${head}\n<tr><td rowspan=x colspan=-1>1<td>2</table>`,
      ['A, B', '2: 1, 2'],
    ],
    [
      'a span that ends with its section',
      `${head}<tbody>\n<tr><td rowspan=9>1<td>2<tbody>\n<tr><td>3<td>4</table>`,
      ['A, B', '2: 1, 2', '3: 3, 4'],
    ],
    [
      'a header of two rows',
      '<table><tr><th rowspan=2>M<th colspan=2>A2<tr><th>FP16<th>INT8\n<tr><td>1<td>2<td>3</table>',
      ['M, A2 · FP16, A2 · INT8', '2: 1, 2, 3'],
    ],
    ['a head without header cells', '<table><thead><tr><td>A<tbody>\n<tr><td>1</table>', ['A', '2: 1']],
    ['rows that begin with a header cell', `${head}\n<tr><th>1<td>2</table>`, ['A, B', '2: 1, 2']],
    [
      'images and breaks',
      `${head}\n<tr><td><img src=x alt=logo><br>Qwen<td><img src=y></table>`,
      ['A, B', '2: Qwen, '],
    ],
    [
      'entities and code',
      `${head}\n<tr><td>a&nbsp;&amp;&#10;b<td><script>x</script>y</table>`,
      ['A, B', '2: a & b, y'],
    ],
    [
      'paragraphs and lists',
      `${head}\n<tr><td><p>a</p><p>b</p><td><ul><li>c<li>d</ul></table>`,
      ['A, B', '2: a b, c d'],
    ],
    [
      'a row that is too short',
      `${head}\n<tr><td>1</table>`,
      ['A, B', '2: 1, ∅'],
      ['2: the row has 1 cell for 2 columns'],
    ],
    [
      'headings and a caption',
      '<h1>H</h1><h2>I</h2><table><caption>C</caption><tr><th>A\n<tr><td>1</table><table><tr><th>B\n<tr><td>2</table>',
      ['H > I > C > A', '2: 1', 'H > I > B', '3: 2'],
    ],
    ['a heading in a cell', `${head}\n<tr><td>a<h2>b</h2>c<td>2</table>`, ['A, B', '2: a b c, 2']],
    [
      'a table in a cell',
      `${head}\n<tr><td>x${head}\n<tr><td>1<td>2</table><td>3</table>`,
      ['A, B', '2: x, 3@3', 'A, B', '3: 1, 2'],
    ],
    ['a table without rows', '<table></table>', []],
    ['a table that is not closed', `${head}\n<tr><td>1<td>2`, ['A, B', '2: 1, 2']],
  ])('reads %s', (_, html, tables, expected = []) => {
    expect(short('t.html', html)).toEqual(tables);
    expect(remarks('t.html', html)).toEqual(expected);
  });
});
