import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/model/sha256.ts';
import { git } from '../support/edited-kb.ts';
import { run } from '../support/run.ts';
import {
  commitFiles,
  folderWith,
  hashOf,
  MATRIX,
  matrixYaml,
  REPOSITORY_FILES,
  tableKb,
  VISION,
} from '../support/table-kb.ts';

const ENV = { PATH: process.env.PATH ?? '' };

const clone = folderWith({});
const at = commitFiles(clone, REPOSITORY_FILES);
const SOURCE = matrixYaml(at);
const copy = folderWith(REPOSITORY_FILES);
const folders = [clone, copy];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Verified {
  folder: string | null;
  checked: string;
  recorded: object;
  compared: object;
  files: { isSame: boolean | null }[];
  lines: { address: string }[];
  isCommitCompared: boolean | null;
  unrecorded: object | null;
  faults: {
    message: string;
    hint: string | null;
    place: { excerpt: string; excerptCol: number; col: number; width: number };
  }[];
}

/** Verifies the source against a folder. Each fault is “value: message”; the value is that at its place. */
async function verify(source: string, from: string | null) {
  const kb = tableKb(source);
  folders.push(kb);
  const { code, out, err } = await run(
    ['verify', '--data', kb, '--json', ...(from === null ? [] : ['--from', from])],
    { env: ENV },
  );
  expect(err).toBe('');
  const [verified] = JSON.parse(out) as Verified[];
  if (verified === undefined) throw new Error('no source');
  const faults = verified.faults.map(({ message, place: { excerpt, excerptCol, col, width } }) => {
    const value = excerpt.slice(col - excerptCol, col - excerptCol + width);
    return `${value}: ${message.replaceAll(clone, '<clone>')}`;
  });
  return { ...verified, code, faults };
}

/** A folder with the files of the repository, of which some are different. */
function copyWith(files: Record<string, string>): string {
  const folder = folderWith({ ...REPOSITORY_FILES, ...files });
  folders.push(folder);
  return folder;
}

const ALL = { quotes: 0, cells: 11, words: 4 };

