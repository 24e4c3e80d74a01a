/** The prompts at a terminal, answered with typed keys. */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { askJson, packageFolder, run, wordsOf } from '../support/run.ts';
import { snapshot } from '../support/spawned.ts';
import {
  commitFiles,
  folderWith,
  mappingOf,
  matrixYaml,
  REPOSITORY_FILES,
  tableKb,
  writeFiles,
} from '../support/table-kb.ts';

afterAll(removeCopies);

const notes = join(packageFolder, 'test/fixtures/notes');
const [ENTER, UP, DOWN, INTERRUPT] = ['\r', '\u001b[A', '\u001b[B', '\u0003'];
const BACKSPACES = '\u007f'.repeat(6);

/** Runs a line and types the keys after each question, in order. */
async function typed(
  folder: string,
  line: string,
  answers: readonly [question: string, keys: string][],
  env = {},
) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { columns: 80, rows: 40, isTTY: true });
  const left = [...answers];
  let said = '';
  output.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    const [next] = left;
    if (next === undefined || !said.includes(next[0])) return;
    left.shift();
    said = '';
    // The prompt listens once it has written its question.
    setImmediate(() => {
      for (const key of next[1].match(/\u001b\[[A-D]|./gsu) ?? []) input.write(key);
    });
  });
  const ran = await run(wordsOf(line), { cwd: folder, env, terminal: { input, output } });
  expect(left).toEqual([]);
  return ran;
}

const edges = (folder: string, source: string) =>
  readFileSync(join(folder, 'sources', `${source}.yaml`), 'utf8');

describe('add source', () => {
  test('prompts for missing details, and records a new publisher', async () => {
    const folder = copyOfData();
    const { code } = await typed(folder, `add source ${notes}/lantern-note.md`, [
      ['Title, as printed', ENTER],
      ['Publisher', `Lantern Newsroom${ENTER}`],
      ['Date of publication', ENTER],
      ['Id of the source', ENTER],
      ['No publisher is called “Lantern Newsroom”', `${DOWN}${ENTER}`],
      ['Its name', ENTER],
      ['What the sources say', `A press room.${ENTER}`],
    ]);
    expect(code).toBe(0);
    expect(edges(folder, 'lantern-chips-opens-l7-cards')).toContain(
      'title: Lantern Chips opens its L7 cards to DeepSeek models\npublisher: lantern-newsroom\npublished: 2025-03-12\n',
    );
  });

  test('offers the nearest names for an unknown publisher, and takes another', async () => {
    const folder = copyOfData();
    const line = (title: string) =>
      `add source ${notes}/lantern-${title} --id ${title.slice(0, 2)} --title x --published 2025-03-12`;
    const near = await typed(folder, `${line('note.md')} --publisher "The Stars"`, [
      ['No publisher is called “The Stars”', ENTER],
    ]);
    expect({ code: near.code, err: near.err }).toMatchObject({ code: 0 });
    expect(edges(folder, 'no')).toContain('publisher: the-star\n');
    const other = await typed(folder, `${line('zh.html')} --publisher nobody`, [
      ['No publisher is called “nobody”', ENTER],
      ['The other name for “nobody”', `${BACKSPACES}reuter${ENTER}`],
      ['No publisher is called “reuter”', ENTER],
    ]);
    expect({ code: other.code, err: other.err }).toMatchObject({ code: 0 });
    expect(edges(folder, 'zh')).toContain('publisher: reuters\n');
  });

  test('writes nothing if cancelled', async () => {
    const folder = copyOfData();
    const before = snapshot(dirname(folder));
    const { code, err } = await typed(folder, `add source ${notes}/lantern-note.md`, [
      ['Title, as printed', ENTER],
      ['Publisher', INTERRUPT],
    ]);
    expect({ code, said: err.includes('Cancelled.') }).toEqual({ code: 130, said: true });
    expect(snapshot(dirname(folder))).toEqual(before);
  });
});

test('add entity prompts for id, kind and description', async () => {
  const folder = copyOfData();
  const { code } = await typed(folder, 'add entity 灯芯科技', [
    ['Its id', `lantern-chips${ENTER}`],
    ['What it is', ENTER],
    ['What the sources say', `芯片公司。${ENTER}`],
  ]);
  expect(code).toBe(0);
  expect(await askJson(`show 灯芯科技 --data ${folder}`)).toMatchObject({
    id: 'lantern-chips',
    kind: 'company',
    description: '芯片公司。',
  });
});

test('add edge asks about each unknown and ambiguous name, and adds the new entities with the claim', async () => {
  const folder = copyOfData();
  const { code, err } = await typed(
    folder,
    'add edge "alibba,灯芯科技" supports r1 --status in-progress --via ascend --source scmp-deepseek-chip --said-by scmp --quote "Huawei and Baidu – worked overtime"',
    [
      ['No source is called “scmp-deepseek-chip”', `${UP}${ENTER}`],
      ['No entity is called “alibba”', ENTER],
      ['No entity is called “灯芯科技”', `${DOWN}${ENTER}`],
      ['Its name, as answers print it', ENTER],
      ['Its id', `lantern${ENTER}`],
      ['What it is', ENTER],
      ['What the sources say', `芯片公司。${ENTER}`],
      ['“ascend” is ambiguous', `${UP}${ENTER}`],
    ],
  );
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(edges(folder, 'scmp-deepseek-chips')).toContain('from: [alibaba, lantern]');
  expect(await askJson(`show 灯芯科技 --data ${folder}`)).toMatchObject({ id: 'lantern', kind: 'company' });
});

