import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { snapshotFile } from '../../../src/kb/tables/snapshot-files.ts';
import { type CommitFiles, type UpdatedTables, updateTables } from '../../../src/kb/tables/update-tables.ts';
import { loadKb } from '../../../src/load/load-kb.ts';
import { type AuthoredTableFile, tableFile } from '../../../src/model/authored.ts';
import { sha256 } from '../../../src/model/sha256.ts';
import {
  hashOf,
  MATRIX,
  matrixYaml,
  REPOSITORY_FILES,
  type TextFiles,
  tableKb,
} from '../../support/table-kb.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const NEWER = 'c'.repeat(40);

const folder = tableKb(matrixYaml({ commit: OLD, committed: '2026-01-01' }));
afterAll(() => rmSync(folder, { recursive: true }));
const { tables } = loadKb({ folder, shownFrom: folder, receiptsFile: join(folder, 'none') }).records;
const [SOURCE] = tables as [AuthoredTableFile];

const DAYS = new Map([
  [OLD, '2026-01-01'],
  [NEW, '2026-02-02'],
  [NEWER, '2026-03-03'],
]);

/** A commit of the repository in which some files are different; null for a file that it lacks. */
function commitOf(commit: string, files: Readonly<Record<string, string | null>> = {}): CommitFiles {
  const all = new Map(Object.entries<string | null>({ ...REPOSITORY_FILES, ...files }));
  return {
    commit,
    day: DAYS.get(commit) ?? '',
    file(path) {
      const text = all.get(path) ?? null;
      return text === null
        ? { fault: 'does not exist at this commit' }
        : snapshotFile(path, Buffer.from(text));
    },
    changed: () => '2026-01-31',
  };
}

const FILE = 'docs/a2/matrix.md';

const matrix = (text: string): TextFiles => ({ [FILE]: text });

/** Updates the source to a commit with another file, from the commit that it records. */
const updated = (text: string, before: CommitFiles | null = commitOf(OLD)): UpdatedTables =>
  updateTables(SOURCE, before, commitOf(NEW, matrix(text)));

const shown = ({ changes, findings }: UpdatedTables) => ({
  changes: changes.map(
    ({ table, row, column, before, after, line }) =>
      `${table}: ${row} | ${column} ${before ?? ''}→${after ?? ''} ${line}`,
  ),
  findings: findings.map(({ level, message }) => `${level}: ${message}`),
});

const rowsOf = ({ value }: UpdatedTables, index = 0) => value.tables[index]?.rows ?? [];

const replaced = (from: string, to: string): string => {
  expect(MATRIX).toContain(from);
  return MATRIX.replace(from, to);
};

const ONE_TWO = '    | One/Two | new | ✅ | ❌ |\n';
const THREE = '    | Three | | ❌ | |\n';

