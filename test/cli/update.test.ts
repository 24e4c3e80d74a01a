import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commit, git } from '../support/edited-kb.ts';
import { run } from '../support/run.ts';
import {
  commitFiles,
  folderWith,
  hashOf,
  MATRIX,
  matrixYaml,
  REPOSITORY_FILES,
  type TextFiles,
  tableKb,
} from '../support/table-kb.ts';

const ENV = { PATH: process.env.PATH ?? '' };
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const FILE = 'docs/a2/matrix.md';
/** A row came with an unknown name, a cell went, a symbol changed, and all lines moved. */
const NEWER = `\n${MATRIX.replace('| new | ✅ | ❌ |', '| new | ❌ | |')}    | Four | | ✅ | |\n`;

/** A clone with these versions of its files, and a knowledge base of the first one. */
function updatable(...versions: TextFiles[]) {
  const clone = folderWith({});
  const first = commitFiles(clone, REPOSITORY_FILES);
  const commits = [first, ...versions.map((files) => commitFiles(clone, files))];
  const kb = tableKb(matrixYaml(first));
  folders.push(clone, kb);
  return { clone, kb, commits, first };
}

const sourceOf = (kb: string) => readFileSync(join(kb, 'sources/matrix.yaml'), 'utf8');

interface Updated {
  written: boolean;
  sources: {
    before: object;
    after: object;
    cells: object[];
    resolved: object[];
    unrecorded: object | null;
    findings: { level: string; message: string }[];
  }[];
  claims: { what: string; change: string; id: string; fields: { field: string }[] }[];
}

async function update(kb: string, clone: string, ...words: string[]) {
  const line = ['update', 'matrix', '--data', kb, '--from', clone, '--json', ...words];
  const { code, out, err } = await run(line, { env: ENV });
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as Updated) };
}

