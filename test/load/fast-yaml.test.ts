/** The fast parser returns the same value as the `yaml` package, or null. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryFastParse } from '../../src/load/fast-yaml.ts';
import { parseStrict, parseYaml } from '../../src/load/yaml-file.ts';
import { writtenYaml } from '../support/arbitrary-yaml.ts';
import { packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

/** A value with its keys as a list, because `toEqual` ignores their order. */
const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, part]) => [key, inOrder(part)])
      : value;

/** True if the fast parser reads a text; the `yaml` package must then read the same value without a finding. */
function isParsed(text: string): boolean {
  const fast = tryFastParse(text);
  if (fast === null) return false;
  const { value, findings } = parseStrict('a.yaml', text);
  expect({ text, value: inOrder(fast.value), findings: [] }).toEqual({
    text,
    value: inOrder(value),
    findings,
  });
  return true;
}

it('parses every file of the bundled data', () => {
  const folder = join(packageFolder, 'data');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(names.filter((name) => !isParsed(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
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

describe('the fast parser reads the same value as the `yaml` package', () => {
  it.each([
    ['a record', 'a: 1\nb: [x, y]\nc: { d: e }\n'],
    ['lists in one line', '- - a\n  - b\n- c: d\n  e: f\n'],
    ['a list that is not indented', 'a:\n- b\n- c\nd: e\n'],
    ['words that are not text', 'a: [null, ~, Null, NULL, true, True, TRUE, false, False, FALSE, 0, 17]\n'],
    ['words that are text', 'a: [yes, no, on, off, nULL, tRUE, y, "null", \'true\', "1", <<]\n'],
    [
      'text that looks like a number',
      'a: [2025-02-05, 12:30, 1_000, 0o18, 0x, 1.2.3, "+", ., -a, .a, 1e, --1]\n',
    ],
    ['missing values', 'a:\nb:\n- \n-\n'],
    ['comments', '# a\na: 1 # b\n # c\nb:\n  # d\n  - e # f\n# g'],
    ['CRLF', 'a: >-\r\n  b\r\n  c\r\n\r\nd: "e\r\n  f"\r\ng:\r\n  - h i\r\n    j\r\n'],
    ['plain text on several lines', 'a: b\n  c\n\n  d\n   e\nf:\n  g\n  h\n'],
    ['quotes', `a: 'it''s'\nb: "\\"\\\\\\n\\t\\/\\x41\\u4e2d\\ud83d\\ude00\\U0001F600\\e\\0\\N\\L\\_"\n`],
    ['quoted text on several lines', `a: 'b  \n\n  c'\nd: "e\n   f\n\n\n  g"\n`],
    ['flow collections on several lines', 'a: [\n  b,\n  { c: d,\n    "e": f },\n  ]\ng: {h,\n  i: }\n'],
    ['pairs in a flow', 'a: [b: c, "d": e]\n'],
    ['keys', '"a b": 1\n\'e\' : f\n中: g\na:b: c\n'],
    ['keys that are properties of every object', 'constructor: 1\ntoString: 2\n'],
    ['keys that are numbers, quoted', 'b: 0\n"2": a\n"1": b\n'],
    ['special characters inside words', 'a: b#c d:e -f ?g [h] {i}, "j" \'k\' &l *m !n | > % @ `\n'],
    ['no-break and wide spaces', 'a: \u00a0b\u3000\nc: "\u00a0"\n'],
    ['surrogates', 'a: 😀😀\n😀: [😀, "😀"]\n'],
    ...blocks.flatMap((block) =>
      bodies.map((body) => [`${block}, ${JSON.stringify(body)}`, `a: ${block}\n${body}`]),
    ),
  ] as [string, string][])('%s', (_, text) => expect(isParsed(text)).toBe(true));
});

describe('the fast parser leaves to the `yaml` package', () => {
  it.each([
    ['an empty text', ''],
    ['__proto__ as a key', 'a: { __proto__: 1 }\n'],
    ['comments alone', '# a\n'],
    ['a text', 'a'],
    ['a number with a fraction', 'a: 1.10\n'],
    ['a number in another base', 'a: [0o17, 0x1F]\n'],
    ['a signed number', 'a: +1\n'],
    ['a long number', 'a: 12345678901234567890\n'],
    ['NaN', 'a: .nan\n'],
    ['infinity', 'a: -.INF\n'],
    ['an anchor', 'a: &b c\n'],
    ['an anchor of a list', 'a: &b [c]\n'],
    ['an alias', 'a: *b\n'],
    ['a tag', 'a: !!str b\n'],
    ['a directive', '%YAML 1.2\n---\na: b\n'],
    ['a document with a start marker', '---\na: b\n'],
    ['two documents', 'a: b\n---\nc: d\n'],
    ['a document with an end marker', 'a: b\n...\n'],
    ['a repeated key', 'a: 1\na: 2\n'],
    ['a number as a key', '1: a\n'],
    ['null as a key', ': a\n'],
    ['a list as a key', '[a]: b\n'],
    ['a long key', `${'a'.repeat(1030)}: b\n`],
    ['a key far from its colon', `a${' '.repeat(1030)}: b\n`],
    ['a key after a quoted item', '- "a"b: c\n'],
    ['a question mark after a record', 'a:\n- {}?\n  b\n'],
    ['a key after a list', 'a:\n- [b]c: d\n'],
    ['a key after a record', 'a:\n- {}b: c\n'],
    ['an escaped line end before an empty line', 'a: "b\\\n\n  c"\n'],
    ['a C1 control', 'a: "\u0080"\n'],
    ['a key after a question mark', '? a\n: b\n'],
    ['spaces at the end', 'a: |\n  b\n  '],
    ['a tab', 'a: b\tc\n'],
    ['a carriage return alone', 'a: b\rc: d\n'],
    ['a line separator', 'a: b\u2028c\n'],
    ['a byte order mark inside the text', 'a: b\ufeff\n'],
    ['a control character', 'a: b\u0001\n'],
    ['an escaped line end', 'a: "b\\\n  c"\n'],
    ['an unknown escape', 'a: "\\q"\n'],
    ['a block with an indentation indicator', 'a: |2\n   b\n'],
    ['an empty block', 'a: |+\n  \n'],
    ['a comment before an item', '-\n# a\n  b\n- c\n'],
    ['too deep nesting', `${'['.repeat(120)}${']'.repeat(120)}`],
    ['an unclosed flow list', 'a: [b\n'],
    ['wrong indentation', 'a: 1\n  b: 2\n'],
  ])('%s', (_, text) => expect(isParsed(text)).toBe(false));
});

it('the fast parser gives up on a text with too many brackets, also in quotes', () => {
  const text = `a: "${'['.repeat(201)}"\n`;
  expect(parseYaml('a.yaml', text)).toEqual({ ...parseStrict('a.yaml', text), locate: expect.any(Function) });
  expect(parseYaml('a.yaml', text).findings).toHaveLength(1);
});

/** Pieces of YAML; most sequences of them are not valid. */
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

/** A valid text with a piece inserted or removed somewhere. */
const damaged = fc
  .tuple(writtenYaml, fc.nat(), fc.nat({ max: 3 }), soup)
  .map(([text, place, gone, piece]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + (piece.length < 8 ? piece : '') + text.slice(at + gone);
  });

it.each([
  ['YAML in every style', writtenYaml, 0.3],
  ['damaged YAML', damaged, 0.1],
  ['pieces of YAML', soup, 0.05],
  ['any characters', fc.string({ unit: 'grapheme', maxLength: 30 }), -1],
] as const)('both parsers agree on %s', (_, texts, least) => {
  let read = 0;
  let parsed = 0;
  fc.assert(
    fc.property(texts, (text) => {
      read++;
      if (isParsed(text)) parsed++;
    }),
    runs(300),
  );
  expect(parsed).toBeGreaterThan(read * least);
});
