/** The quick reader of YAML says the same as the `yaml` package, or leaves the judgement to it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainValue } from '../../src/load/yaml-events.ts';
import { judgeYaml } from '../../src/load/yaml-file.ts';
import { packageFolder } from '../support/run.ts';
import { writtenYaml } from '../support/written-yaml.ts';

const RUNS = Number(process.env.YAML_RUNS ?? 2000);

/** What is wrong with what the quick reader says of a text; null where it is right, or says nothing. */
function fault(text: string): string | null {
  const plain = plainValue(text);
  if (plain === null) return null;
  const { value, findings } = judgeYaml('a.yaml', text);
  if (findings.length > 0) return `accepted, and refused: ${findings[0]?.message}`;
  try {
    expect(plain.value).toStrictEqual(value);
    // The order of keys too.
    expect(JSON.stringify(plain.value)).toBe(JSON.stringify(value));
    return null;
  } catch {
    return `${JSON.stringify(plain.value)}, and not ${JSON.stringify(value)}`;
  }
}

/** Pieces that make and break YAML. */
const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'name',
    '二',
    '😀',
    'é',
    '"x"',
    "'y'",
    '"a\\nb"',
    '"\\x41\\u4e8c\\/"',
    "'it''s'",
    '“',
    '-1',
    '007',
    '1_0',
  ],
  ...[
    '0',
    '12',
    '1.5',
    '.5',
    '1e3',
    '0o7',
    '0x1F',
    '.inf',
    '-.INF',
    '.nan',
    '~',
    'null',
    'Null',
    'true',
    'True',
    'no',
    '2025-02-05',
  ],
  ...[
    ': ',
    ':',
    ' :',
    '- ',
    '-',
    '? ',
    '|',
    '>',
    '|-',
    '>-',
    '|+',
    '>+',
    '|2',
    '>1-',
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
    '#',
    ' #',
    '# c',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n\n',
    ' ',
    '  ',
    '\t',
    '\r\n',
    '&x ',
    '*x',
    '!t ',
    '!!str ',
    '%',
    '@',
    '`',
    '---',
    '...',
    '<<',
  ],
  ...[
    '\u0085',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\\',
    '"',
    "'",
    'a b',
    'a: 1',
    '- x',
    'k: [1, x]',
    'k: {a: b}',
    'k: >-\n  x\n  y',
    'k: |\n   x\n  y',
  ],
);
const pieces = fc.array(piece, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));
/** The same, behind a key, where most of it is a value. */
const valued = fc
  .tuple(
    fc.constantFrom('a: ', '- ', 'a:\n  ', 'a: >-\n  ', 'a: |\n  ', 'a: [', 'a: "', "a: '"),
    pieces,
    fc.constantFrom('', '\n', '"', "'", ']', '\nb: 1\n'),
  )
  .map((parts) => parts.join(''));

test('reads every file of the bundled data', () => {
  const folder = join(packageFolder, 'data');
  const names = [
    'kb.yaml',
    ...['entities', 'sources'].flatMap((name) =>
      readdirSync(join(folder, name)).map((file) => join(name, file)),
    ),
  ];
  const left = names.filter((name) => plainValue(readFileSync(join(folder, name), 'utf8')) === null);
  expect(left).toEqual([]);
});

describe('says what the `yaml` package says, or nothing, of', () => {
  test.each([
    ['texts of every style', writtenYaml],
    ['pieces of YAML', pieces],
    ['pieces as a value', valued],
    ['any characters', fc.string({ unit: 'grapheme', maxLength: 30 })],
  ] as const)('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(fault(text)).toBe(null);
      }),
      { numRuns: RUNS },
    );
  });
});
