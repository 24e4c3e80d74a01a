/** The claims that the cells of recorded tables state. */
import { expect, test } from 'vitest';
import { cellClaims } from '../../src/model/cell-claims.ts';
import type { AuthoredRow, AuthoredTable, AuthoredTableSource } from '../../src/model/schema.ts';
import { claimEnds, listOf, statementIds } from '../../src/model/statement-ids.ts';

const HASH = '0'.repeat(64);
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

const row = (cells: Record<string, string>, fields: Partial<AuthoredRow> = {}): AuthoredRow => ({
  line: 9,
  sha256: HASH,
  cells,
  ...fields,
});

const source = (
  table: Partial<AuthoredTable>,
  fields: Partial<AuthoredTableSource> = {},
): AuthoredTableSource => ({
  id: 'matrix',
  title: 'Supported models',
  publisher: 'gazette',
  'said-by': 'gazette',
  repository: 'https://example.com/gazette/matrix',
  commit: NEW,
  committed: '2025-03-01',
  licence: 'MIT',
  files: [{ path: 'models.md', sha256: HASH, changed: '2025-02-20' }],
  legend: {
    '✅': { status: 'available', words: 'Supported', line: 3 },
    '❌': { status: 'unsupported', words: 'Not supported', line: 4 },
    '-': { status: null, words: 'Not verified', line: 5 },
  },
  names: {
    One: 'one',
    'One/Two': ['one', 'two'],
    'One INT8': { id: 'one', artefact: 'One INT8' },
    All: { 'leave-out': 'names no model' },
    L7: 'l7',
    'L7/L8': ['l7', 'l8'],
    Lamp: 'lamp',
  },
  tables: [
    {
      id: 'chat',
      heading: ['Models'],
      columns: { Model: 'to', Chip: 'from', Runs: {}, INT8: { precision: 'INT8' } },
      rows: [],
      ...table,
    },
  ],
  ...fields,
});

/** Each claim as “from status to”, with its stack and qualifiers. */
const claimsIn = (authored: AuthoredTableSource): string[] =>
  cellClaims(authored).claims.flatMap(({ value }) =>
    claimEnds(value).map(({ from, to }) =>
      [
        `${from} ${value.status} ${to}`,
        ...listOf(value.via).map((via) => (typeof via === 'string' ? via : `${via.id} ${via.version}`)),
        ...[value.precision, value.mode, value.task, value.artefact, value.note].flatMap(
          (word) => word ?? [],
        ),
      ].join(', '),
    ),
  );