describe('update', () => {
  it('records the newest commit, shows what changed, and the result can be verified', async () => {
    const { clone, kb, commits } = updatable({ [FILE]: NEWER });
    const [first, newest] = commits;
    const { code, written, sources, claims } = await update(kb, clone);
    expect({ code, written, sources }).toMatchObject({
      code: 0,
      written: true,
      sources: [
        {
          before: { commit: first?.commit, day: first?.committed },
          after: { commit: newest?.commit, day: newest?.committed },
          cells: [
            { table: 'text', row: 'One/Two', column: 'Runs', before: '✅', after: '❌', line: 12 },
            { table: 'text', row: 'One/Two', column: 'INT8', before: '❌', after: null, line: 11 },
          ],
          findings: [
            {
              level: 'warning',
              message: '`names` does not say what “Four” on line 14 is; it is not recorded',
            },
          ],
        },
      ],
    });
    expect(
      claims.flatMap(({ what, change, id, fields }) =>
        what === 'claim'
          ? [
              `${change} ${id.replace(/[0-9a-f]{7}@/, '<hash>@')}: ${fields.map(({ field }) => field).join(', ')}`,
            ]
          : [],
      ),
    ).toMatchInlineSnapshot(`
      [
        "changed a2.supports.one+int8+<hash>@matrix: withdrawn",
        "changed a2.supports.one@matrix: status, printed",
        "changed a2.supports.two+int8+<hash>@matrix: withdrawn",
        "changed a2.supports.two@matrix: status, printed",
      ]
    `);
    expect(
      sourceOf(kb),
    ).toContain(`      - {line: 12, sha256: ${hashOf(NEWER, 12)}, cells: {Model: One/Two, Runs: ❌}}
      - {line: 13, sha256: ${hashOf(NEWER, 13)}, cells: {Model: Three, Runs: ❌}}
      - {line: 11, sha256: ${hashOf(MATRIX, 11)}, commit: ${first?.commit}, seen: ${first?.committed}, withdrawn: {commit: ${newest?.commit}, date: ${newest?.committed}}, cells: {Model: One/Two, INT8: ❌}}
`);
    const verified = await run(['verify', '--data', kb, '--from', clone, '--quiet'], { env: ENV });
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect((await run(['check', '--data', kb], { env: ENV })).code).toBe(0);
  });

  it('writes nothing if nothing changed, with --dry-run, and after an error', async () => {
    const { clone, kb } = updatable({ [FILE]: NEWER });
    const before = sourceOf(kb);
    expect(await update(kb, clone, '--to', 'HEAD~1')).toMatchObject({ code: 0, written: false, claims: [] });
    const dry = await update(kb, clone, '--dry-run');
    expect({ written: dry.written, cells: dry.sources[0]?.cells.length }).toEqual({
      written: false,
      cells: 2,
    });
    commitFiles(clone, { [FILE]: MATRIX.replace('## Text', '## Texts') });
    expect(await update(kb, clone)).toMatchObject({
      code: 4,
      written: false,
      sources: [{ findings: [{ level: 'error', message: `${FILE} has no table with this heading now` }] }],
    });
    expect(sourceOf(kb)).toBe(before);
  });

  it('restores the rows, byte for byte, when the repository restores its tables', async () => {
    const { clone, kb, commits } = updatable({ [FILE]: NEWER }, REPOSITORY_FILES);
    const before = sourceOf(kb);
    await update(kb, clone, '--to', 'HEAD~1');
    expect(sourceOf(kb)).not.toBe(before);
    await update(kb, clone);
    expect(sourceOf(kb)).toBe(before.replace(commits[0]?.commit ?? '', commits[2]?.commit ?? ''));
  });

  it('refuses a commit of an earlier day, and one that does not descend from the recorded one', async () => {
    const { clone, kb, commits } = updatable({ [FILE]: NEWER });
    const [first, newest] = commits.map(({ commit: id }) => id);
    await update(kb, clone);
    git(clone, 'checkout', '-q', '-b', 'other', 'HEAD~1');
    const branch = commitFiles(clone, { [FILE]: `\n${MATRIX}` }).commit;
    const before = sourceOf(kb);
    const faultOf = async (...words: string[]) => {
      const { code, written, sources } = await update(kb, clone, ...words);
      expect({ code, written }).toEqual({ code: 4, written: false });
      return sources[0]?.findings.map(({ message }) => message);
    };
    for (const commit of [first, branch])
      expect(await faultOf('--to', commit ?? '')).toEqual([
        `the commit ${commit} does not descend from the recorded one, ${newest}`,
      ]);
    expect(sourceOf(kb)).toBe(before);
    // A clone that lacks the recorded commit shows only the days.
    const recorded = before
      .replace(newest ?? '', 'e'.repeat(40))
      .replace(/committed: .*/, 'committed: 2999-01-01');
    writeFileSync(join(kb, 'sources/matrix.yaml'), recorded);
    expect(await faultOf()).toEqual([
      `the commit ${branch} is of ${commits[0]?.committed}, before the recorded one of 2999-01-01`,
    ]);
  });

  it('records a row once its name is known', async () => {
    const { clone, kb } = updatable({ [FILE]: `${MATRIX}    | Four | | ✅ | |\n` });
    await update(kb, clone);
    const four = '- {id: four, name: Four, kind: model, description: A model.}\n';
    appendFileSync(join(kb, 'entities/all.yaml'), four);
    writeFileSync(
      join(kb, 'sources/matrix.yaml'),
      sourceOf(kb).replace('  A2: a2\n', '  A2: a2\n  Four: four\n'),
    );
    const { sources, written } = await update(kb, clone);
    expect({ written, sources }).toMatchObject({
      written: true,
      sources: [{ cells: [{ row: 'Four', before: null, after: '✅', line: 13 }], findings: [] }],
    });
  });

  it('takes a new label that is the id, name or alias of one entity, as import does, and writes it to names', async () => {
    const rows = '    | FOUR | | ✅ | |\n    | Fife | | ❌ | |\n    | The Gazette | | ✅ | |\n';
    const { clone, kb } = updatable({ [FILE]: MATRIX + rows });
    appendFileSync(
      join(kb, 'entities/all.yaml'),
      '- {id: four, name: Four, kind: model, description: A model.}\n- {id: five, name: Five, aliases: [Fife], kind: model, description: A model.}\n',
    );
    const { sources } = await update(kb, clone);
    expect(sources).toMatchObject([
      {
        cells: [{ row: 'FOUR' }, { row: 'Fife' }],
        resolved: [
          { label: 'FOUR', id: 'four' },
          { label: 'Fife', id: 'five' },
        ],
        unrecorded: { rows: [{ row: 'The Gazette' }] },
        findings: [{ message: '`names` does not say what “The Gazette” on line 15 is; it is not recorded' }],
      },
    ]);
    expect(sourceOf(kb)).toContain('  A2: a2\n  FOUR: four\n  Fife: five\n');
    expect((await run(['check', '--data', kb], { env: ENV })).code).toBe(0);
  });

  it('changes only the lines of the file that differ', async () => {
    const { clone, kb } = updatable({ [FILE]: `\n${MATRIX}` });
    commit(kb, 'Before');
    await update(kb, clone);
    const changed = git(kb, 'diff', '--unified=0')
      .split('\n')
      .filter((line) => line.startsWith('-') && !line.startsWith('---'));
    expect(
      changed.map((line) =>
        line
          .trim()
          .replace(/[0-9a-f]{40,}/g, '…')
          .slice(0, 40),
      ),
    ).toMatchInlineSnapshot(`
      [
        "-commit: …",
        "-  - {path: docs/a2/matrix.md, sha256: …",
        "-  ✅: {status: available, words: runs, p",
        "-  ❌: {status: unsupported, words: does ",
        "-      from: {printed: A2, line: 7, sha2",
        "-      - {line: 11, sha256: …, cells: {M",
        "-      - {line: 12, sha256: …, cells: {M",
      ]
    `);
  });

  it('updates every source with --all, and leaves those that it can not update', async () => {
    const { clone, kb } = updatable({ [FILE]: `\n${MATRIX}` });
    const [records = ''] = matrixYaml({ commit: 'e'.repeat(40), committed: '2026-01-01' })
      .replace('id: matrix', 'id: other')
      .replace('gazette/matrix', 'gazette/other')
      .split('edges:');
    writeFileSync(join(kb, 'sources/other.yaml'), records);
    const clones = folderWith({});
    folders.push(clones);
    git(clones, 'clone', '-q', '--bare', clone, 'matrix.git');
    const { code, out } = await run(['update', '--all', '--data', kb, '--from', clones, '--json'], {
      env: ENV,
    });
    const answer = JSON.parse(out) as Updated;
    expect({ code, written: answer.written }).toEqual({ code: 4, written: true });
    expect(answer.sources.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      [],
      [`${clones} contains neither a clone of https://github.com/gazette/other nor ${FILE}`],
    ]);
  });
});

