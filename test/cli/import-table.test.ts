import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AuthoredTableSource } from '../../src/model/schema.ts';
import { sha256 } from '../../src/model/sha256.ts';
import type { PrintedTablesAnswer } from '../../src/query/answers/printed-tables.ts';
import { git } from '../support/edited-kb.ts';
import { type Ran, run } from '../support/run.ts';
import {
  commitFiles,
  folderWith,
  MATRIX,
  mappingOf,
  matrixYaml,
  REPOSITORY_FILES,
  type TextFiles,
  tableKb,
  writeFiles,
} from '../support/table-kb.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const folder = (files: TextFiles): string => {
  const made = folderWith(files);
  folders.push(made);
  return made;
};

const clone = folder({});
const at = commitFiles(clone, REPOSITORY_FILES);
git(clone, 'remote', 'add', 'origin', 'git@github.com:gazette/matrix.git');

const MAPPING = mappingOf(at);

/** A knowledge base without the source, and a working folder with a mapping. */
function kbWith(mapping: string, entities = ''): { kb: string; cwd: string } {
  const kb = tableKb(matrixYaml(at));
  folders.push(kb);
  rmSync(join(kb, 'sources'), { recursive: true });
  writeFiles(kb, { 'kb.yaml': 'format: 1\ntitle: t\ndescription: d\nlicence: l\n' });
  if (entities !== '') writeFiles(kb, { 'entities/more.yaml': entities });
  return { kb, cwd: folder({ 'map.yaml': mapping }) };
}

const importTable = ({ kb, cwd }: { kb: string; cwd: string }, ...words: string[]): Promise<Ran> =>
  run(['import', 'table', ...words, '--data', kb], { cwd, env: { PATH: process.env.PATH ?? '' } });

const sourceIn = (kb: string): AuthoredTableSource =>
  parse(readFileSync(join(kb, 'sources/matrix.yaml'), 'utf8')) as AuthoredTableSource;

/** The messages of findings in an error, with the text that each points to. */
function findingsOf({ err }: Ran): string[] {
  const { findings } = (JSON.parse(err) as { error: { findings: { message: string }[] } }).error;
  return findings.map(({ message }) => message);
}