describe('verify', () => {
  it('compares every cell and word with a clone at the recorded commit', async () => {
    const later = folderWith({});
    folders.push(later);
    git(later, 'clone', '-q', clone, '.');
    commitFiles(later, { 'docs/a2/matrix.md': '', 'docs/vision.html': '' });
    for (const from of [clone, later]) {
      const { code, faults, files, ...verified } = await verify(SOURCE, from);
      expect(verified).toMatchObject({ folder: from, checked: 'here', recorded: ALL, compared: ALL });
      expect({ code, faults, same: files.map(({ isSame }) => isSame) }).toEqual({
        code: 0,
        faults: [],
        same: [true, true],
      });
    }
  });

  it('compares with a plain folder in which other lines are blank', async () => {
    const blank = copyWith({ 'docs/vision.html': VISION.replace('</table>', '') });
    const { code, faults, files, compared } = await verify(SOURCE, blank);
    expect({ code, faults, compared }).toEqual({ code: 0, faults: [], compared: ALL });
    expect(files.map(({ isSame }) => isSame)).toEqual([true, false]);
  });

  it('says what the files print that is not recorded, which is no fault', async () => {
    const more = MATRIX.replace(
      '| Three | | ❌ | |',
      '| Three | | ❌ | |\n    | Four | | ✅ | |\n    | Five | | ✅ | |',
    );
    const other = '\n## Audio\n\n| Model | Runs |\n|---|---|\n| One/Two | ✅ |\n| Three | ❌ |\n';
    const from = copyWith({ 'docs/a2/matrix.md': more + other });
    const source = SOURCE.replace('  A2: a2\n', '  A2: a2\n  Five: {leave-out: a test}\n');
    const { code, faults, unrecorded } = await verify(source, from);
    expect({ code, faults, unrecorded }).toEqual({
      code: 0,
      faults: [],
      unrecorded: {
        tables: [{ path: 'docs/a2/matrix.md', heading: ['Models', 'Audio'], line: 18, rows: 2 }],
        columns: [{ table: 'text', column: 'Note' }],
        rows: [{ table: 'text', row: 'Four', line: 13 }],
      },
    });
    expect((await verify(source, null)).unrecorded).toBeNull();
  });

  it('says that a folder that is no clone can not show the commit and its dates', async () => {
    const wrong = SOURCE.replace(at.commit, 'f'.repeat(40)).replace(
      `committed: ${at.committed}`,
      'committed: 2020-01-01',
    );
    expect(await verify(wrong, copy)).toMatchObject({ code: 0, isCommitCompared: false });
    expect(await verify(SOURCE, clone)).toMatchObject({ code: 0, isCommitCompared: true });
    expect(await verify(SOURCE, null)).toMatchObject({ isCommitCompared: false });
  });

  it('gives the address of each line without --from', async () => {
    const { code, checked, compared, lines } = await verify(SOURCE, null);
    const address = (path: string) => `https://github.com/gazette/matrix/blob/${at.commit}/${path}`;
    expect({ code, checked, compared }).toEqual({
      code: 0,
      checked: 'recorded',
      compared: { quotes: 0, cells: 0, words: 0 },
    });
    expect(lines.map((line) => line.address)).toEqual(
      [
        'docs/a2/matrix.md',
        'docs/a2/matrix.md#L3',
        'docs/a2/matrix.md#L7',
        'docs/a2/matrix.md#L11',
        'docs/a2/matrix.md#L12',
        'docs/vision.html#L4',
        'docs/vision.html#L6',
      ].map(address),
    );
  });

  it.each<[string, string, string, string[]]>([
    ['another symbol', 'Runs: ✅, INT8: ❌', 'Runs: ❌, INT8: ❌', ['❌: the repository prints “✅” here']],
    [
      'another name',
      'Model: Three, Runs: ❌}}\n  - id',
      'Model: One/Two, Runs: ❌}}\n  - id',
      ['One/Two: the repository prints “Three” here'],
    ],
    [
      'a symbol in an empty cell',
      'Runs: ❌}}\n  - id',
      'Runs: ❌, INT8: ❌}}\n  - id',
      ['❌: the repository prints an empty cell here'],
    ],
    [
      'a symbol that is on another line',
      `line: 6, sha256: ${hashOf(VISION, 6)}`,
      `line: 5, sha256: ${hashOf(VISION, 5)}`,
      ['❌: the repository prints this symbol on line 6'],
    ],
    [
      'a row that is on another line',
      `line: 12, sha256: ${hashOf(MATRIX, 12)}`,
      `line: 10, sha256: ${hashOf(MATRIX, 10)}`,
      ['10: the table has no row on this line'],
    ],
    [
      'another hash of a line',
      hashOf(MATRIX, 12),
      hashOf(MATRIX, 11),
      [`${hashOf(MATRIX, 11)}: the SHA-256 of line 12 of docs/a2/matrix.md is ${hashOf(MATRIX, 12)}`],
    ],
    [
      'a line after the end of the file',
      'line: 12,',
      'line: 99,',
      ['99: docs/a2/matrix.md has only 12 lines', '99: the table has no row on this line'],
    ],
    [
      'another hash of a file',
      sha256(VISION),
      sha256(MATRIX),
      [`${sha256(MATRIX)}: the SHA-256 of docs/vision.html is ${sha256(VISION)}`],
    ],
    [
      'another heading',
      '[Models, Text, A2]',
      '[Models, Text, A3]',
      ['[Models, Text, A3]: docs/a2/matrix.md has no table with this heading'],
    ],
    [
      'another column',
      'INT8',
      'W8A8',
      ['{precision: W8A8}: the table “Models” › “Text” › “A2” has no such column'],
    ],
    [
      'words of the legend that another line prints',
      'words: does not run, path: docs/a2/matrix.md, line: 3',
      'words: does not run, path: docs/a2/matrix.md, line: 5',
      ['does not run: line 5 of docs/a2/matrix.md does not contain these words; it is: ## Text'],
    ],
    [
      'given words that another line prints',
      `line: 7, sha256: ${hashOf(MATRIX, 7)}`,
      `line: 5, sha256: ${hashOf(MATRIX, 5)}`,
      ['A2: line 5 of docs/a2/matrix.md does not contain these words; it is: ## Text'],
    ],
    [
      'another hash of a given line',
      hashOf(MATRIX, 7),
      hashOf(MATRIX, 5),
      [`${hashOf(MATRIX, 5)}: the SHA-256 of line 7 of docs/a2/matrix.md is ${hashOf(MATRIX, 7)}`],
    ],
    [
      'another day of the commit',
      `committed: ${at.committed}`,
      'committed: 2020-01-01',
      [`2020-01-01: the commit is of ${at.committed}`],
    ],
    [
      'another day of the last change',
      `changed: ${at.committed}`,
      'changed: 2020-01-01',
      ['docs/a2/matrix.md', 'docs/vision.html'].map(
        (path) => `2020-01-01: the last commit that changed ${path} is of ${at.committed}`,
      ),
    ],
    [
      'a file that the commit does not contain',
      'docs/vision.html',
      'docs/none.html',
      ['docs/none.html: docs/none.html does not exist at this commit'],
    ],
    [
      'a commit that the clone lacks',
      at.commit,
      'f'.repeat(40),
      [`${'f'.repeat(40)}: the clone <clone> lacks the commit ${'f'.repeat(40)}`],
    ],
  ])('reports %s', async (_, from, to, faults) => {
    expect(SOURCE).toContain(from);
    const verified = await verify(SOURCE.replaceAll(from, to), clone);
    expect(verified.faults).toEqual(faults);
    expect(verified.code).toBe(4);
  });

  it('reports a clone of another repository, and a folder without one', async () => {
    const other = copyWith({});
    commitFiles(other, {});
    git(other, 'remote', 'add', 'origin', 'https://github.com/other/matrix');
    const url = 'https://github.com/gazette/matrix';
    expect((await verify(SOURCE, other)).faults).toEqual([
      `${url}: ${other} is a clone of https://github.com/other/matrix, not of ${url}`,
    ]);
    const empty = folderWith({});
    folders.push(empty);
    expect((await verify(SOURCE, empty)).faults).toEqual([
      `${url}: ${empty} contains neither a clone of ${url} nor docs/a2/matrix.md`,
    ]);
  });

  const withdrawn = (commit: string, row: string) =>
    SOURCE.replace(
      'Runs: ❌}}\n  - id',
      `Runs: ❌}}\n      - {${row}, commit: ${commit}, withdrawn: {commit: ${at.commit}, date: ${at.committed}}, cells: {Model: Three, Runs: ❌, INT8: ✅}}\n  - id`,
    );

  it('compares a row that was withdrawn at its own commit', async () => {
    const old = MATRIX.replace('| Three | | ❌ | |', '| Three | | ❌ | ✅ |');
    const history = folderWith({});
    folders.push(history);
    const before = commitFiles(history, { ...REPOSITORY_FILES, 'docs/a2/matrix.md': old });
    const after = commitFiles(history, REPOSITORY_FILES);
    const row = `line: 12, sha256: ${hashOf(old, 12)}`;
    const source = withdrawn(before.commit, row).replaceAll(at.commit, after.commit);
    const { code, faults, compared } = await verify(source, history);
    expect({ code, faults, compared }).toEqual({ code: 0, faults: [], compared: { ...ALL, cells: 14 } });
    const withSeen = source.replace(', withdrawn:', `, seen: ${before.committed}, withdrawn:`);
    expect((await verify(withSeen, history)).faults).toEqual([]);
    const otherDays = withSeen
      .replace(`seen: ${before.committed}`, 'seen: 2020-01-01')
      .replace(`date: ${at.committed}`, 'date: 2020-01-02');
    expect((await verify(otherDays, history)).faults).toEqual([
      `2020-01-01: the commit is of ${before.committed}`,
      `2020-01-02: the commit is of ${after.committed}`,
    ]);
    const otherCommit = source.replace(`{commit: ${after.commit}`, `{commit: ${'e'.repeat(40)}`);
    expect(otherCommit).not.toBe(source);
    expect((await verify(otherCommit, history)).faults).toEqual([
      expect.stringContaining(`lacks the commit ${'e'.repeat(40)}`),
    ]);
    const wrong = source.replace('INT8: ✅', 'INT8: ❌');
    expect((await verify(wrong, history)).faults).toEqual(['❌: the repository prints “✅” here']);
  });

  it('compares no row of another commit with a plain folder, and says how many cells that leaves', async () => {
    const source = withdrawn('e'.repeat(40), `line: 12, sha256: ${hashOf(MATRIX, 12)}`);
    const { code, faults, compared, recorded } = await verify(source, copy);
    expect({ code, faults, compared, recorded }).toEqual({
      code: 0,
      faults: [],
      compared: ALL,
      recorded: { ...ALL, cells: 14 },
    });
  });
});