test.each<[string, AuthoredTableSource, string[]]>([
  [
    'one claim for each pair of a model and a chip',
    source({ rows: [row({ Model: 'One/Two', Chip: 'L7/L8', Runs: '✅' })] }),
    ['l7 available one', 'l7 available two', 'l8 available one', 'l8 available two'],
  ],
  [
    'one claim for each column of symbols, with what its header says',
    source({ rows: [row({ Model: 'One', Chip: 'L7', Runs: '✅', INT8: '❌' })] }),
    ['l7 available one', 'l7 unsupported one, INT8'],
  ],
  [
    'a precision that is no firmer than its model, and what is no support of it as it is',
    source(
      {
        columns: { Model: 'to', Chip: 'from', Runs: {}, INT8: { precision: 'INT8', 'at-most': 'Runs' } },
        rows: [
          row({ Model: 'One', Chip: 'L7', Runs: '🔵', INT8: '✅' }),
          row({ Model: 'One', Chip: 'L7', Runs: '✅', INT8: '🔵' }),
          row({ Model: 'One', Chip: 'L7', Runs: '🔵', INT8: '❌' }),
          row({ Model: 'One', Chip: 'L7', Runs: '❌', INT8: '✅' }),
          row({ Model: 'One', Chip: 'L7', Runs: '❌', INT8: '…' }),
          row({ Model: 'One', Chip: 'L7', Runs: '?', INT8: '✅' }),
          row({ Model: 'One', Chip: 'L7', INT8: '✅' }),
        ],
      },
      {
        legend: {
          '✅': { status: 'available', words: 'Supported', line: 3 },
          '🔵': { status: 'experimental', words: 'Experimental', line: 4 },
          '❌': { status: 'unsupported', words: 'Not supported', line: 5 },
          '…': { status: 'untested', words: 'Not tested', line: 6 },
          '?': { status: null, words: 'Unknown', line: 7 },
        },
      },
    ),
    [
      ...['l7 experimental one', 'l7 experimental one, INT8'],
      ...['l7 available one', 'l7 experimental one, INT8'],
      ...['l7 experimental one', 'l7 unsupported one, INT8'],
      ...['l7 unsupported one', 'l7 unsupported one, INT8'],
      ...['l7 unsupported one', 'l7 untested one, INT8'],
      'l7 available one, INT8',
      'l7 available one, INT8',
    ],
  ],
  [
    'the notes of its labels and its columns',
    source(
      {
        columns: { Model: 'to', Chip: 'from', Size: 'note', Runs: {} },
        rows: [row({ Model: 'One', Chip: 'L7', Size: '7B', Runs: '✅' })],
      },
      { names: { One: { id: 'one', note: 'Beta.' }, L7: 'l7' } },
    ),
    ['l7 available one, Beta. 7B'],
  ],
  [
    'no claim for a symbol that says nothing',
    source({ rows: [row({ Model: 'One', Chip: 'L7', Runs: '-' })] }),
    [],
  ],
  ['no claim for an empty cell', source({ rows: [row({ Model: 'One', Chip: 'L7' })] }), []],
  [
    'no claim for a label that is left out',
    source({ rows: [row({ Model: 'All', Chip: 'L7', Runs: '✅' })] }),
    [],
  ],
  [
    'an artefact as a qualifier of its model',
    source({ rows: [row({ Model: 'One INT8', Chip: 'L7', Runs: '✅' })] }),
    ['l7 available one, One INT8'],
  ],
  [
    'the chip that the header of a column names',
    source({ columns: { Model: 'to', L7: { from: 'l7' } }, rows: [row({ Model: 'One', L7: '✅' })] }),
    ['l7 available one'],
  ],
  [
    'the framework as subject if no chip is named',
    source({ columns: { Model: 'to', Runs: { via: 'lamp' } }, rows: [row({ Model: 'One', Runs: '✅' })] }),
    ['lamp available one'],
  ],
  [
    'the stack and its version as printed in the row',
    source({
      columns: { Model: 'to', Chip: 'from', Stack: 'via', Version: 'version', Runs: {} },
      rows: [row({ Model: 'One', Chip: 'L7', Stack: 'Lamp', Version: '1.10', Runs: '✅' })],
    }),
    ['l7 available one, lamp 1.10'],
  ],
  [
    'the version of a framework that is the subject',
    source({
      columns: { Model: 'to', Version: 'version', Runs: { via: 'lamp' } },
      rows: [row({ Model: 'One', Version: '2', Runs: '✅' })],
    }),
    ['lamp available one, lamp 2'],
  ],
  [
    'what is printed once for the whole table',
    source({
      given: {
        from: { printed: 'L7', line: 2, sha256: HASH },
        task: { printed: 'Pooling', line: 1, sha256: HASH },
      },
      columns: { Model: 'to', Runs: {} },
      rows: [row({ Model: 'One', Runs: '✅' })],
    }),
    ['l7 available one, Pooling'],
  ],
  [
    'a name that JavaScript objects have',
    source(
      { rows: [row({ Model: 'constructor', Chip: 'L7', Runs: '✅' })] },
      { names: { constructor: 'one', L7: 'l7' } as AuthoredTableSource['names'] },
    ),
    ['l7 available one'],
  ],
])('states %s', (_, authored, claims) => expect(claimsIn(authored)).toEqual(claims));