describe('import table of a file', () => {
  it('shows its tables, the values of each column, and the names that are recorded and those that are not', async () => {
    const { code, out, err } = await run(['import', 'table', 'test/fixtures/documents/tables.md', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { tables, names, ...rest } = JSON.parse(out) as PrintedTablesAnswer;
    expect(tables.map(({ heading, line, rows }) => [...heading, line, rows])).toEqual([
      ['Models', 'Text', 7, 2],
      ['Models', 'Vision', 14, 1],
    ]);
    expect(tables[0]?.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ['Model', { text: 'DeepSeek-R1', cells: 1 }, { text: 'DeepSeek-V9', cells: 1 }],
      ['Chip', { text: 'Ascend', cells: 2 }],
      ['Runs', { text: '✅', cells: 2 }],
      ['FP8', { text: '❌', cells: 1 }],
    ]);
    expect(names.map(({ label, rows, entity }) => [label, rows, entity?.id])).toEqual([
      ['DeepSeek-R1', 1, 'deepseek-r1'],
      ['DeepSeek-V9', 1, undefined],
      ['Example 7', 1, undefined],
    ]);
    expect(names[1]?.similar.map(({ id }) => id)).toContain('deepseek-v3');
    expect(rest).toEqual({ file: 'test/fixtures/documents/tables.md', remarks: [], mapping: null });
  });

  it('writes a mapping with what the clone says, which is a valid mapping once it is filled in', async () => {
    const { kb, cwd } = kbWith('');
    const file = join(clone, 'docs/a2/matrix.md');
    expect((await importTable({ kb, cwd }, file, '--mapping', 'new.yaml')).code).toBe(0);
    const text = readFileSync(join(cwd, 'new.yaml'), 'utf8');
    expect(parse(text)).toMatchObject({
      repository: 'https://github.com/gazette/matrix',
      commit: at.commit,
      committed: at.committed,
      files: [{ path: 'docs/a2/matrix.md' }],
      legend: { '✅': null, '❌': null },
      names: { 'One/Two': null },
    });
    const filled = text
      .replace(/^id:.*$/m, 'id: matrix')
      .replace(/^(publisher|said-by|licence):/gm, '$1: gazette')
      .replace('✅:', '✅: {status: available, words: runs}')
      .replace('❌:', '❌: {status: unsupported, words: does not run}')
      .replace('One/Two:', 'One/Two: [one, two]')
      .replace('    columns:', '    given: {from: {printed: A2}}\n    columns:')
      .replace('# Note: note', 'Note: note');
    writeFiles(cwd, { 'new.yaml': filled });
    const ran = await importTable({ kb, cwd }, 'new.yaml', '--from', clone);
    expect(ran.err).toContain('2 files written');
    expect(sourceIn(kb).tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      { Model: 'One/Two', Note: 'new', Runs: '✅', INT8: '❌' },
      { Model: 'Three', Runs: '❌' },
    ]);
  });

  it.each([
    ['https://github.com/gazette/matrix', 'https://github.com/gazette/matrix'],
    ['https://name@example.org/gazette/matrix.git/', 'https://example.org/gazette/matrix'],
    ['ssh://git@example.org:22/gazette/matrix.git', 'https://example.org/gazette/matrix'],
    ['git@example.org:group/gazette/matrix.git', 'https://example.org/group/gazette/matrix'],
    ['/srv/matrix.git', null],
  ])('writes the web address of the remote %s into the mapping', async (remote, address) => {
    const other = folder({});
    commitFiles(other, { 'a b.md': MATRIX });
    git(other, 'remote', 'add', 'origin', remote);
    const world = kbWith('');
    expect((await importTable(world, join(other, 'a b.md'), '--mapping', 'new.yaml')).code).toBe(0);
    const mapping = parse(readFileSync(join(world.cwd, 'new.yaml'), 'utf8')) as object;
    expect(mapping).toMatchObject({ repository: address, files: [{ path: 'a b.md' }] });
  });

  it('writes the path of a file outside a clone only if the file is in the current folder', async () => {
    const { kb, cwd } = kbWith('');
    writeFiles(cwd, { 'docs/matrix.md': MATRIX });
    const files = ['docs/matrix.md', join(cwd, 'docs/matrix.md')];
    for (const [index, path] of ['docs/matrix.md', null].entries()) {
      await importTable({ kb, cwd }, files[index] ?? '', '--mapping', `new-${index}.yaml`);
      const mapping = parse(readFileSync(join(cwd, `new-${index}.yaml`), 'utf8')) as object;
      expect(mapping).toMatchObject({ files: [{ path }] });
    }
  });

  it('does not overwrite a file, and refuses what it can’t read', async () => {
    const world = kbWith(MAPPING);
    const file = join(clone, 'docs/a2/matrix.md');
    const codes: [string[], number, string][] = [
      [[file, '--mapping', 'map.yaml'], 4, 'map.yaml already exists'],
      [['map.yaml'], 2, 'map.yaml is a mapping'],
      [[file, '--from', clone], 2, 'is not a mapping'],
      [['none.md'], 2, 'there is no file'],
      [['-'], 2, 'standard input has none'],
      [[file, '--unknown', 'x'], 2, '--unknown needs --from'],
      [['map.yaml', '--from', 'none'], 2, 'none does not exist'],
      [['map.yaml', '--from', clone, '--mapping', 'x'], 2, 'contradict each other'],
    ];
    for (const [words, code, message] of codes) {
      const ran = await importTable(world, ...words);
      expect({ words, code: ran.code }).toEqual({ words, code });
      expect(ran.err).toContain(message);
    }
    expect((await importTable(world, file, '--mapping', 'new.yaml', '--dry-run')).code).toBe(0);
    expect(existsSync(join(world.cwd, 'new.yaml'))).toBe(false);
    expect(readFileSync(join(world.cwd, 'map.yaml'), 'utf8')).toBe(MAPPING);
  });
});

