/** `fmt` changes only the layout. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { CannotEditInPlace } from '../../src/edit/edits.ts';
import { type FileKind, formatYaml } from '../../src/edit/format.ts';
import { commentsIn, writtenYaml } from '../support/arbitrary-yaml.ts';
import { packageFolder } from '../support/run.ts';
import { runs } from '../support/runs.ts';

test.each<[string, FileKind, string, string]>([
  [
    'sorts fields, and writes lists on one line or one item per line',
    'entities',
    '- name: A\n  id: a\n  aliases: [x, {name: y, lang: zh}]\n  roles:\n    - r\n  kind: company\n',
    '- id: a\n  name: A\n  kind: company\n  roles: [r]\n  aliases:\n    - x\n    - {name: y, lang: zh}\n',
  ],
  [
    'keeps a comment with the record below it, unless the comment is indented further',
    'entities',
    '# head\n\n- id: a # same line\n  # in a\n# of b\n- id: b\n\n# foot\n',
    '# head\n\n- id: a # same line\n  # in a\n\n# of b\n- id: b\n\n# foot\n',
  ],
  [
    'keeps comments between long lists',
    'source',
    'id: x\nedges:\n  - relation: r\n    from: a\n  # of the second\n\n  - relation: s\n    from: b\n    # in it\n# of the remarks\nremarks:\n  - topic: t\n',
    'id: x\n\nedges:\n  - relation: r\n    from: a\n\n  # of the second\n  - relation: s\n    from: b\n    # in it\n\n# of the remarks\nremarks:\n  - topic: t\n',
  ],
  [
    'keeps the order of comments, and an indented comment below a comment of the next record',
    'entities',
    '- id: b\n# one\n  # two\n# three\n    # four\n- id: c\n',
    '- id: b\n\n# one\n# two\n# three\n# four\n- id: c\n',
  ],
  [
    'keeps the order of comments between claims and between fields',
    'source',
    'id: x\n# one\n  # two\nedges:\n  - from: a\n    # in a\n  # three\n    # four\n  - from: b\n  # five\n    # six\n',
    'id: x\n\n# one\n# two\nedges:\n  - from: a\n    # in a\n\n  # three\n  # four\n  - from: b\n  # five\n  # six\n',
  ],
  ['keeps the comment of an empty list', 'entities', '# none yet\n\n\n[]\n', '# none yet\n\n[]\n'],
  [
    'folds long text and no short text',
    'kb',
    `title: >-\n  short\ndescription: ${'word '.repeat(25)}\n`,
    `title: short\ndescription: >-\n  ${'word '.repeat(23).trim()}\n  word word\n`,
  ],
  ['changes CRLF to LF', 'kb', 'format: 1\r\n# c\r\ntitle: T\r\n', 'format: 1\n# c\ntitle: T\n'],
])('%s', (_, kind, text, expected) => {
  expect(formatYaml(text, kind)).toBe(expected);
});

test('keeps the value and all comments of any YAML, and formatting again changes nothing', () => {
  let done = 0;
  fc.assert(
    fc.property(writtenYaml, fc.constantFrom<FileKind>('kb', 'entities', 'source'), (text, kind) => {
      let result: string;
      try {
        result = formatYaml(text, kind);
      } catch (error) {
        if (!(error instanceof CannotEditInPlace)) throw error;
        return;
      }
      done++;
      expect(parse(result)).toEqual(parse(text));
      expect(
        commentsIn(result)
          .map((comment) => comment.trim())
          .sort(),
      ).toEqual(
        commentsIn(text)
          .map((comment) => comment.trim())
          .sort(),
      );
      if (
        !text.includes('[') &&
        !text.includes('{') &&
        JSON.stringify(parse(result)) === JSON.stringify(parse(text))
      )
        expect(commentsIn(result).map((comment) => comment.trim())).toEqual(
          commentsIn(text).map((comment) => comment.trim()),
        );
      expect(formatYaml(result, kind)).toBe(result);
    }),
    runs(60),
  );
  expect(done).toBeGreaterThan(runs(60).numRuns / 2);
});

const files = ['entities', 'sources'].flatMap((folder) =>
  readdirSync(join(packageFolder, 'data', folder)).map((name) => ({
    kind: (folder === 'sources' ? 'source' : 'entities') as FileKind,
    name: join('data', folder, name),
  })),
);

test.each(files)('restores the layout of $name from any other layout', ({ kind, name }) => {
  const text = readFileSync(join(packageFolder, name), 'utf8');
  for (const options of [
    { indent: 4, lineWidth: 0 },
    { indentSeq: false, lineWidth: 60 },
    { collectionStyle: 'flow' as const },
  ]) {
    const other = parseDocument(text).toString(options);
    // A comment inside brackets has lost its own line.
    if (!('collectionStyle' in options)) expect(formatYaml(other, kind)).toBe(text);
    else
      expect(parse(formatYaml(parseDocument(other.replace(/^#.*\n/gm, '')).toString(), kind))).toEqual(
        parse(text),
      );
  }
});