test('add edge prints how to add an entity that was described, if the claim is invalid', async () => {
  const { code, err } = await typed(
    copyOfData(),
    'add edge lantern owns scmp --source scmp-deepseek-chips --said-by scmp --quote "Not there"',
    [
      ['No entity is called “lantern”', `${DOWN}${ENTER}`],
      ['Its name', ENTER],
      ['What it is', ENTER],
      ['What the sources say', `A $1 firm.${ENTER}`],
    ],
  );
  expect(code).toBe(4);
  expect(err).toContain(
    'To add lantern: chipkb add entity "lantern" --id lantern --kind company --description \'A $1 firm.\'\n',
  );
});

describe('suggest --review', () => {
  /** The bundled knowledge base with the Chinese note and what it names. */
  async function withNote(): Promise<string> {
    const folder = copyOfData();
    for (const line of [
      'add entity 示例快讯 --id example-wire --kind publisher --description "A wire service."',
      'add entity 灯芯科技 --id lantern-chips --kind company --role chip-vendor --description "A chip firm."',
      'add entity L7加速卡 --id lantern-l7 --kind hardware --alias L7 --description "A card."',
      `add source ${notes}/lantern-zh.html --id lantern-zh`,
    ]) {
      const { code, err } = await run([...wordsOf(line), '-q'], { cwd: folder });
      expect({ line, code, err }).toEqual({ line, code: 0, err: '' });
    }
    return folder;
  }

  test('accepts, edits and stops; what was accepted is valid', async () => {
    const folder = await withNote();
    const editor = join(dirname(folder), 'editor');
    writeFileSync(editor, '#!/bin/sh\necho "note: Edited." >> "$1"\n');
    chmodSync(editor, 0o755);
    const { code, err } = await typed(
      folder,
      'suggest lantern-zh --review',
      [
        ['Record this claim?', ENTER],
        ['Record this claim?', `${DOWN}${ENTER}`],
        ['Record this claim?', `${DOWN}${DOWN}${DOWN}${ENTER}`],
      ],
      { EDITOR: editor },
    );
    expect(code).toBe(0);
    expect(err.match(/Recorded in lantern-zh\./g)).toHaveLength(2);
    expect(edges(folder, 'lantern-zh')).toContain('note: Edited.\n');
    expect(edges(folder, 'lantern-zh').match(/- relation:/g)).toHaveLength(2);
    expect((await run(['check', '--json'], { cwd: folder })).code).toBe(0);
    expect((await run(['fmt', '--check'], { cwd: folder })).code).toBe(0);
  });

  test('asks again after a failing editor and after an invalid claim', async () => {
    const folder = await withNote();
    const before = edges(folder, 'lantern-zh');
    const editor = join(dirname(folder), 'editor');
    writeFileSync(editor, '#!/bin/sh\nsed -i "s/quote: .*/quote: 不在文中/" "$1"\n');
    chmodSync(editor, 0o755);
    const failing = await typed(
      folder,
      'suggest lantern-zh --review',
      [
        ['Record this claim?', `${DOWN}${ENTER}`],
        ['Record this claim?', `${DOWN}${DOWN}${DOWN}${ENTER}`],
      ],
      { EDITOR: 'false' },
    );
    expect(failing.err).toContain('the editor “false” failed');
    const refused = await typed(
      folder,
      'suggest lantern-zh --review',
      [
        ['Record this claim?', `${DOWN}${ENTER}`],
        ['Record this claim?', `${DOWN}${DOWN}${DOWN}${ENTER}`],
      ],
      { EDITOR: editor },
    );
    expect(refused.err).toContain('error [quote]');
    expect(edges(folder, 'lantern-zh')).toBe(before);
  });

  test('opens the editor with what was typed before, after an error in it', async () => {
    const folder = await withNote();
    const editor = join(dirname(folder), 'editor');
    writeFileSync(
      editor,
      '#!/bin/sh\nif grep -q "^note: " "$1"; then sed -i "/^\\[/d" "$1"; else echo "note: Typed." >> "$1"; echo "[" >> "$1"; fi\n',
    );
    chmodSync(editor, 0o755);
    const { err } = await typed(
      folder,
      'suggest lantern-zh --review',
      [
        ['Record this claim?', `${DOWN}${ENTER}`],
        ['Record this claim?', `${DOWN}${ENTER}`],
        ['Record this claim?', `${DOWN}${DOWN}${DOWN}${ENTER}`],
      ],
      { EDITOR: editor },
    );
    expect(err).toContain('is not YAML');
    expect(edges(folder, 'lantern-zh')).toContain('note: Typed.\n');
  });

  test('is an error without a terminal', async () => {
    const { code, err } = await run(['suggest', 'scmp-deepseek-chips', '--review']);
    expect(code).toBe(2);
    expect(err).toContain('--review needs a terminal');
  });
});

