/** An edit changes the intended part and no other byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { CannotEditInPlace, editValue, type ValuePath, type YamlEdit } from '../../src/edit/edits.ts';
import { applySplices, editYaml, splicesFor } from '../../src/edit/splice.ts';
import { commentsIn, value, writtenYaml } from '../support/arbitrary-yaml.ts';
import { runs } from '../support/runs.ts';

const set = (path: ValuePath, value: unknown, order?: string[]): YamlEdit => ({
  op: 'set',
  path,
  value,
  ...(order && { order }),
});
const append = (path: ValuePath, ...values: unknown[]): YamlEdit => ({ op: 'append', path, values });
const remove = (...path: ValuePath): YamlEdit => ({ op: 'remove', path });

const LIST = `# head

# about a
- id: a # first
  name: "A"
  roles: [x, y] # flow
  aliases:
    - one
    # the second
    - { name: 二, lang: zh }

- id: b
  text: >-
    folded over
    two lines # no comment
  extent: { first: 1, last: 2 }
  # at the end of b
# foot
`;

describe('editYaml', () => {
  test.each<[string, YamlEdit, string, string]>([
    ['replaces a plain text', set([0, 'id'], 'c'), '- id: a # first', '- id: c # first'],
    ['keeps the quotes of a text', set([0, 'name'], 'B'), 'name: "A"', 'name: "B"'],
    ['quotes a text if needed', set([0, 'id'], 'yes: no'), '- id: a # first', '- id: "yes: no" # first'],
    ['replaces a number', set([1, 'extent', 'last'], 38), 'last: 2 }', 'last: 38 }'],
    ['quotes a text that looks like a number', set([1, 'id'], '1.10'), '- id: b', '- id: "1.10"'],
    ['replaces an item of a flow list', set([0, 'roles', 1], 'z'), '[x, y]', '[x, z]'],
    [
      'replaces a folded text',
      set([1, 'text'], 'short'),
      '>-\n    folded over\n    two lines # no comment\n',
      'short\n',
    ],
    ['replaces a list', set([0, 'roles'], ['p']), '[x, y] # flow', '[p] # flow'],
    [
      'adds a key in the order of fields',
      set([0, 'kind'], 'k', ['id', 'name', 'kind']),
      '"A"\n',
      '"A"\n  kind: k\n',
    ],
    ['adds an unknown key at the end', set([1, 'zzz'], 'k'), 'last: 2 }\n', 'last: 2 }\n  zzz: k\n'],
    [
      'adds a key to a flow record',
      set([1, 'extent', 'x'], 3),
      '{ first: 1, last: 2 }',
      '{ first: 1, last: 2, x: 3 }',
    ],
    ['appends to a flow list', append([0, 'roles'], 'z'), '[x, y]', '[x, y, z]'],
    ['appends two items to a flow list', append([0, 'roles'], 'z', 'a'), '[x, y]', '[x, y, z, a]'],
    [
      'appends two items to a block list',
      append([0, 'aliases'], '三', 'four'),
      'lang: zh }\n',
      'lang: zh }\n    - 三\n    - four\n',
    ],
    ['appends to a block list', append([0, 'aliases'], '三'), 'lang: zh }\n', 'lang: zh }\n    - 三\n'],
    [
      'appends to the list of a file',
      append([], { id: 'c', name: 'C' }),
      '  # at the end of b\n',
      '  # at the end of b\n\n- id: c\n  name: C\n',
    ],
    [
      'repeats an item with its comments and style',
      { op: 'repeat', path: [0] },
      '    - { name: 二, lang: zh }\n',
      '    - { name: 二, lang: zh }\n\n- id: a # first\n  name: "A"\n  roles: [x, y] # flow\n  aliases:\n    - one\n    # the second\n    - { name: 二, lang: zh }\n',
    ],
    ['removes a key', remove(0, 'name'), '  name: "A"\n', ''],
    ['removes a key with a list', remove(0, 'roles'), '  roles: [x, y] # flow\n', ''],
    ['removes the first key of an item', remove(1, 'id'), '- id: b\n  text', '- text'],
    ['removes an item of a flow list', remove(0, 'roles', 0), '[x, y]', '[y]'],
    ['removes the last item of a flow list', remove(0, 'roles', 1), '[x, y]', '[x]'],
    ['removes a key of a flow record', remove(1, 'extent', 'first'), '{ first: 1, last: 2 }', '{ last: 2 }'],
    [
      'removes an item with the comment above it',
      remove(0, 'aliases', 1),
      '    # the second\n    - { name: 二, lang: zh }\n',
      '',
    ],
    ['removes the first item', remove(0, 'aliases', 0), '    - one\n', ''],
    [
      'removes the last record with the comments in it',
      remove(1),
      `\n- id: b${LIST.split('- id: b')[1]?.replace('# foot\n', '')}`,
      '',
    ],
  ])('%s', (_, edit, before, after) => {
    expect(LIST.split(before)).toHaveLength(2);
    for (const eol of ['\n', '\r\n']) {
      const text = LIST.replaceAll('\n', eol);
      const expected = LIST.replace(before, () => after).replaceAll('\n', eol);
      expect(editYaml(text, [edit])).toBe(expected);
    }
  });

  test.each<[string, string, YamlEdit, string]>([
    [
      'appends the first item to an empty list',
      'edges: [] # none yet\n',
      append(['edges'], { to: 'x' }),
      'edges: # none yet\n  - to: x\n',
    ],
    [
      'appends the first item to an empty file',
      '# none yet\n[]\n',
      append([], { id: 'x', name: 'X' }),
      '# none yet\n- id: x\n  name: X\n',
    ],
    [
      'appends the first two items to an empty list, with an empty line between them',
      'edges: []\n',
      append(['edges'], { to: 'x' }, { to: 'y' }),
      'edges:\n  - to: x\n\n  - to: y\n',
    ],
    [
      'appends the first two items to an empty file, with an empty line between them',
      '[]\n',
      append([], { id: 'x' }, { id: 'y' }),
      '- id: x\n\n- id: y\n',
    ],
    [
      'appends the first item to a file without a line end',
      'edges: []',
      append(['edges'], { to: 'x' }),
      'edges:\n  - to: x',
    ],
    [
      'appends the first text to an empty list',
      'from: []\n',
      append(['from'], 'x'),
      'from: [ x ]\n'.replaceAll(' x ', 'x'),
    ],
    [
      'folds a text that is too long for a line',
      'note: a\n',
      set(['note'], 'word '.repeat(30).trim()),
      `note: >-\n  ${'word '.repeat(23).trim()}\n  ${'word '.repeat(7).trim()}\n`,
    ],
    [
      'removes the first record with its comment, which does not become that of the next record',
      '# About a\n- id: a\n\n# About b\n- id: b\n',
      remove(0),
      '# About b\n- id: b\n',
    ],
    [
      'removes a record in the middle with its comments',
      '# About a\n- id: a\n\n# About b\n# in two lines\n- id: b\n\n# About c\n- id: c\n',
      remove(1),
      '# About a\n- id: a\n\n# About c\n- id: c\n',
    ],
    [
      'removes the last record with its comments, and keeps those in the record before',
      '- id: a\n  # in a\n# About b\n  # indented\n- id: b\n',
      remove(1),
      '- id: a\n  # in a\n',
    ],
    [
      'removes a record and keeps a comment that is apart from it',
      '- id: a\n\n# Clouds\n\n- id: b\n\n# About c\n- id: c\n',
      remove(1),
      '- id: a\n\n# Clouds\n\n# About c\n- id: c\n',
    ],
    [
      'removes the first record and keeps the head of the file',
      '# yaml-language-server: $schema=x\n- id: a\n\n- id: b\n',
      remove(0),
      '# yaml-language-server: $schema=x\n- id: b\n',
    ],
    [
      'removes the only record with its comment',
      '# head\n\n# About a\n- id: a\n',
      remove(0),
      '# head\n\n[]\n',
    ],
    [
      'removes a claim with its comment',
      'edges:\n  # the first\n  - to: x\n  # the second\n  - to: y\n',
      remove('edges', 0),
      'edges:\n  # the second\n  - to: y\n',
    ],
    [
      'removes the only claim with its comment',
      'edges:\n  # the first\n  - to: x\nremarks: []\n',
      remove('edges', 0),
      'edges: []\nremarks: []\n',
    ],
    [
      'removes a key with its comment',
      '- id: a\n  # as the source says\n  location: x\n  name: A\n',
      remove(0, 'location'),
      '- id: a\n  name: A\n',
    ],
    [
      'removes a key and keeps the comments of a text above it',
      '- id: a\n  text: |\n    # a heading\n  name: A\n',
      remove(0, 'name'),
      '- id: a\n  text: |\n    # a heading\n',
    ],
    ['removes the last item of a text that begins with an empty line', '\n- a\n', remove(0), '\n[]\n'],
    ['removes an item of a text that begins with empty lines', '\n\n- a\n- b\n', remove(1), '\n\n- a\n'],
    ['keeps a comment after the value', 'a: b # c\n', set(['a'], 'd'), 'a: d # c\n'],
    ['sets a key without a value', 'a:\nb: 1\n', set(['a'], 'x'), 'a: x\nb: 1\n'],
  ])('%s', (_, text, edit, expected) => {
    expect(editYaml(text, [edit])).toBe(expected);
  });

  test('restores the text if an appended item is removed', () => {
    for (const text of [
      'edges: [] # none\n',
      'edges: []',
      'edges:\n  - to: y',
      'a: 1\nedges:\n- to: y\nb: 2\n',
    ]) {
      const count = (parseDocument(text).toJS() as { edges: unknown[] }).edges.length;
      const added = editYaml(text, [append(['edges'], { to: 'x', note: 'a: b' })]);
      expect(editYaml(added, [remove('edges', count)])).toBe(text);
    }
  });
});

test('keeps the style of each scalar when several are set', () => {
  const text = `from: "a"\nto: [a, 'a', b]\nvia: { id: a, version: "1.10" } # a\n`;
  const paths: ValuePath[] = [['from'], ['to', 0], ['to', 1], ['via', 'id']];
  expect(
    editYaml(
      text,
      paths.map((path) => set(path, 'c')),
    ),
  ).toBe(`from: "c"\nto: [c, 'c', b]\nvia: { id: c, version: "1.10" } # a\n`);
});

/** The paths of all parts of a value. */
function pathsOf(content: unknown, path: ValuePath = []): ValuePath[] {
  if (typeof content !== 'object' || content === null) return [path];
  return [
    path,
    ...Object.entries(content).flatMap(([key, child]) =>
      pathsOf(child, [...path, Array.isArray(content) ? Number(key) : key]),
    ),
  ];
}

