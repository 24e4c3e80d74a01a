/** Questions change nothing: not the knowledge base, nor anything around it. Only the cache and the file of `build` are written. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { replaceFsFunctions } from '../support/fs-functions.ts';
import { installed } from '../support/installed.ts';
import { goneOwner, interrupt, makeLock, remoteOwner } from '../support/locks.ts';
import { packageFolder, run, type World, wordsOf } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-read-only-'));
let made = 0;

/** Where commands may write: the cache, and the folder of the file of `build`. */
const written = join(scratch, 'written');
mkdirSync(written);

/** A command line for each command that only reads. */
const QUESTIONS = [
  'cite moore-threads deepseek-r1',
  'who-supports deepseek-r1',
  'supports huawei',
  'claims --from huawei',
  'remarks',
  'show moore-threads',
  'why moore-threads deepseek-r1',
  'search inference chips',
  'matrix',
  'compare r1 v3',
  'timeline',
  'path nvidia deepseek-r1',
  'vendors',
  'models',
  'hardware',
  'services',
  'people',
  'sources',
  'list',
  'source scmp-deepseek-chips',
  'coverage',
  'suggest scmp-deepseek-chips',
  'propose scmp-deepseek-chips',
  'import table tables.md',
  'check',
  'verify --from .',
  'diff . .',
  'fmt --check',
  `build --output ${join(written, 'kb.db')}`,
  'recover',
  'cache path',
];

/** The commands that change a knowledge base, each as a dry run; and the one that only deletes caches. */
const DRY_RUNS = [
  'init new --dry-run',
  'add source note.md --id note --publisher scmp --published 2025-02-05 --dry-run',
  'add claims claims.yaml --dry-run',
  'import entities entities.csv --dry-run',
  'add entity Example --kind framework --description X --dry-run',
  'add edge baidu partners-with tencent --source scmp-deepseek-chips --quote "Tencent Holdings, Huawei and Baidu" --dry-run',
  'add remark zhang-jianzhong --topic description --summary x --source scmp-deepseek-chips --said-by scmp --quote "former Nvidia China general manager Zhang Jianzhong" --dry-run',
  'add read --source scmp-deepseek-chips --quote "Photo: Reuters" --why credit --dry-run',
  'set nvidia location there --dry-run',
  'rename kuae kuae-cluster --dry-run',
  'remove epa-efe --cascade --dry-run',
  'merge huawei-ai-modules huawei-accelerator-cards --dry-run',
  'update --all --from . --dry-run',
  'cache clear',
];

test('every command is tried', () => {
  const lines = [...QUESTIONS, ...DRY_RUNS];
  expect(
    COMMANDS.map(({ name }) => name).filter(
      (name) => !lines.some((line) => `${line} `.startsWith(`${name} `)),
    ),
  ).toEqual([]);
});

/** A folder that everybody may write to, with a knowledge base whose texts are in another project beside it. */
function tree(): { home: string; folder: string } {
  const home = join(scratch, String(++made));
  const folder = join(home, 'data');
  cpSync(join(packageFolder, 'data'), folder, { recursive: true });
  cpSync(join(packageFolder, 'seeds'), join(home, 'project'), { recursive: true });
  const kb = join(folder, 'kb.yaml');
  writeFileSync(kb, readFileSync(kb, 'utf8').replace(/^texts: .*/m, 'texts: ../project'));
  writeFileSync(join(home, 'project', 'notes.md'), 'mine');
  writeFileSync(join(folder, 'note.md'), '# Example\n\nBaidu said it will support DeepSeek-R1.\n');
  for (const name of ['claims.yaml', 'entities.csv', 'tables.md'])
    cpSync(join(packageFolder, 'test/fixtures/documents', name), join(folder, name));
  symlinkSync('../project/notes.md', join(folder, 'link'));
  chmodSync(home, 0o1777);
  chmodSync(folder, 0o1777);
  return { home, folder };
}

/** Everything below a folder: names, bytes, links, modes, and all times but that of the last read. */
const stateOf = (home: string): string[] =>
  ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })].sort().map((name) => {
    const path = join(home, name);
    const stat = lstatSync(path, { bigint: true });
    const content = stat.isSymbolicLink()
      ? readlinkSync(path)
      : stat.isFile()
        ? readFileSync(path, 'latin1')
        : '';
    return `${name} ${stat.ino} ${stat.mode} ${stat.uid} ${stat.mtimeNs} ${stat.ctimeNs} ${content}`;
  });

/** Functions that change the disk, by their arguments that are paths. */
const WRITING: Record<string, number[]> = {
  appendFileSync: [0],
  chmodSync: [0],
  chownSync: [0],
  copyFileSync: [1],
  cpSync: [1],
  linkSync: [1],
  mkdirSync: [0],
  mkdtempSync: [0],
  openSync: [0],
  renameSync: [0, 1],
  rmSync: [0],
  rmdirSync: [0],
  symlinkSync: [1],
  truncateSync: [0],
  unlinkSync: [0],
  utimesSync: [0],
  writeFileSync: [0],
};

const isReading = (flags: unknown) =>
  flags === undefined ||
  flags === 'r' ||
  (typeof flags === 'number' && (flags & (constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT)) === 0);