describe('for a person, verify', () => {
  const kb = tableKb(SOURCE);
  folders.push(kb);
  const wrong = tableKb(SOURCE.replace('Runs: ✅, INT8: ❌', 'Runs: ❌, INT8: ❌'));
  folders.push(wrong);

  const shown = async (columns: number, data: string, ...words: string[]) => {
    const world = { env: { ...ENV, NO_COLOR: '1' }, columns };
    const { out, err } = await run(['verify', '--data', data, ...words], world);
    return out.replaceAll(at.commit, '<commit>').replaceAll(data, '<kb>') + err;
  };

  it('prints one line a source', async () => {
    expect(await shown(60, kb, '--from', clone)).toMatchInlineSnapshot(`
      "Recorded evidence, compared with its sources

        Source  Result      Compared now
        matrix  ✓ verified  11 cells, 4 words
          not recorded: 1 column

      1 source · 1 compared now · 11 cells · 0 faults
      chipkb check validates the data
      "
    `);
    expect(await shown(120, kb, '--from', copy)).toMatchInlineSnapshot(`
      "Recorded evidence, compared with its sources

        Source  Result      Compared now
        matrix  ✓ verified  11 cells, 4 words
          the commit and its dates are not checked: the folder is no clone
          not recorded: 1 column

      1 source · 1 compared now · 11 cells · 0 faults        chipkb check validates the data
      "
    `);
  });

  it('prints the address of each line of a named source', async () => {
    expect(await shown(80, kb, 'matrix')).toMatchInlineSnapshot(`
      "Recorded evidence

        Source  Result    Compared now
        matrix  recorded  0 of 11 cells, 0 of 4 words

      matrix
        https://github.com/gazette/matrix/blob/<commit>/docs/a2/matrix.md
        https://github.com/gazette/matrix/blob/<commit>/docs/a2/matrix.md#L3
        https://github.com/gazette/matrix/blob/<commit>/docs/a2/matrix.md#L7
        https://github.com/gazette/matrix/blob/<commit>/docs/a2/matrix.md#L11
        https://github.com/gazette/matrix/blob/<commit>/docs/a2/matrix.md#L12
        https://github.com/gazette/matrix/blob/<commit>/docs/vision.html#L4
        https://github.com/gazette/matrix/blob/<commit>/docs/vision.html#L6

      1 source · 0 compared now · 0 cells · 0 faults
      chipkb verify --from <folder of clones> compares the tables
      "
    `);
  });

  it('lists what is not recorded of a named source', async () => {
    expect(await shown(80, kb, 'matrix', '--from', copy)).toMatchInlineSnapshot(`
      "Recorded evidence, compared with its sources

        Source  Result      Compared now
        matrix  ✓ verified  11 cells, 4 words
          the commit and its dates are not checked: the folder is no clone
          not recorded: 1 column

      Not recorded in matrix
        text: the column Note

      1 source · 1 compared now · 11 cells · 0 faults
      chipkb check validates the data
      "
    `);
  });

  it('prints each fault with its place', async () => {
    expect(await shown(80, wrong, '--from', clone)).toMatchInlineSnapshot(`
      "Recorded evidence, compared with its sources

        Source  Result     Compared now
        matrix  ✗ 1 fault  11 cells, 4 words

      Faults
      <kb>/sources/matrix.yaml:27:124: error [verify] the repository prints “✅” here
        27 │ del: One/Two, Runs: ❌, INT8: ❌}}
           │                     ^^


      1 source · 1 compared now · 11 cells · 1 fault
      chipkb check validates the data
      "
    `);
  });
});

describe('wrong usage of verify', () => {
  it.each([
    ['verify --from no-such-folder', 2, 'no-such-folder does not exist'],
    ['verify --from . --from src', 2, '--from takes one value'],
    ['verify no-such-source', 3, 'no source is called “no-such-source”'],
  ])('%s', async (line, code, message) => {
    const ran = await run(line.split(' '), { env: ENV });
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(ran.err).toContain(message);
  });
});
