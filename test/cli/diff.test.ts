/** `diff`: what a person sees of it, of folders and of git revisions. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import type { DiffRow } from '../../src/query/answers/diff.ts';
import { commit, type Edit, edit, GIT_ENV, git, kbFolder, SOURCE } from '../support/edited-kb.ts';
import { packageFolder, type Ran, run } from '../support/run.ts';

const data = join(packageFolder, 'data');

function tempKb(edits: readonly Edit[] = []): string {
  const folder = kbFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  edit(folder, edits);
  return folder;
}

/** Runs `diff` in a folder. */
const diffIn = (folder: string, ...words: string[]): Promise<Ran> =>
  run(['diff', ...words], { cwd: folder, env: GIT_ENV });

async function rowsIn(folder: string, ...words: string[]): Promise<string[]> {
  const { code, out, err } = await diffIn(folder, ...words, '--json');
  expect({ code, err: err.startsWith('No semantic changes') ? '' : err }).toEqual({ code: 0, err: '' });
  return (JSON.parse(out) as DiffRow[]).map(({ what, change, id }) => `${change} ${what} ${id}`);
}

const FIRMER: Edit = [SOURCE, 'status: pledged', 'status: available'];
const CHANGES: Edit[] = [
  FIRMER,
  [SOURCE, 'to: [deepseek-v3, deepseek-r1]\n    status', 'to: deepseek-r1\n    status'],
  [SOURCE, '      - quote: Moore Threads’ pledge comes days after\n', ''],
  [SOURCE, 'summary: Nvidia is a US GPU giant.', 'summary: Nvidia is a giant of the US.'],
  [SOURCE, 'published-basis: the', 'retrieved: 2025-02-06\npublished-basis: the'],
  [SOURCE, 'publisher: scmp\nrepublished-by: the-star', 'author: A. Writer\npublisher: scmp'],
  ['entities/vendors.yaml', 'location: Shanghai', 'location: Beijing'],
  ['entities/vendors.yaml', '摩尔线程', '摩尔线程科技'],
  [
    'entities/people.yaml',
    '- id: zhang',
    '- id: somebody\n  name: 1. Some*body*\n  kind: person\n  description: A person.\n\n- id: zhang',
  ],
];