test('add claims --review shows each proposal with its passage and its errors, and records those that are accepted', async () => {
  const folder = copyOfData();
  writeFileSync(
    join(dirname(folder), 'claims.yaml'),
    `source: scmp-deepseek-chips
remarks:
  - {topic: background, subject: [baidu], summary: They worked., said-by: scmp, evidence: [{quote: worked overtime during the Lunar New Year holiday}]}
read:
  - {quote: Baidu owns Tencent, why: nothing}
  - {quote: Alibaba owns the South China Morning Post., why: known}
  - {because: of}
`,
  );
  const { code, out, err } = await typed(folder, 'add claims ../claims.yaml --review', [
    ['Record this remark?', ENTER],
    ['Record this read mark?', ENTER],
    ['Record this read mark?', ENTER],
  ]);
  expect(code).toBe(0);
  expect(out).toContain('../claims.yaml:7:6: error [schema]');
  expect(err).toContain('Proposal 1 of 3\n\nLine 30\n');
  expect(err).toContain('../claims.yaml:5:13: error [quote]');
  expect(err).toContain('2 of 3 proposals recorded');
  const recorded = edges(folder, 'scmp-deepseek-chips');
  expect(recorded).toContain('    summary: They worked.\n');
  expect(recorded).toContain('    why: known\n');
  expect(recorded).not.toContain('why: nothing');
});

describe('import table', () => {
  const clone = folderWith({});
  const at = commitFiles(clone, REPOSITORY_FILES);
  const folders = [clone];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** A knowledge base without the source, and a mapping that says nothing of two symbols and three labels. */
  function kbWithMapping() {
    const kb = tableKb(matrixYaml(at));
    rmSync(join(kb, 'sources'), { recursive: true });
    const mapping = mappingOf(at)
      .replace(/^ {2}(✅|❌): .*/gm, '  $1:')
      .replace(/^ {2}(One\/Two|Three|A2): .*\n/gm, '')
      .replace('names:\n', 'names: {}\n');
    folders.push(kb);
    writeFiles(kb, { 'map.yaml': mapping });
    writeFileSync(
      join(kb, 'entities/all.yaml'),
      readFileSync(join(kb, 'entities/all.yaml'), 'utf8')
        .replace('name: Three', 'name: Fourth')
        .replace('id: three', 'id: fourth'),
    );
    return kb;
  }

  const line = (kb: string) => `import table map.yaml --from ${clone} --data ${kb}`;
  const env = { PATH: process.env.PATH ?? '' };

  test('asks for the status of each symbol, with its words or reason, and for each label', async () => {
    const kb = kbWithMapping();
    const { code, err } = await typed(
      kb,
      line(kb),
      [
        ['What does “✅” state? (2 cells)', `${DOWN.repeat(3)}${ENTER}`],
        ['Why does “✅” mean this?', ENTER],
        ['The words of the legend', `runs${ENTER}`],
        ['What does “❌” state? (3 cells)', `${UP.repeat(2)}${ENTER}`],
        ['Why does “❌” mean this?', `${DOWN}${ENTER}`],
        ['Why it has this status', `Nobody says.${ENTER}`],
        ['“One/Two” (2 rows) is not recorded', `${UP.repeat(3)}${ENTER}`],
        ['Its id, or several', `one, two${ENTER}`],
        ['“Three” (2 rows) is not recorded', `${UP.repeat(2)}${ENTER}`],
        ['What the sources say', `A model.${ENTER}`],
      ],
      env,
    );
    expect(err).toContain('files written');
    expect(code).toBe(0);
    const source = readFileSync(join(kb, 'sources/matrix.yaml'), 'utf8');
    expect(source).toContain('  ✅: {status: available, words: runs, path: docs/a2/matrix.md, line: 3}\n');
    expect(source).toContain('  ❌: {status: null, why: Nobody says.}\n');
    expect(source).toContain('  One/Two: [one, two]\n  Three: three\n  A2: a2\n');
    expect(edges(kb, '../entities/all')).toContain('name: Three');
  });

  test('writes nothing if a question is answered later or cancelled', async () => {
    const kb = kbWithMapping();
    const later = await typed(
      kb,
      line(kb),
      [
        ['What does “✅” state?', `${UP}${ENTER}`],
        ['What does “❌” state?', `${UP}${ENTER}`],
        ['“One/Two” (2 rows) is not recorded', ENTER],
        ['“Three” (2 rows) is not recorded', ENTER],
      ],
      env,
    );
    expect(later.code).toBe(4);
    expect(later.err).toContain('`legend` does not say what “✅” means (2 cells)');
    const cancelled = await typed(kb, line(kb), [['What does “✅” state?', INTERRUPT]], env);
    expect(cancelled.code).toBe(130);
    expect(existsSync(join(kb, 'sources'))).toBe(false);
  });
});