test.each<[string, AuthoredTableSource, [rule: string, path: string][]]>([
  [
    'a symbol that the legend does not have, although objects do',
    source({ rows: [row({ Model: 'One', Chip: 'L7', Runs: 'toString' })] }),
    [['symbol', 'tables.0.rows.0.cells.Runs']],
  ],
  [
    'each label that `names` does not have',
    source({ rows: [row({ Model: 'Three', Chip: 'L9', Runs: '✅' })] }),
    [
      ['label', 'tables.0.rows.0.cells.Model'],
      ['label', 'tables.0.rows.0.cells.Chip'],
    ],
  ],
  [
    'a row without a model',
    source({ rows: [row({ Chip: 'L7', Runs: '✅' })] }),
    [['table', 'tables.0.rows.0.cells.Runs']],
  ],
  [
    'a row without anything that supports the model',
    source({ rows: [row({ Model: 'One', Runs: '✅' })] }),
    [['table', 'tables.0.rows.0.cells.Runs']],
  ],
  [
    'a version of nothing',
    source({
      columns: { Model: 'to', Chip: 'from', Version: 'version', Runs: {} },
      rows: [row({ Model: 'One', Chip: 'L7', Version: '2', Runs: '✅' })],
    }),
    [['table', 'tables.0.rows.0.cells.Runs']],
  ],
])('reports %s', (_, authored, faults) => {
  const { claims, faults: found } = cellClaims(authored);
  expect(found.map(({ rule, path }) => [rule, path.join('.')])).toEqual(faults);
  expect(claims).toEqual([]);
});

test('gives a claim its cell, the words of the legend and the date of the last change', () => {
  const authored = source({
    given: { via: { printed: 'Lamp', line: 1, sha256: HASH } },
    rows: [row({ Model: 'One/Two', Chip: 'L7', Runs: '✅' })],
  });
  const [claim] = cellClaims(authored).claims;
  expect(claim?.value).toMatchObject({ 'said-by': 'gazette', date: '../2025-02-20', printed: '✅' });
  const cell = { path: 'models.md', table: 'chat', commit: NEW };
  expect(claim?.value.evidence).toEqual([
    { ...cell, row: 'One/Two, L7', column: 'Runs', printed: '✅', words: 'Supported', line: 9 },
    { ...cell, row: null, column: null, printed: 'Lamp', words: null, line: 1 },
  ]);
});

test('a row that was printed before the last change of the file has that earlier day', () => {
  const known = row({ Model: 'One', Chip: 'L7', Runs: '✅' }, { changed: '2025-02-01' });
  expect(cellClaims(source({ rows: [known] })).claims[0]?.value).toMatchObject({
    date: '../2025-02-01',
    'date-basis': 'the file as it was read before',
  });
});

test('a withdrawn row keeps its own commit and has no date of the new file', () => {
  const gone = row(
    { Model: 'One', Chip: 'L7', Runs: '✅' },
    { commit: OLD, seen: '2025-01-15', withdrawn: { commit: NEW, date: '2025-03-01' } },
  );
  const [claim] = cellClaims(source({ rows: [gone] })).claims;
  expect(claim).toMatchObject({ seen: '2025-01-15', value: { withdrawn: { commit: NEW } } });
  expect(claim?.value.date).toBeUndefined();
  expect(claim?.value.evidence[0]?.commit).toBe(OLD);
});

test('the id of a cell claim stays if its symbol changes, its line moves or another row comes', () => {
  const idsOf = (rows: AuthoredRow[]) => {
    const edges = cellClaims(source({ rows })).claims.map(({ value }) => value);
    return [...statementIds({ id: 'matrix', edges }).values()].flat();
  };
  const cells = { Model: 'One', Chip: 'L7' };
  const before = idsOf([row({ ...cells, INT8: '✅' })]);
  expect(before).toEqual(['l7.supports.one+int8@matrix']);
  expect(idsOf([row({ ...cells, INT8: '❌' }, { line: 30 })])).toEqual(before);
  expect(idsOf([row({ ...cells, Runs: '✅' }), row({ ...cells, INT8: '✅' })])).toEqual([
    'l7.supports.one@matrix',
    ...before,
  ]);
});

test('the evidence of a precision that its model limits has both cells', () => {
  const { claims } = cellClaims(
    source({
      columns: { Model: 'to', Chip: 'from', Runs: {}, INT8: { precision: 'INT8', 'at-most': 'Runs' } },
      rows: [row({ Model: 'One', Chip: 'L7', Runs: '❌', INT8: '✅' })],
    }),
  );
  expect(claims[1]?.value.evidence.map(({ column, printed, words }) => [column, printed, words])).toEqual([
    ['INT8', '✅', 'Supported'],
    ['Runs', '❌', 'Not supported'],
  ]);
});