describe('two folders', () => {
  test('the table shows each changed record with its differing fields', async () => {
    const folder = tempKb(CHANGES);
    const { code, out, err } = await diffIn(folder, data, 'data', '-q');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replace(data, 'OLD')).toMatchInlineSnapshot(`
      "What changed from OLD to data?

      Entities
        + 1. Some*body* · person · A person. · somebody
        ~ MetaX · metax
            location: Shanghai → Beijing
        ~ Moore Threads · moore-threads
            alias removed: 摩尔线程, zh-Hans
            alias added: 摩尔线程科技, zh-Hans

      Claims
        ~ Moore Threads supports DeepSeek-R1 · scmp-deepseek-chips, lines 8, 12
            status: ○ pledged → ● available, firmer
            quote removed: “Moore Threads’ pledge comes days after”
        - Moore Threads supports DeepSeek-V3 · ○ pledged · via KUAE · said by Moore Threads · scmp-deepseek-chips, lines 8, 12, 16

      Remarks
        ~ Remark by SCMP on Nvidia (description) · scmp-deepseek-chips, line 34
            summary: “Nvidia is a US GPU giant.” → “Nvidia is a giant of the US.”

      Sources
        ~ “Tech war: China’s chip firms embrace DeepSeek in AI self-sufficiency drive” · scmp-deepseek-chips
            author added: A. Writer
            republished by removed: The Star
            retrieved added: 2025-02-06
      "
    `);
  });

  test('Markdown output is a change log', async () => {
    const { out } = await diffIn(tempKb(CHANGES), data, 'data', '--format', 'markdown');
    expect(out).toMatchInlineSnapshot(`
      "### Added

      - 1\\. Some\\*body\\*: person, A person. (somebody)

      ### Changed

      - MetaX: location Shanghai → Beijing (metax)
      - Moore Threads (moore-threads)
        - alias removed: 摩尔线程, zh-Hans
        - alias added: 摩尔线程科技, zh-Hans
      - Moore Threads supports DeepSeek-R1 (scmp-deepseek-chips, lines 8, 12)
        - status: pledged → available, firmer
        - quote removed: “Moore Threads’ pledge comes days after”
      - Remark by SCMP on Nvidia (description): summary “Nvidia is a US GPU giant.” → “Nvidia is a giant of the US.” (scmp-deepseek-chips, line 34)
      - “Tech war: China’s chip firms embrace DeepSeek in AI self-sufficiency drive” (scmp-deepseek-chips)
        - author added: A. Writer
        - republished by removed: The Star
        - retrieved added: 2025-02-06

      ### Removed

      - Moore Threads supports DeepSeek-V3: pledged, via KUAE, said by Moore Threads (scmp-deepseek-chips, lines 8, 12, 16)
      "
    `);
  });

  test('a raised status is one line of the change log', async () => {
    const edits: Edit[] = [
      [
        SOURCE,
        'status: available\n    via: metax-gpus\n    printed: was offering',
        'status: verified\n    via: metax-gpus\n    printed: was offering',
      ],
    ];
    const { out } = await diffIn(tempKb(edits), data, 'data', '--format', 'markdown');
    expect(out).toMatchInlineSnapshot(`
      "### Changed

      - Gitee AI supports DeepSeek-R1-based models: available → verified, firmer (scmp-deepseek-chips, line 20)
      "
    `);
  });

  test.each<[string, Edit[]]>([
    ['nothing', []],
    ['a comment', [[SOURCE, 'edges:\n', '# A comment.\nedges:\n']]],
    [
      'the writing',
      [[SOURCE, 'to: [deepseek-v3, deepseek-r1]', 'to:\n      - "deepseek-r1"\n      - deepseek-v3']],
    ],
    [
      'the order of aliases',
      [
        [
          'entities/models.yaml',
          '    - DeepSeek’s models\n    - DeepSeek model family\n',
          '    - DeepSeek model family\n    - DeepSeek’s models\n',
        ],
      ],
    ],
    [
      'the ends of a symmetric relation',
      [
        [
          SOURCE,
          'relation: partners-with\n    from: huawei\n    to: siliconflow',
          'relation: partners-with\n    from: siliconflow\n    to: huawei',
        ],
      ],
    ],
  ])('%s is not a semantic change', async (_, edits) => {
    const folder = tempKb(edits);
    expect(await diffIn(folder, data, 'data')).toEqual({
      code: 0,
      out: '',
      err: `No semantic changes from ${data} to data.\n`,
    });
    expect((await diffIn(folder, data, 'data', '--json')).out).toBe('[]\n');
    expect((await diffIn(folder, data, 'data', '--format', 'markdown')).out).toBe('');
  });

  test('compares records that break rules, with a notice', async () => {
    const folder = tempKb([
      [SOURCE, 'quote: products from US GPU giant Nvidia', 'quote: products of Nvidia'],
    ]);
    const { code, out, err } = await diffIn(folder, data, 'data', '--json');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'data has 1 error; comparing its records as they are.\n',
    });
    expect((JSON.parse(out) as DiffRow[])[0]?.fields).toMatchObject([
      {
        field: 'evidence',
        removed: [{ quote: 'products from US GPU giant Nvidia', line: 34 }],
        added: [{ quote: 'products of Nvidia', line: 0, checked: null }],
      },
    ]);
  });

  test.each<[string, Edit]>([
    ['an unknown id', [SOURCE, 'to: moore-threads\n', 'to: moore\n']],
    ['a duplicate id', ['entities/people.yaml', 'id: zhang-jianzhong', 'id: scmp']],
    ['a file that is not YAML', [SOURCE, 'edges:', 'edges: [']],
  ])('refuses to compare data with %s', async (_, change) => {
    const { code, out, err } = await diffIn(tempKb([change]), data, 'data');
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toMatch(/^error: data has \d+ errors?$/m);
  });
});