describe('for a person, update', () => {
  it('prints the sources, the claims, and what a person must look at', async () => {
    const { clone, kb, commits } = updatable({ [FILE]: NEWER });
    const { out } = await run(['update', 'matrix', '--data', kb, '--from', clone, '--dry-run'], {
      env: { ...ENV, NO_COLOR: '1' },
      columns: 80,
    });
    const shown = out
      .replaceAll(kb, '<kb>')
      .replaceAll(commits[0]?.committed ?? '', '<day>')
      .replace(/\b[0-9a-f]{7,}\b/g, '<hash>');
    expect(shown).toMatchInlineSnapshot(`
      "Tables at a newer commit

        Source  From                To                  Cells came  Went  Changed
        matrix  <day> <hash>  <day> <hash>  –           1     1
          not recorded: 1 column, 1 row

      Claims
        ~ Ascend A2 does not support One (precision INT8) · matrix, line 11
            withdrawn added: <day> (<hash>)
        ~ Ascend A2 does not support One · matrix, line 12
            status: ● available → ✗ unsupported
            wording: “✅” → “❌”
        ~ Ascend A2 does not support Two (precision INT8) · matrix, line 11
            withdrawn added: <day> (<hash>)
        ~ Ascend A2 does not support Two · matrix, line 12
            status: ● available → ✗ unsupported
            wording: “✅” → “❌”

      Sources
        ~ “Supported models” · matrix
            commit: <hash>… → <hash>…
            file removed: docs/a2/matrix.md (<hash>…, changed <day>)
            file added: docs/a2/matrix.md (<hash>…, changed <day>)

      To look at
      <kb>/sources/matrix.yaml:15:1: warning [update] \`names\` does not say what “Four” on line 14 is; it is not recorded
        15 │ names:
           │ ^^^^^
        Add it to \`names\`: the ids that it names, or \`{leave-out: why}\`; and update again.


      claims: 4 changed · 1 file would change; nothing was written
      chipkb verify --from <clone> compares every cell
      "
    `);
  });
});

describe('wrong usage of update', () => {
  it.each([
    ['update', 2, '--from is missing'],
    ['update --from .', 2, 'no source is named'],
    ['update matrix --all --from .', 2, '--all takes no names'],
    ['update scmp-deepseek-chips --from .', 2, 'scmp-deepseek-chips is a text'],
    ['update none --from .', 3, 'no source is called “none”'],
    ['update --all --from nowhere', 2, 'nowhere does not exist'],
    ['update --all --from . --to a --to b', 2, '--to takes one value'],
  ])('%s', async (line, code, message) => {
    const ran = await run(line.split(' '), { env: ENV });
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
    expect(ran.err).toContain(message);
  });

  it('reports a folder without commits', async () => {
    const { kb } = updatable();
    const copy = folderWith(REPOSITORY_FILES);
    folders.push(copy);
    expect(await update(kb, copy)).toMatchObject({
      code: 4,
      sources: [{ findings: [{ message: `${copy} is a folder of files without commits` }] }],
    });
  });
});