const at = (content: unknown, path: ValuePath) => path.reduce((part, key) => (part as never)[key], content);

const cases = fc
  .tuple(writtenYaml, fc.nat(), fc.nat(), value)
  .map(([text, where, which, put]) => ({ text, where, which, put }));

function editOf(content: unknown, where: number, which: number, put: unknown): YamlEdit {
  const paths = pathsOf(content).slice(1);
  const path = paths[where % Math.max(1, paths.length)] ?? [];
  const here = at(content, path);
  if (which % 4 === 0 && path.length > 0) return { op: 'remove', path };
  if (Array.isArray(here)) return append(path, ...(which % 2 === 0 ? [put] : [put, put]));
  if (which % 4 === 1 && typeof here === 'object') return { op: 'set', path: [...path, 'new'], value: put };
  if (path.length === 0) return Array.isArray(content) ? append([], put) : set(['new'], put);
  return { op: 'set', path, value: put };
}

describe('any edit of any YAML', () => {
  test('produces the intended value, and keeps every other line and comment', () => {
    let done = 0;
    let refused = 0;
    fc.assert(
      fc.property(cases, ({ text, where, which, put }) => {
        const before = parseDocument(text).toJS() as unknown;
        const edit = editOf(before, where, which, put);
        let splices: ReturnType<typeof splicesFor>;
        try {
          splices = splicesFor(text, edit);
        } catch (error) {
          if (!(error instanceof CannotEditInPlace)) throw error;
          refused++;
          return;
        }
        done++;
        const after = applySplices(text, splices);
        const intended = structuredClone(before);
        editValue(intended, edit);
        expect(parseDocument(after).toJS()).toEqual(intended);
        const gone = splices.map(({ start, end }) => text.slice(start, end)).join('\n');
        if (!gone.includes('#')) {
          const kept = commentsIn(after).filter((comment) => commentsIn(text).includes(comment));
          expect(kept).toEqual(commentsIn(text));
        }
        if (edit.op === 'append' || (edit.op === 'set' && at(before, edit.path) === undefined))
          expect(gone.replace(/ ?\[\]| |\n/g, '')).toBe('');
      }),
      runs(80),
    );
    expect(refused / (done + refused)).toBeLessThan(0.1);
  });
});