describe('git revisions', () => {
  /** A repository whose second commit makes the claim firmer, and whose files then differ by a place; for reading. */
  const shared = kbFolder();
  afterAll(() => rmSync(shared, { recursive: true }));
  commit(shared, 'First');
  git(shared, 'tag', 'v1.0');
  edit(shared, [FIRMER]);
  commit(shared, 'Second');
  git(shared, 'tag', '-a', 'v1.1', '-m', 'annotated');
  edit(shared, [['entities/vendors.yaml', 'location: Shanghai', 'location: Beijing']]);

  /** A copy of it, for a test that changes it. */
  function history(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'chipkb-diff-')));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(shared, folder, { recursive: true });
    return folder;
  }
  const CLAIMS = ['r1', 'v3'].map(
    (model) => `changed claim moore-threads.supports.deepseek-${model}@scmp-deepseek-chips`,
  );
  const PLACE = 'changed entity metax';

  test.each<[string[], string[]]>([
    [['v1.0', 'v1.1', '--data', 'data'], CLAIMS],
    [['v1.1', 'v1.0', '--data', 'data'], CLAIMS],
    [
      ['HEAD~1', '--data', 'data'],
      [PLACE, ...CLAIMS],
    ],
    [['HEAD', '--data', 'data'], [PLACE]],
    [['main', 'data'], [PLACE]],
    [['v1.0..v1.1', '--data', 'data'], CLAIMS],
    [['v1.0..', '--data', 'data'], CLAIMS],
    [['..v1.0', '--data', 'data'], CLAIMS],
    [['HEAD', 'main', '--data', 'data'], []],
    [['@{0}', '--data', 'data'], [PLACE]],
    [['./data/../data', 'data'], []],
  ])('%j', async (words, rows) => {
    const folder = shared;
    const given = words.includes('--data') ? words : [...words, '--data', 'data'];
    expect(await rowsIn(folder, ...given)).toEqual(rows);
  });

  test('works in a subfolder, and if the repository is a parent of the knowledge base', async () => {
    const folder = shared;
    expect(await rowsIn(join(folder, 'data/entities'), 'HEAD')).toEqual([PLACE]);
  });

  test('checks out and writes nothing', async () => {
    const folder = shared;
    const before = [git(folder, 'status', '--porcelain'), readdirSync(join(folder, '.git')).sort()];
    await diffIn(folder, 'v1.0', 'v1.1', '--data', 'data');
    expect([git(folder, 'status', '--porcelain'), readdirSync(join(folder, '.git')).sort()]).toEqual(before);
  });

  test('ignores git variables that point to another repository', async () => {
    const [folder, other] = [shared, tempKb()];
    commit(other, 'Other');
    const env = {
      ...GIT_ENV,
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: '/dev/null',
      GIT_OBJECT_DIRECTORY: '/nowhere',
    };
    const ran = await run(['diff', 'v1.0', 'v1.1', '--format', 'ids', '--data', 'data'], {
      cwd: folder,
      env,
    });
    expect(ran).toMatchObject({
      code: 0,
      err: '',
      out: CLAIMS.map((row) => `${row.slice('changed claim '.length)}\n`).join(''),
    });
  });

  test('prefers a folder to a revision of the same name only if it contains kb.yaml', async () => {
    const folder = history();
    git(folder, 'branch', 'data', 'v1.0');
    git(folder, 'branch', 'seeds', 'v1.0');
    expect(await rowsIn(folder, 'data', '--data', 'data')).toEqual([]);
    expect(await rowsIn(folder, 'seeds', '--data', 'data')).toEqual([PLACE, ...CLAIMS]);
  });

  test('handles Chinese names of folders, files, branches and texts', async () => {
    const folder = tempKb([
      ['kb.yaml', '../seeds', '../文章'],
      [SOURCE, 'text: 000_20976bf55dca39ff.txt', 'text: 摩尔线程.txt'],
    ]);
    renameSync(join(folder, 'seeds'), join(folder, '文章'));
    renameSync(join(folder, '文章/000_20976bf55dca39ff.txt'), join(folder, '文章/摩尔线程.txt'));
    renameSync(join(folder, 'data/entities/vendors.yaml'), join(folder, 'data/entities/公司.yaml'));
    renameSync(join(folder, 'data'), join(folder, '知识 库'));
    commit(folder, '第一');
    git(folder, 'branch', '分支');
    writeFileSync(
      join(folder, '知识 库/entities/新.yaml'),
      '- id: biren\n  name: 壁仞科技\n  kind: company\n  description: A company.\n',
    );
    const ran = await diffIn(folder, '分支', '--data', '知识 库', '--format', 'markdown');
    expect(ran).toEqual({
      code: 0,
      err: '',
      out: '### Added\n\n- 壁仞科技: company, A company. (biren)\n',
    });
  });

  test.each<[string, number, string]>([
    ['nothing', 3, '“nothing” is neither a knowledge base folder nor a git revision of data'],
    ['-v1.0', 2, 'unknown option'],
    ['HEAD:data', 3, 'neither a knowledge base folder'],
    ['HEAD~9', 3, 'neither a knowledge base folder'],
    ['a\0b', 3, 'neither a knowledge base folder'],
    ['', 3, 'neither a knowledge base folder'],
    ['--', 2, 'missing argument <a>'],
    ['v1.0...v1.1', 2, 'is not a valid range'],
    ['v1.0..v2', 3, '“v2” is neither'],
    ['../v1.0', 3, '“../v1.0” is neither'],
  ])('rejects %j', async (word, exit, message) => {
    const { code, out, err } = await diffIn(shared, '--data', 'data', word);
    expect({ code, out, told: err.includes(message) ? message : err }).toEqual({
      code: exit,
      out: '',
      told: message,
    });
  });

  test('never passes a revision to git as an option', async () => {
    const folder = shared;
    for (const word of ['--help', '--output=x', '-h', '--git-dir=/']) {
      const { code, err } = await diffIn(folder, '--data', 'data', '--', word);
      expect({ code, told: err.includes(`“${word}” is neither`) }).toEqual({ code: 3, told: true });
    }
  });

  test('reports a missing repository and a missing git', async () => {
    const folder = tempKb();
    const none = await diffIn(folder, 'HEAD', '--data', 'data');
    expect({ code: none.code, out: none.out }).toEqual({ code: 3, out: '' });
    expect(none.err).toContain('data is not in a readable git repository');
    mkdirSync(join(folder, 'empty'));
    const absent = await run(['diff', 'HEAD', '--data', 'data'], {
      cwd: folder,
      env: { PATH: join(folder, 'empty') },
    });
    expect({ code: absent.code, out: absent.out }).toEqual({ code: 3, out: '' });
    expect(absent.err).toContain('git does not run');
    expect(absent.err).toContain('git does not run');
  });

  test('findings in a revision name the file as git does', async () => {
    const folder = history();
    edit(folder, [[SOURCE, 'edges:', 'edges: [']]);
    commit(folder, 'Broken');
    const broken = await diffIn(folder, 'HEAD', 'v1.0', '--data', 'data');
    expect({ code: broken.code, out: broken.out }).toEqual({ code: 4, out: '' });
    expect(broken.err).toContain('HEAD:data/sources/scmp-deepseek-chips.yaml:');
    expect(broken.err).toContain('error: data at HEAD has 1 error\n');
    rmSync(join(folder, 'data/kb.yaml'));
    commit(folder, 'No knowledge base');
    expect((await diffIn(folder, 'HEAD', 'v1.0', '--data', 'data')).err).toContain(
      'HEAD:data: error [folder] the folder contains no kb.yaml',
    );
  });

  test('does not follow symbolic links in a revision', async () => {
    const folder = history();
    rmSync(join(folder, 'data/entities/people.yaml'));
    symlinkSync('../../people.yaml', join(folder, 'data/entities/people.yaml'));
    commit(folder, 'A link');
    const { code, err } = await diffIn(folder, 'HEAD', '--data', 'data');
    expect(code).toBe(4);
    expect(err).toContain('the file is reached through a link, and links in a revision are not followed');
  });

  test.each(COMMANDS.find(({ name }) => name === 'diff')?.examples ?? [])(
    'the example in the help works: %s',
    async (example) => {
      const folder = history();
      for (const subject of ['Third', 'Fourth']) commit(folder, subject);
      const bundled = join(folder, 'data');
      for (const name of ['old-data', 'new-data']) {
        const copy = tempKb(name === 'old-data' ? [] : [FIRMER]);
        renameSync(join(copy, 'data'), join(folder, name));
      }
      const argv = example.replace(/^chipkb /, '').split(' ');
      const { code, out, err } = await run([...argv, '-q', '--data', bundled], { cwd: folder, env: GIT_ENV });
      expect({ code, err, told: out !== '' }).toEqual({ code: 0, err: '', told: true });
    },
  );
});