describe('import table of a mapping', () => {
  it('fills in rows, lines and hashes, writes format 2, and leaves a valid, formatted and verified source', async () => {
    const world = kbWith(MAPPING);
    const ran = await importTable(world, 'map.yaml', '--from', clone);
    expect(ran).toMatchObject({ code: 0 });
    expect(sourceIn(world.kb)).toEqual({
      ...(parse(matrixYaml(at)) as object),
      files: [
        ...(parse(matrixYaml(at)) as AuthoredTableSource).files.slice(0, 1),
        { ...(parse(matrixYaml(at)) as AuthoredTableSource).files[1], changed: at.committed },
      ],
    });
    expect(readFileSync(join(world.kb, 'kb.yaml'), 'utf8')).toContain('format: 2\n');
    const text = readFileSync(join(world.kb, 'sources/matrix.yaml'), 'utf8');
    expect(text.match(/^ {6}- \{line: .*\}\}$/gm)).toHaveLength(4);
    for (const line of [
      ['check', '--strict'],
      ['verify', '--from', clone],
    ]) {
      const { code } = await run([...line, '--data', world.kb], { env: { PATH: process.env.PATH ?? '' } });
      expect({ line, code }).toEqual({ line, code: 0 });
    }
    const { out } = await run(['fmt', '--check', '--data', world.kb, '--format', 'ids']);
    expect(out).not.toContain('sources/matrix.yaml');
  });

  it('writes nothing with --dry-run, and refuses a source that exists', async () => {
    const world = kbWith(MAPPING);
    expect((await importTable(world, 'map.yaml', '--from', clone, '--dry-run')).code).toBe(0);
    expect(existsSync(join(world.kb, 'sources'))).toBe(false);
    await importTable(world, 'map.yaml', '--from', clone);
    const again = await importTable(world, 'map.yaml', '--from', clone);
    expect(again.code).toBe(4);
    expect(again.err).toContain('chipkb update matrix --from');
  });

  /** The mapping in which `names` are these lines. */
  const withNames = (...lines: string[]): string =>
    MAPPING.replace(/^names:\n(?: {2}.*\n)*/m, ['names:', ...lines].map((line) => `${line}\n`).join(''));

  it('takes labels that are the id, name or alias of one entity of an allowed kind, and no others', async () => {
    const only = withNames('  One/Two: [one, two]');
    const right = kbWith(only);
    expect((await importTable(right, 'map.yaml', '--from', clone)).err).toContain(
      '2 labels found by id, name or alias: “A2” is a2, “Three” is three.',
    );
    expect(sourceIn(right.kb).names).toEqual({ 'One/Two': ['one', 'two'], A2: 'a2', Three: 'three' });
    for (const [entity, message] of [
      // A publisher is no model, an ambiguous alias is nobody's name, and a similar name is another name.
      [
        '{id: x, name: X, kind: publisher, aliases: [Tree], description: d}',
        '“Tree” is not recorded (2 rows)',
      ],
      [
        '{id: x, name: X, kind: model, aliases: [{name: Tree, ambiguous: true}], description: d}',
        '“Tree” is not recorded (2 rows)',
      ],
      ['{id: x, name: X, kind: model, description: d}', '“Tree” is not recorded (2 rows)'],
    ] as const) {
      const files = Object.fromEntries(
        Object.entries(REPOSITORY_FILES).map(([path, text]) => [path, text.replace('Three', 'Tree')]),
      );
      const other = folder({});
      const commit = commitFiles(other, files);
      const mapping = only.replace(at.commit, commit.commit).replace(at.committed, commit.committed);
      const wrong = await importTable(
        kbWith(mapping, `- ${entity}\n`),
        'map.yaml',
        '--from',
        other,
        '--json',
      );
      expect(findingsOf(wrong)).toEqual([message]);
    }
  });

  it('takes labels and columns that are names in JavaScript as names', async () => {
    const rows = ['constructor', '__proto__', 'toString'].map((name) => `| \`${name}\` | ✅ |\n`).join('');
    const odd = folder({ 'odd.md': `| Model | hasOwnProperty |\n|---|---|\n${rows}` });
    const mapping = `id: odd
title: Odd
publisher: gazette
said-by: gazette
repository: https://github.com/gazette/odd
commit: ${at.commit}
committed: ${at.committed}
licence: MIT
files: [{path: odd.md}]
legend: {✅: {status: available, why: w}}
tables: [{id: t, heading: [], columns: {Model: to, hasOwnProperty: {from: a2}}}]
`;
    const world = kbWith(mapping);
    const unknown = await importTable(world, 'map.yaml', '--from', odd, '--json', '--quiet');
    expect(findingsOf(unknown).sort()).toEqual(
      ['__proto__', 'constructor', 'toString'].map((name) => `“${name}” is not recorded (1 row)`),
    );
    writeFiles(world.cwd, { 'map.yaml': `${mapping}names: {constructor: one, toString: two}\n` });
    const other = await importTable(world, 'map.yaml', '--from', odd, '--json', '--quiet');
    expect(findingsOf(other)).toEqual(['“__proto__” is not recorded (1 row)']);
    const shown = await importTable(world, join(odd, 'odd.md'), '--mapping', 'draft.yaml');
    expect(shown.code).toBe(0);
    expect(readFileSync(join(world.cwd, 'draft.yaml'), 'utf8')).toContain('  __proto__:\n');
  });

  it('says what the files print that is not recorded, and what a folder that is no clone can not show', async () => {
    const copy = folder(REPOSITORY_FILES);
    const { code, err } = await importTable(kbWith(MAPPING), 'map.yaml', '--from', copy);
    expect(code).toBe(0);
    expect(err).toContain(
      `${copy} is not a clone: the commit and its dates are not checked, and the SHA-256 of a file is that of the copy in it.\n` +
        `not recorded: 1 column; \`chipkb verify matrix --from ${copy}\` lists them.\n`,
    );
  });

  it('writes what it does not know as a document for `add claims`, and takes it in a second run', async () => {
    const world = kbWith(withNames('  One/Two:', '  A2: a-two'), '');
    rmSync(join(world.kb, 'entities'), { recursive: true });
    const first = await importTable(world, 'map.yaml', '--from', clone, '--json');
    expect(findingsOf(first).sort()).toEqual([
      'no entity has the id “a-two”',
      'no entity has the id “gazette”',
      '“One/Two” is not recorded (2 rows)',
      '“Three” is not recorded (2 rows)',
    ]);
    // The names are in the document, so they are not repeated as errors.
    const second = await importTable(world, 'map.yaml', '--from', clone, '--unknown', 'new.yaml');
    expect(second).toMatchObject({
      code: 4,
      err:
        'error: map.yaml is not complete; not recorded: 3 entities and 1 label of perhaps several names\n' +
        'Nothing was written to the knowledge base. Fill in new.yaml, record it with `chipkb add claims new.yaml`, and run this command again.\n',
    });
    const text = readFileSync(join(world.cwd, 'new.yaml'), 'utf8');
    expect(text).toContain('#   One/Two: []\n');
    expect((parse(text) as { entities: object[] }).entities).toEqual([
      { id: 'three', name: 'Three', kind: 'model', description: 'Named in “Supported models”.' },
      { id: 'gazette', name: null, kind: null, description: null },
      { id: 'a-two', name: 'A2', kind: null, description: 'Named in “Supported models”.' },
    ]);
    const more = ['one', 'two'].map((id) => `  - {id: ${id}, name: ${id}, kind: model, description: d}\n`);
    const filled = text
      .replaceAll(/description:$/gm, 'description: d')
      .replace('name:\n', 'name: The Gazette\n')
      .replace('kind: #', 'kind: publisher #')
      .replace('kind: #', 'kind: hardware #');
    writeFiles(world.cwd, {
      'new.yaml': filled + more.join(''),
      'map.yaml': withNames('  One/Two: [one, two]', '  A2: a-two'),
    });
    const added = await run(['add', 'claims', 'new.yaml', '--data', world.kb], { cwd: world.cwd });
    expect(added).toMatchObject({ code: 0 });
    expect(await importTable(world, 'map.yaml', '--from', clone)).toMatchObject({ code: 0 });
  });

  it('finds the tab above the table if another table has the same', async () => {
    const text = `${MATRIX}\n## More\n\n=== "A2"\n\n    | Model |\n    |---|\n    | Three |\n`;
    const other = folder({});
    const commit = commitFiles(other, { ...REPOSITORY_FILES, 'docs/a2/matrix.md': text });
    const world = kbWith(mappingOf(commit));
    expect(await importTable(world, 'map.yaml', '--from', other)).toMatchObject({ code: 0 });
    expect(sourceIn(world.kb).tables[0]?.given?.from?.line).toBe(7);
  });

  it('keeps the hash of a file in the mapping if the folder is not a clone', async () => {
    const hash = sha256('the whole file');
    const mapping = MAPPING.replace('docs/vision.html}', `docs/vision.html, sha256: ${hash}}`);
    const world = kbWith(mapping);
    const copy = folder(REPOSITORY_FILES);
    expect(await importTable(world, 'map.yaml', '--from', copy)).toMatchObject({ code: 0 });
    expect(sourceIn(world.kb).files.map(({ sha256: one }) => one)).toEqual([sha256(MATRIX), hash]);
  });

  it('needs no meaning of a symbol that only rows that are left out print', async () => {
    const mapping = MAPPING.replace('Three: three', 'Three: {leave-out: no model}').replace(
      / {2}❌: .*\n/,
      '',
    );
    const onlyOne = { ...REPOSITORY_FILES, 'docs/a2/matrix.md': MATRIX.replace('| ✅ | ❌ |', '| ✅ | |') };
    const other = folder({});
    const commit = commitFiles(other, onlyOne);
    const world = kbWith(mapping.replace(at.commit, commit.commit).replace(at.committed, commit.committed));
    expect(await importTable(world, 'map.yaml', '--from', other)).toMatchObject({ code: 0 });
  });

  it.each<[string, (mapping: string) => string, string[]]>([
    [
      'words that several lines print',
      (mapping) => mapping.replace('{printed: A2}', '{printed: "|"}').replace('A2: a2', '"|": a2'),
      ['“|” is printed on 4 lines'],
    ],
    [
      'words that no line prints',
      (mapping) => mapping.replace('words: runs', 'words: works'),
      ['no line of the files prints “works”'],
    ],
    [
      'a line that does not print the words',
      (mapping) => mapping.replace('words: runs,', 'words: runs, line: 5,'),
      ['line 5 of docs/a2/matrix.md does not contain these words; it is: ## Text'],
    ],
    [
      'a heading that is not there',
      (mapping) => mapping.replace('[Vision]', '[Sound]'),
      ['docs/vision.html has no table with this heading'],
    ],
    [
      'a column that is not there',
      (mapping) => mapping.replace('INT8: {', 'INT4: {'),
      ['the table “Models” › “Text” › “A2” has no such column'],
    ],
    [
      'a file that is not there',
      (mapping) => mapping.replaceAll('docs/vision.html', 'docs/none.html'),
      ['docs/none.html does not exist at this commit'],
    ],
    [
      'a symbol without a meaning',
      (mapping) => mapping.replace(/❌: .*/, '❌:'),
      ['`legend` does not say what “❌” means (3 cells)'],
    ],
    [
      'an unfilled field',
      (mapping) => mapping.replace(/^licence: .*/m, 'licence:'),
      ['licence: expected text, found nothing'],
    ],
    [
      'rows',
      (mapping) => mapping.replace('- id: text', '- id: text\n    rows: []'),
      ['tables[1]: there is no field “rows” here'],
    ],
  ])('reports %s in the mapping, and writes nothing', async (_, change, messages) => {
    const mapping = change(MAPPING);
    expect(mapping).not.toBe(MAPPING);
    const world = kbWith(mapping);
    const ran = await importTable(world, 'map.yaml', '--from', clone, '--json');
    expect(ran.code).toBe(4);
    expect(findingsOf(ran)).toEqual(messages);
    expect(existsSync(join(world.kb, 'sources'))).toBe(false);
  });
});
