/** Random YAML as people write it: every style, comments, empty lines, LF or CRLF. */
import fc from 'fast-check';
import { Document, isCollection, isMap, isScalar, Lexer, type Node, parseDocument, visit } from 'yaml';

/** Text that has a meaning in YAML or must be quoted. */
const words = fc.oneof(
  fc.constantFrom(
    'a',
    'b c',
    '二',
    '摩尔线程 GPU',
    '1.10',
    'yes',
    'null',
    '~',
    "it's",
    '“x”',
    'a: b',
    'a #b',
  ),
  fc.constantFrom(
    '- x',
    '[x',
    '{',
    '*a',
    '&a',
    '!x',
    '|',
    '>',
    '%',
    '@',
    '`',
    '""',
    '',
    ' ',
    'a\nb',
    'x\n',
    '\t',
  ),
  fc.constantFrom('word '.repeat(40).trim(), '“'.repeat(130), 'line one\n\nline two'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const keys = fc.constantFrom(
  'id',
  'name',
  'from',
  'to',
  'aliases',
  'edges',
  'evidence',
  'quote',
  '键',
  'a b',
);
const letrec = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    fc.integer({ min: 0, max: 99 }),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
/** A random value that YAML can represent. */
export const value = letrec.value;

const root = fc.oneof(
  fc.array(fc.dictionary(keys, value, { maxKeys: 4, noNullPrototype: true }), { maxLength: 4 }),
  fc.dictionary(keys, value, { maxKeys: 5, noNullPrototype: true }),
);

/** Writes a value as YAML. `choice(n)` returns an integer below n that picks styles, comments and empty lines. */
function written(content: unknown, choice: (n: number) => number): string {
  const document = new Document(content);
  let comments = 0;
  const inFlow = new Set<unknown>();
  visit(document, (key, node) => {
    const item = node as Node & { flow?: boolean; type?: string; spaceBefore?: boolean };
    if (isCollection(item)) {
      if (inFlow.has(item) || (choice(4) === 0 && JSON.stringify(item).length < 60)) {
        item.flow = true;
        for (const child of item.items as { key?: unknown; value?: unknown }[])
          for (const part of [child, child.key, child.value]) inFlow.add(part);
      }
    } else if (isScalar(item) && typeof item.value === 'string' && key !== 'key') {
      item.type = ['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'][
        choice(5)
      ] as 'PLAIN';
    }
    if (
      (isMap(item) || isScalar(item)) &&
      key !== 'value' &&
      node !== document.contents &&
      !inFlow.has(node)
    ) {
      if (choice(4) === 0) item.spaceBefore = true;
      if (choice(4) === 0) item.commentBefore = ` comment ${++comments}`;
    }
    if (isScalar(item) && key === 'value' && choice(4) === 0 && !inFlow.has(node))
      item.comment = ` comment ${++comments}`;
  });
  if (choice(3) === 0) document.commentBefore = ' head';
  if (choice(3) === 0) document.comment = ' foot';
  let text = document.toString({
    indent: 2 + choice(2),
    indentSeq: choice(2) === 0,
    lineWidth: [0, 40, 120][choice(3)] as number,
    flowCollectionPadding: choice(2) === 0,
  });
  if (choice(4) === 0) text = text.trimEnd();
  return choice(4) === 0 ? text.replaceAll('\n', '\r\n') : text;
}

/** The comments of a text, found by the lexer, because the code under test uses the parser. */
export const commentsIn = (text: string) =>
  [...new Lexer().lex(text)].filter((token) => token.startsWith('#'));

/** A random YAML text that contains a map or a list. */
export const writtenYaml: fc.Arbitrary<string> = fc
  .tuple(root, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }))
  .map(([content, choices]) => {
    let turn = 0;
    return written(content, (n) => (choices[turn++ % choices.length] ?? 0) % n);
  })
  .filter((text) => {
    const document = parseDocument(text);
    return document.errors.length === 0 && typeof document.toJS() === 'object';
  });
