/** Edits of a knowledge base with a source of tables. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AuthoredTableSource } from '../../src/model/schema.ts';
import { type Ran, run, wordsOf } from '../support/run.ts';
import { matrixYaml, tableKb, writeFiles } from '../support/table-kb.ts';

const SOURCE = matrixYaml({ commit: 'a'.repeat(40), committed: '2026-01-02' }).replace(
  'Runs: {task: Vision}',
  'Runs: {via: a2, task: Vision}',
);

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newKb(source = SOURCE): string {
  const kb = tableKb(source);
  folders.push(kb);
  return kb;
}

const inKb = (kb: string, line: string): Promise<Ran> => run([...wordsOf(line), '--data', kb]);
const textOf = (kb: string, id = 'matrix') => readFileSync(join(kb, `sources/${id}.yaml`), 'utf8');
const sourceIn = (kb: string) => parse(textOf(kb)) as AuthoredTableSource;

describe('an edit of a knowledge base with tables', () => {
  it.each<[string, (source: string) => string]>([
    [
      'rename a2 ascend-a2',
      (text) => text.replace('A2: a2\n', 'A2: ascend-a2\n').replace('via: a2', 'via: ascend-a2'),
    ],
    ['rename gazette paper', (text) => text.replaceAll(/: gazette$/gm, ': paper')],
    [
      'rename one first',
      (text) => text.replace('[one, two]', '[first, two]').replace('from: one', 'from: first'),
    ],
    [
      'set matrix note "Read by hand."',
      (text) => text.replace('licence: MIT\n', 'licence: MIT\nnote: Read by hand.\n'),
    ],
    ['set matrix title Models', (text) => text.replace('title: Supported models', 'title: Models')],
    [
      'set matrix legend.❌.status untested',
      (text) => text.replace('status: unsupported', 'status: untested'),
    ],
  ])('%s changes what the tables name, and nothing else', async (line, expected) => {
    const kb = newKb();
    expect(await inKb(kb, line)).toMatchObject({ code: 0 });
    expect(textOf(kb)).toBe(expected(SOURCE));
    expect((await inKb(kb, 'check')).code).toBe(0);
  });

  it('names an entity once after a merge of two that a label names', async () => {
    const kb = newKb(SOURCE.replace(/^edges:\n(?: .*\n)*/m, ''));
    expect(await inKb(kb, 'merge two one')).toMatchObject({ code: 0 });
    expect(sourceIn(kb).names).toMatchObject({ 'One/Two': ['one'] });
  });

  it('renames a source of tables, and the origin of its copies', async () => {
    const kb = newKb();
    writeFiles(kb, {
      'sources/copy.yaml': SOURCE.replace('id: matrix', 'id: copy').replace(
        'licence: MIT\n',
        'licence: MIT\norigin: matrix\n',
      ),
    });
    expect(await inKb(kb, 'rename matrix tables')).toMatchObject({ code: 0 });
    expect(textOf(kb, 'tables')).toBe(SOURCE.replace('id: matrix', 'id: tables'));
    expect(textOf(kb, 'copy')).toContain('\norigin: tables\n');
    expect((await inKb(kb, 'remove tables --cascade')).err).toContain('They are copies of it');
  });

  it('removes a source of tables only with its claims', async () => {
    const kb = newKb();
    expect(await inKb(kb, 'remove matrix')).toMatchObject({ code: 4 });
    expect(await inKb(kb, 'remove matrix --cascade')).toMatchObject({ code: 0 });
    expect(existsSync(join(kb, 'sources/matrix.yaml'))).toBe(false);
  });

  it.each([
    ['remove gazette --cascade', 'gazette is referred to by matrix', 4],
    ['remove three', 'three is referred to by matrix', 4],
    ['remove one --cascade', 'one is referred to by matrix', 4],
    ['add read --source matrix --quote x --why y', 'the source matrix is tables', 2],
    ['remove a2.supports.three+int8@matrix', 'no claim is called', 3],
  ])('%s is refused', async (line, message, code) => {
    const kb = newKb();
    const ran = await inKb(kb, line);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(message);
    expect(textOf(kb)).toBe(SOURCE);
  });

  it('refuses to change one claim of a table, and says what to change instead', async () => {
    const kb = newKb();
    const { out } = await inKb(kb, 'claims --from a2 --to three --format ids');
    const [id = ''] = out.split('\n');
    for (const line of [`remove ${id}`, `set ${id} note x`, `set ${id} status untested`]) {
      const { code, err } = await inKb(kb, line);
      expect({ line, code }).toEqual({ line, code: 2 });
      expect(err).toContain(`${id} is what a table states`);
      expect(err).toContain('Change what `legend`, `names` or `columns` of matrix say it means');
    }
    expect(textOf(kb)).toBe(SOURCE);
  });

  it('writes each row on one line with `fmt`, keeps comments, and changes nothing the second time', async () => {
    const long = 'x'.repeat(150);
    const kb = newKb(
      `# Top\n${SOURCE.replace('note: new', '').replace('title: Supported models', `title: Supported models # ${long}`)}`
        .replace('Model: Three, Runs: ❌}}\n  - id', `Model: ${long}, Runs: ❌}} # why\n  - id`)
        .replace('  Three: three', `  Three: three # three\n  ${long}: {leave-out: why}`),
    );
    expect(await inKb(kb, 'fmt')).toMatchObject({ code: 0 });
    const text = textOf(kb);
    expect(text.match(/^ {6}- \{line: .*\}( # why)?$/gm)).toHaveLength(4);
    for (const comment of ['# Top', '# why', '# three', `# ${long}`]) expect(text).toContain(comment);
    expect(await inKb(kb, 'fmt --check')).toMatchObject({ code: 0 });
  });
});