describe('an update', () => {
  it.each<[string, string, string[], string[]]>([
    ['of a file that is the same', MATRIX, [], []],
    ['of a file whose lines moved', `\n\n${MATRIX}`, [], []],
    ['of rows in another order', MATRIX.replace(ONE_TWO + THREE, THREE + ONE_TWO), [], []],
    ['of a cell that no column uses', replaced('| new |', '| old |'), [], []],
    [
      'of columns in another order',
      MATRIX.replace('| Note | Runs | INT8 |', '| INT8 | Runs | Note |')
        .replace('| new | ✅ | ❌ |', '| ❌ | ✅ | new |')
        .replace('| Three | | ❌ | |', '| Three | | ❌ | |'),
      [],
      [],
    ],
    [
      'with another symbol',
      replaced('| new | ✅ | ❌ |', '| new | ❌ | ❌ |'),
      ['text: One/Two | Runs ✅→❌ 11'],
      [],
    ],
    [
      'with a symbol in a cell that was empty',
      replaced('| Three | | ❌ | |', '| Three | | ❌ | ✅ |'),
      ['text: Three | INT8 →✅ 12'],
      [],
    ],
    [
      'with a cell that is empty now',
      replaced('| new | ✅ | ❌ |', '| new | ✅ | |'),
      ['text: One/Two | INT8 ❌→ 11'],
      [],
    ],
    [
      'without a row',
      MATRIX.replace(ONE_TWO, ''),
      ['text: One/Two | Runs ✅→ 11', 'text: One/Two | INT8 ❌→ 11'],
      [],
    ],
    [
      'with the same row twice',
      MATRIX.replace(THREE, THREE + THREE.replace('❌', '✅')),
      ['text: Three | Runs →✅ 13'],
      [],
    ],
    [
      'with a name that is unknown',
      MATRIX + THREE.replace('Three', 'Four') + THREE.replace('Three', 'Four'),
      [],
      ['warning: `names` does not say what “Four” on line 13 is; it is not recorded'],
    ],
    [
      'with a name like a field of every object',
      MATRIX + THREE.replace('Three', 'constructor'),
      [],
      ['warning: `names` does not say what “constructor” on line 13 is; it is not recorded'],
    ],
    [
      'with a symbol that is unknown',
      replaced('| new | ✅ | ❌ |', '| new | 🚧 | ❌ |'),
      ['text: One/Two | Runs ✅→ 11'],
      ['warning: `legend` does not say what “🚧” on line 11 is; it is not recorded'],
    ],
    [
      'with a new column',
      MATRIX.replaceAll(/\| (INT8|❌|) ?\|$/gm, '| $1 | FP8 |').replace(
        '|---|---|---|---|',
        '|---|---|---|---|---|',
      ),
      [],
      ['warning: the table “Models” › “Text” › “A2” has the new column “FP8”'],
    ],
    [
      'without a column of symbols',
      MATRIX.replaceAll(/ (INT8|❌|) ?\|$/gm, '').replace('|---|---|---|---|', '|---|---|---|'),
      ['text: One/Two | INT8 ❌→ 11'],
      [],
    ],
    [
      'with a renamed column of symbols',
      replaced('| INT8 |', '| W8A8 |'),
      [],
      ['error: the table “Models” › “Text” › “A2” has no such column now'],
    ],
    [
      'with a renamed column of names',
      replaced('| Model |', '| Name |'),
      [],
      ['error: the table “Models” › “Text” › “A2” has no such column now'],
    ],
    [
      'with another heading',
      replaced('## Text', '## Texts'),
      [],
      ['error: docs/a2/matrix.md has no table with this heading now'],
    ],
    [
      'with other words in the legend',
      replaced('✅ runs', '✅ works'),
      [],
      ['error: docs/a2/matrix.md has the words “runs” on no line'],
    ],
    [
      'with the words of the legend on other lines too, and changed',
      replaced('✅ runs · ❌ does not run', '✅ runs\n❌ does not run\n\n✅ here runs all'),
      [],
      ['error: docs/a2/matrix.md has the words “runs” on several lines: 3, 6'],
    ],
  ])('%s', (_, text, changes, findings) => {
    expect(shown(updated(text))).toEqual({ changes, findings });
  });

  it('reports a new column of several tables once, and a new table, at the fields that a person changes', () => {
    const added = MATRIX.replaceAll(/\| (INT8|❌|) ?\|$/gm, '| $1 | FP8 |').replace(
      '|---|---|---|---|',
      '|---|---|---|---|---|',
    );
    const audio = `${added}\n## Audio\n\n| Model | Runs |\n|---|---|\n| Four | ✅ |\n`;
    const vision = (REPOSITORY_FILES['docs/vision.html'] ?? '').replace(
      '</th></tr>',
      '</th><th>FP8</th></tr>',
    );
    const now = commitOf(NEW, { [FILE]: audio, 'docs/vision.html': vision });
    const result = updateTables(SOURCE, commitOf(OLD), now);
    expect(
      result.findings.map(({ message, place }) => [place.excerpt.trim().split(':')[0], message]),
    ).toEqual([
      [
        'tables',
        'docs/a2/matrix.md has the new table “Models” › “Audio” on line 16 (1 row); it is not recorded',
      ],
      ['columns', '2 tables (text, vision) have the new column “FP8”'],
    ]);
    const again = tableFile({ ...SOURCE, value: result.value }, SOURCE.stem);
    const second = updateTables(again, now, now);
    expect(second.findings).toEqual([]);
    expect(second.unrecorded).toEqual(result.unrecorded);
    expect(second.unrecorded).toMatchObject({
      tables: [{ heading: ['Models', 'Audio'], rows: 1 }],
      columns: [{ column: 'Note' }, { column: 'FP8' }, { column: 'FP8' }],
      rows: [],
    });
  });

  it('names a blank column in a message', () => {
    const text = MATRIX.replace('| Model |', '|  |');
    expect(updated(text).findings[0]?.hint).toContain('Its columns: blank, Note, Runs, INT8.');
  });

  it('records the commit, the files and the lines as they are now', () => {
    const text = `\n\n${MATRIX}`;
    const { value } = updated(text);
    expect(value).toMatchObject({
      commit: NEW,
      committed: '2026-02-02',
      files: [
        { path: 'docs/a2/matrix.md', sha256: sha256(text), changed: '2026-01-31' },
        { path: 'docs/vision.html', changed: '2026-01-31' },
      ],
      legend: { '✅': { line: 5 }, '❌': { line: 5 } },
    });
    expect(value.tables[0]).toMatchObject({
      given: { from: { printed: 'A2', line: 9, sha256: hashOf(text, 9) } },
      rows: [
        { line: 13, sha256: hashOf(text, 13), cells: { Model: 'One/Two', Runs: '✅', INT8: '❌' } },
        { line: 14, sha256: hashOf(text, 14), cells: { Model: 'Three', Runs: '❌' } },
      ],
    });
    expect(value.names).toEqual(SOURCE.value.names);
  });

  it('finds the tab above the table if several are alike', () => {
    const text = `${MATRIX.replace('## Text', '## Other\n\n=== "A2"\n\n    Words.\n\n## Text')}\n## More\n\n=== "A2"\n`;
    const { value, findings } = updated(text);
    expect(findings).toEqual([]);
    expect(value.tables[0]?.given?.from?.line).toBe(13);
  });

  it('keeps a cell that is gone as a withdrawn row, with both commits', () => {
    const result = updated(replaced('| new | ✅ | ❌ |', '| new | ✅ | |'));
    expect(rowsOf(result).slice(2)).toEqual([
      {
        line: 11,
        sha256: hashOf(MATRIX, 11),
        commit: OLD,
        seen: '2026-01-01',
        withdrawn: { commit: NEW, date: '2026-02-02' },
        cells: { Model: 'One/Two', INT8: '❌' },
      },
    ]);
  });

  it('makes a withdrawn cell current when it is printed again, and keeps one that is not', () => {
    const gone = updated(MATRIX.replace(ONE_TWO, ''));
    const again = MATRIX.replace('| new | ✅ | ❌ |', '| new | ✅ | |');
    const source = tableFile({ ...SOURCE, value: gone.value }, SOURCE.stem);
    const back = updateTables(
      source,
      commitOf(NEW, matrix(MATRIX.replace(ONE_TWO, ''))),
      commitOf(NEWER, matrix(again)),
    );
    expect(shown(back)).toEqual({ changes: ['text: One/Two | Runs →✅ 11'], findings: [] });
    expect(rowsOf(back)).toEqual([
      { line: 11, sha256: hashOf(again, 11), cells: { Model: 'One/Two', Runs: '✅' } },
      {
        line: 12,
        sha256: hashOf(again, 12),
        changed: '2026-01-01',
        cells: { Model: 'Three', Runs: '❌' },
      },
      {
        line: 11,
        sha256: hashOf(MATRIX, 11),
        commit: OLD,
        seen: '2026-01-01',
        withdrawn: { commit: NEW, date: '2026-02-02' },
        cells: { Model: 'One/Two', INT8: '❌' },
      },
    ]);
  });

  it('withdraws the one of two rows with the same names that is gone, and keeps it withdrawn', () => {
    const other = THREE.replace('❌', '✅');
    const both = updated(MATRIX.replace(THREE, THREE + other));
    const later = (result: UpdatedTables, commit: string, text: string) =>
      updateTables(
        tableFile({ ...SOURCE, value: result.value }, SOURCE.stem),
        null,
        commitOf(commit, matrix(text)),
      );
    const one = later(both, NEWER, MATRIX.replace(THREE, other));
    expect(shown(one).changes).toEqual(['text: Three | Runs ❌→ 12']);
    const states = (result: UpdatedTables) =>
      rowsOf(result).flatMap(({ cells, withdrawn }) =>
        cells.Model === 'Three' ? [`${cells.Runs}${withdrawn ? ' withdrawn' : ''}`] : [],
      );
    expect(states(one)).toEqual(['✅', '❌ withdrawn']);
    expect(states(later(one, NEWER, `\n${MATRIX.replace(THREE, other)}`))).toEqual(['✅', '❌ withdrawn']);
    expect(states(later(one, NEWER, MATRIX.replace(THREE, THREE + other)))).toEqual(['❌', '✅']);
  });

  it('keeps the day by which the symbols of a row were printed, until one of them changes', () => {
    const result = updated(MATRIX.replace('| Three | | ❌', '| Three | | ✅'));
    expect(rowsOf(result).map(({ cells, changed }) => [cells.Model, changed])).toEqual([
      ['One/Two', '2026-01-01'],
      ['Three', undefined],
    ]);
    const later = updateTables(
      tableFile({ ...SOURCE, value: result.value }, SOURCE.stem),
      null,
      commitOf(NEWER),
    );
    expect(rowsOf(later).map(({ cells, changed }) => [cells.Model, changed])).toEqual([
      ['One/Two', '2026-01-01'],
      ['Three', undefined],
    ]);
  });

  it('is the same after an update there and back, but for the days', () => {
    const text = `\n${MATRIX.replace(ONE_TWO, '').replace('| Three | | ❌', '| Three | | ✅')}`;
    const there = tableFile({ ...SOURCE, value: updated(text).value }, SOURCE.stem);
    const back = updateTables(there, commitOf(NEW, matrix(text)), commitOf(OLD));
    const withoutDays = back.value.tables.map((table) => ({
      ...table,
      rows: table.rows.map(({ changed: _, ...row }) => row),
    }));
    expect(withoutDays).toEqual(SOURCE.value.tables);
    expect(back.value.legend).toEqual(SOURCE.value.legend);
  });

  it('matches HTML cells that stand on other lines of their row', () => {
    const html = REPOSITORY_FILES['docs/vision.html'] ?? '';
    const moved = html.replace('<td>One/Two</td>', '\n<td>One/Two</td>\n').replace('❌', '✅');
    const result = updateTables(SOURCE, commitOf(OLD), commitOf(NEW, { 'docs/vision.html': moved }));
    expect(shown(result)).toEqual({ changes: ['vision: A2, Three | Runs ❌→✅ 8'], findings: [] });
  });

  it('records another note of a row, which is not part of its name', () => {
    const columns = { ...SOURCE.value.tables[0]?.columns, Note: 'note' as const };
    const withNote = (text: string) => ({
      ...SOURCE.value,
      tables: SOURCE.value.tables.slice(0, 1).map((table) => ({
        ...table,
        columns,
        rows: table.rows.map((row) =>
          'INT8' in row.cells ? { ...row, cells: { ...row.cells, Note: text } } : row,
        ),
      })),
    });
    const source = tableFile({ ...SOURCE, value: withNote('new') }, SOURCE.stem);
    const text = replaced('| new |', '| old |');
    const result = updateTables(source, commitOf(OLD), commitOf(NEW, matrix(text)));
    expect(shown(result)).toEqual({ changes: [], findings: [] });
    expect(rowsOf(result).map(({ cells }) => cells)).toEqual(
      withNote('old').tables.flatMap(({ rows }) => rows.map(({ cells }) => cells)),
    );
  });

  it('reports a file that is gone', () => {
    const result = updateTables(SOURCE, commitOf(OLD), commitOf(NEW, { 'docs/vision.html': null }));
    expect(shown(result).findings).toEqual(['error: docs/vision.html does not exist at this commit']);
  });

  it('never takes a column for gone if the older commit is missing', () => {
    const text = MATRIX.replaceAll(/ (INT8|❌|) ?\|$/gm, '').replace('|---|---|---|---|', '|---|---|---|');
    expect(shown(updated(text, null)).findings).toEqual([
      'error: the table “Models” › “Text” › “A2” has no such column now',
    ]);
  });

  it('needs no column that only withdrawn rows use', () => {
    const text = MATRIX.replaceAll(/ (INT8|❌|) ?\|$/gm, '').replace('|---|---|---|---|', '|---|---|---|');
    const source = tableFile({ ...SOURCE, value: updated(text).value }, SOURCE.stem);
    const result = updateTables(source, null, commitOf(NEWER, matrix(text)));
    expect(shown(result)).toEqual({ changes: [], findings: [] });
  });

  it('finds the same one of several lines that are alike, and keeps the line in a file that is the same', () => {
    const text = '- brand: A\n- brand: A\n- brand: A\n';
    const words = { printed: 'A', path: FILE, line: 2, sha256: hashOf(text, 2) };
    const edge = { relation: 'member-of' as const, from: 'one', to: 'two', evidence: [words] };
    const files = [{ path: FILE, sha256: sha256(text) }];
    const value = { ...SOURCE.value, legend: {}, tables: [], files, edges: [edge] };
    const source = tableFile({ ...SOURCE, value }, SOURCE.stem);
    const evidence = (before: CommitFiles | null, now: string) =>
      updateTables(source, before, commitOf(NEW, matrix(now))).value.edges?.[0]?.evidence;
    const before = commitOf(OLD, matrix(text));
    expect(evidence(null, text)).toEqual([words]);
    expect(evidence(before, `# T\n${text}`)).toEqual([{ ...words, line: 3 }]);
    expect(evidence(before, `${text}- brand: A\n`)).toEqual([{ ...words, commit: OLD }]);
    expect(evidence(null, `# T\n${text}`)).toEqual([{ ...words, commit: OLD }]);
  });

  it('withdraws an edge whose words are gone, until they are printed again', () => {
    const words = { printed: 'Models', path: 'docs/a2/matrix.md', line: 1, sha256: hashOf(MATRIX, 1) };
    const edge = { relation: 'member-of' as const, from: 'one', to: 'two', evidence: [words] };
    const source = tableFile(
      { ...SOURCE, value: { ...SOURCE.value, tables: [], edges: [edge] } },
      SOURCE.stem,
    );
    const gone = updateTables(
      source,
      commitOf(OLD),
      commitOf(NEW, matrix(MATRIX.replace('Models', 'Names'))),
    );
    expect(gone.value.edges).toEqual([
      { ...edge, withdrawn: { commit: NEW, date: '2026-02-02' }, evidence: [{ ...words, commit: OLD }] },
    ]);
    const then = tableFile({ ...SOURCE, value: gone.value }, SOURCE.stem);
    const still = updateTables(then, null, commitOf(NEWER, matrix(MATRIX.replace('Models', 'Names'))));
    expect(still.value.edges).toEqual(gone.value.edges);
    expect(still.findings).toEqual([]);
    expect(updateTables(then, null, commitOf(NEWER)).value.edges).toEqual([edge]);
  });

  it('keeps the word by which a source itself withdraws an edge', () => {
    const words = { printed: 'Models', path: FILE, line: 1, sha256: hashOf(MATRIX, 1) };
    const edge = {
      relation: 'member-of' as const,
      from: 'one',
      to: 'two',
      withdrawn: 'deprecated',
      evidence: [words],
    };
    const value = { ...SOURCE.value, tables: [], edges: [edge] };
    const source = tableFile({ ...SOURCE, value }, SOURCE.stem);
    for (const text of [MATRIX, MATRIX.replace('Models', 'Names')])
      expect(updateTables(source, commitOf(OLD), commitOf(NEW, matrix(text))).value.edges).toMatchObject([
        { withdrawn: 'deprecated' },
      ]);
  });
});