/** Runs `work`, and returns the calls that write outside of `written`. */
async function writesDuring(work: () => Promise<void>): Promise<string[]> {
  const calls: string[] = [];
  const hook =
    (name: string, places: number[]) =>
    (real: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      for (const place of places) {
        const path = String(args[place]);
        if (!(name === 'openSync' && isReading(args[1])) && !path.startsWith(written))
          calls.push(`${name} ${path}`);
      }
      return real(...args);
    };
  const restore = replaceFsFunctions(
    Object.fromEntries(Object.entries(WRITING).map(([name, places]) => [name, hook(name, places)])),
  );
  try {
    await work();
  } finally {
    restore();
  }
  return calls;
}

const deletesNotes = ['../project/notes.md', 'mine', null] as const;

/** What may be in the knowledge base, and whether questions are answered then. */
const STATES: [string, (folder: string) => unknown, isAnswered: boolean, world?: World][] = [
  ['nothing else', () => {}, true],
  ['nothing else, and a database as the cache', () => {}, true, { databaseThresholdBytes: 0 }],
  ['the lock of a process that is gone', (folder) => makeLock(folder, goneOwner), true],
  ['the lock of another machine', (folder) => makeLock(folder, remoteOwner), true],
  ['an interrupted change', (folder) => interrupt(folder, [deletesNotes]), false],
  [
    'an interrupted change, and a database as the cache',
    (folder) => interrupt(folder, [deletesNotes]),
    false,
    { databaseThresholdBytes: 0 },
  ],
  [
    'a journal beside the lock',
    (folder) => {
      const [path, , after] = deletesNotes;
      mkdirSync(join(folder, '.chipkb'));
      const entries = [{ path, temporary: null, before: null, after }];
      writeFileSync(join(folder, '.chipkb', 'journal.json'), JSON.stringify(entries));
    },
    true,
  ],
  [
    'a journal in the lock of another process',
    (folder) =>
      writeFileSync(
        join(makeLock(folder, remoteOwner), 'change-1.json'),
        JSON.stringify({ path: 'kb.yaml', before: null, after: 'x' }),
      ),
    true,
  ],
  [
    'a journal and no owner',
    (folder) => writeFileSync(join(makeLock(folder, null), 'change-1.json'), 'null'),
    false,
  ],
  [
    'a pipe in the lock',
    (folder) => execFileSync('mkfifo', [join(makeLock(folder, null), 'holder.json')]),
    true,
  ],
  [
    'what killed writers leave',
    (folder) => {
      for (const name of ['claim-1-x', 'dead-1-x', 'free-1-x'])
        mkdirSync(join(folder, '.chipkb', name, 'x'), { recursive: true });
      writeFileSync(join(folder, 'entities', '.chipkb-000000000000-1-vendors.yaml.new'), '');
    },
    true,
  ],
];

/** The commands of a state are every fourth one in `npm test`. */
const PARTS = 4;
let part = 0;

test.each(STATES)('with %s in the knowledge base', async (_, forge, isAnswered, world = {}) => {
  const { home, folder } = tree();
  const plain = tree();
  forge(folder);
  const before = stateOf(home);
  // Twice: without a cache, and with one. In the short form, each state gets another part of the commands.
  const lines = [...QUESTIONS, ...QUESTIONS, ...DRY_RUNS].filter(
    (_, at) => isSlow || at % PARTS === part % PARTS,
  );
  part++;
  for (const line of lines) {
    const isOfKb = !/^(cache|init)/.test(line);
    const env = { XDG_CACHE_HOME: join(written, 'caches') };
    let code: number | undefined;
    const calls = await writesDuring(async () => {
      ({ code } = await run(wordsOf(line), { cwd: folder, env, ...world }));
    });
    const expected = isAnswered || !isOfKb || line === 'recover' ? undefined : 4;
    expect({ line, calls, code }).toEqual({ line, calls: [], code: expected ?? code });
    if (expected === undefined && line !== 'recover')
      expect({ line, code }).toEqual({
        line,
        code: (await run(wordsOf(line), { cwd: plain.folder, env, ...world })).code,
      });
    expect({ line, tree: stateOf(home) }).toEqual({ line, tree: before });
  }
});

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

test.skipIf(!hasStrace).each(['who-supports deepseek-r1', 'check', 'diff . .'])(
  'the system sees no other write of `%s`',
  async (line) => {
    const { folder } = tree();
    const log = join(scratch, 'trace');
    const program = join(await installed(), 'bin/chipkb.cjs');
    const { status } = spawnSync(
      'strace',
      ['-f', '-o', log, '-e', 'trace=%file', process.execPath, program, ...wordsOf(line)],
      {
        cwd: folder,
        env: { ...process.env, XDG_CACHE_HOME: join(written, 'traced'), TMPDIR: written },
      },
    );
    const writes = readFileSync(log, 'utf8')
      .split('\n')
      .filter((call) =>
        /O_WRONLY|O_RDWR|O_CREAT|\s(?:rename|unlink|rmdir|mkdir|link|symlink|chmod|fchmodat|l?chown|truncate|utime|mknod)\w*\(/.test(
          call,
        ),
      )
      .filter(
        (call) =>
          !/ = -1 /.test(call) && !call.includes(`"${written}`) && !/"\/dev\/(?:null|tty)"/.test(call),
      );
    expect({ status, writes }).toEqual({ status: 0, writes: [] });
  },
);
