/** The quick reader of YAML gives what the `yaml` package gives, or nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryFastParse } from '../../src/load/fast-yaml.ts';
import { parseStrict, parseYaml } from '../../src/load/yaml-file.ts';
import { writtenYaml } from '../support/arbitrary-yaml.ts';
import { packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

/** A value with its keys in order; JSON would lose what is no number. */
const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, part]) => [key, inOrder(part)])
      : value;

/** Whether the quick reader takes a text; what it takes must be what the `yaml` package reads without a finding. */
function isTaken(text: string): boolean {
  const quick = tryFastParse(text);
  if (quick === null) return false;
  const { value, findings } = parseStrict('a.yaml', text);
  expect({ text, value: inOrder(quick.value), findings: [] }).toEqual({
    text,
    value: inOrder(value),
    findings,
  });
  return true;
}

it('takes every file of the bundled data', () => {
  const folder = join(packageFolder, 'data');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(names.filter((name) => !isTaken(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});

const blocks = ['|', '>', '|-', '>-', '|+', '>+'];
const bodies = [
  '  a\n  b\n',
  '  a\n\n  b\n',
  '  a\n    b\n   c\n  d\n',
  '  a\n\n\n    b\n\n  c\n\n\n',
  '\n\n  a\n',
  '  a  \n  b \n   \n',
  '  # a\n  a: b\n',
  '  a\n# b\n',
  '  a',
  '  “中文” 😀\n  \u00a0\n',
];

describe('what the quick reader takes is what the `yaml` package reads', () => {
  it.each([
    ['a record', 'a: 1\nb: [x, y]\nc: { d: e }\n'],
    ['lists in one line', '- - a\n  - b\n- c: d\n  e: f\n'],
    ['a list that is not indented', 'a:\n- b\n- c\nd: e\n'],
    ['words that are no text', 'a: [null, ~, Null, NULL, true, True, TRUE, false, False, FALSE, 0, 17]\n'],
    ['words that are text', 'a: [yes, no, on, off, nULL, tRUE, y, "null", \'true\', "1", <<]\n'],
    ['what is nearly a number', 'a: [2025-02-05, 12:30, 1_000, 0o18, 0x, 1.2.3, "+", ., -a, .a, 1e, --1]\n'],
    ['no value', 'a:\nb:\n- \n-\n'],
    ['comments', '# a\na: 1 # b\n # c\nb:\n  # d\n  - e # f\n# g'],
    ['CRLF', 'a: >-\r\n  b\r\n  c\r\n\r\nd: "e\r\n  f"\r\ng:\r\n  - h i\r\n    j\r\n'],
    ['plain text over lines', 'a: b\n  c\n\n  d\n   e\nf:\n  g\n  h\n'],
    ['quotes', `a: 'it''s'\nb: "\\"\\\\\\n\\t\\/\\x41\\u4e2d\\ud83d\\ude00\\U0001F600\\e\\0\\N\\L\\_"\n`],
    ['quotes over lines', `a: 'b  \n\n  c'\nd: "e\n   f\n\n\n  g"\n`],
    ['flows over lines', 'a: [\n  b,\n  { c: d,\n    "e": f },\n  ]\ng: {h,\n  i: }\n'],
    ['pairs in a flow', 'a: [b: c, "d": e]\n'],
    ['keys', '"a b": 1\n\'e\' : f\n中: g\na:b: c\n'],
    ['keys that objects have', '__proto__: { a: 1 }\nconstructor: 1\ntoString: 2\n'],
    ['keys that are numbers, quoted', 'b: 0\n"2": a\n"1": b\n'],
    ['signs within words', 'a: b#c d:e -f ?g [h] {i}, "j" \'k\' &l *m !n | > % @ `\n'],
    ['spaces that are letters', 'a: \u00a0b\u3000\nc: "\u00a0"\n'],
    ['surrogates', 'a: 😀😀\n😀: [😀, "😀"]\n'],
    ...blocks.flatMap((block) =>
      bodies.map((body) => [`${block}, ${JSON.stringify(body)}`, `a: ${block}\n${body}`]),
    ),
  ] as [string, string][])('%s', (_, text) => expect(isTaken(text)).toBe(true));
});

describe('the quick reader leaves to the `yaml` package', () => {
  it.each([
    ['nothing', ''],
    ['comments alone', '# a\n'],
    ['a text', 'a'],
    ['a number with a fraction', 'a: 1.10\n'],
    ['a number in another base', 'a: [0o17, 0x1F]\n'],
    ['a signed number', 'a: +1\n'],
    ['a long number', 'a: 12345678901234567890\n'],
    ['no number', 'a: .nan\n'],
    ['infinity', 'a: -.INF\n'],
    ['an anchor', 'a: &b c\n'],
    ['an anchor of a list', 'a: &b [c]\n'],
    ['an alias', 'a: *b\n'],
    ['a tag', 'a: !!str b\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a marked document', '---\na: b\n'],
    ['two documents', 'a: b\n---\nc: d\n'],
    ['a document that ends', 'a: b\n...\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a number as a key', '1: a\n'],
    ['null as a key', ': a\n'],
    ['a list as a key', '[a]: b\n'],
    ['a long key', `${'a'.repeat(1030)}: b\n`],
    ['a key far from its colon', `a${' '.repeat(1030)}: b\n`],
    ['a key behind an item', '- "a"b: c\n'],
    ['a question mark behind a record', 'a:\n- {}?\n  b\n'],
    ['a key behind a list', 'a:\n- [b]c: d\n'],
    ['a key behind a record', 'a:\n- {}b: c\n'],
    ['an escaped line end before an empty line', 'a: "b\\\n\n  c"\n'],
    ['a C1 control', 'a: "\u0080"\n'],
    ['a key by a question mark', '? a\n: b\n'],
    ['spaces at the end', 'a: |\n  b\n  '],
    ['a tab', 'a: b\tc\n'],
    ['a line end of a Macintosh', 'a: b\rc: d\n'],
    ['a line end of print', 'a: b\u2028c\n'],
    ['a byte order mark within', 'a: b\ufeff\n'],
    ['a control character', 'a: b\u0001\n'],
    ['an escaped line end', 'a: "b\\\n  c"\n'],
    ['an unknown escape', 'a: "\\q"\n'],
    ['a block with its own indent', 'a: |2\n   b\n'],
    ['a block of nothing', 'a: |+\n  \n'],
    ['a comment before an item', '-\n# a\n  b\n- c\n'],
    ['nesting too deep', `${'['.repeat(120)}${']'.repeat(120)}`],
    ['an open flow', 'a: [b\n'],
    ['bad indent', 'a: 1\n  b: 2\n'],
  ])('%s', (_, text) => expect(isTaken(text)).toBe(false));
});

it('takes no text with more brackets than are read, though they are only quoted', () => {
  const text = `a: "${'['.repeat(201)}"\n`;
  expect(parseYaml('a.yaml', text)).toEqual({ ...parseStrict('a.yaml', text), locate: expect.any(Function) });
  expect(parseYaml('a.yaml', text).findings).toHaveLength(1);
});

/** Pieces of YAML, of which most sequences are none. */
const pieces = fc.constantFrom(
  ...[
    'a',
    'b c',
    'k:',
    ' ',
    '  ',
    '    ',
    '\n',
    '\n\n',
    '\n  ',
    '\n    ',
    '\r\n',
    '- ',
    '-',
    '? ',
    ': ',
    ':',
    'key: ',
  ],
  ...[
    '\n- ',
    '\nb: ',
    '\n  c: ',
    '\n\n  d',
    '"',
    "'",
    '"q r"',
    "'it''s'",
    '|',
    '>',
    '>-',
    '|+',
    '|2',
    '>1-',
    '|-\n',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ', ',
    ',',
    ' # c',
    '#',
    '# c\n',
    'null',
    '~',
    '0x1F',
    '1e3',
    '1.10',
    '010',
    '2025-02-05',
  ],
  ...[
    '\\n',
    '\\"',
    '\\\n',
    '\\x41',
    '\\q',
    '中文',
    '😀',
    '\u00a0',
    '\t',
    '%',
    '@',
    '---',
    '...',
    '!',
    '&x ',
    '*x',
    '<<',
  ],
  ...['a#b', 'a:b', '-a', '"":', '{}', '[]', '{a: 1, b}', '[a, b: c]', '? a\n: b\n'],
);
const soup = fc
  .tuple(
    fc.constantFrom('', 'a: ', '- ', 'a:\n  ', 'a: [', 'a:\n- ', 'a: "', 'a: >-\n  '),
    fc.array(pieces, { maxLength: 12 }),
  )
  .map(([head, rest]) => head + rest.join(''));

/** A sound text with a piece put in, or a stretch taken out, somewhere. */
const damaged = fc
  .tuple(writtenYaml, fc.nat(), fc.nat({ max: 3 }), soup)
  .map(([text, place, gone, piece]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + (piece.length < 8 ? piece : '') + text.slice(at + gone);
  });

it.each([
  ['YAML in every style', writtenYaml, 0.3],
  ['YAML that was damaged', damaged, 0.1],
  ['pieces of YAML', soup, 0.05],
  ['any characters', fc.string({ unit: 'grapheme', maxLength: 30 }), -1],
] as const)('%s is read alike, or left', (_, texts, least) => {
  let read = 0;
  let taken = 0;
  fc.assert(
    fc.property(texts, (text) => {
      read++;
      if (isTaken(text)) taken++;
    }),
    runs(300),
  );
  expect(taken).toBeGreaterThan(read * least);
});
