/** `chipkb recover`, on changes that were interrupted and on journals that somebody forged. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { advanceClock } from '../../support/clock.ts';
import { copyOfData, removeCopies } from '../../support/copy.ts';
import { type Entry, goneOwner, interrupt, makeLock, remoteOwner } from '../../support/locks.ts';
import { run } from '../../support/run.ts';
import { snapshot, Workshop } from '../../support/spawned.ts';

const workshop = await Workshop.open();
afterAll(() => {
  workshop.remove();
  removeCopies();
});

const VENDORS = 'entities/vendors.yaml';
const NEW = 'entities/new.yaml';
const TEXT = '../seeds/new.txt';

/** A change that was interrupted after the first of its three files. */
function interrupted() {
  const folder = copyOfData();
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const before = snapshot(dirname(folder));
  const vendors = read(VENDORS);
  const journal = interrupt(folder, [
    [VENDORS, vendors, `${vendors}# new\n`],
    [NEW, null, '[]\n'],
    [TEXT, null, 'A text.\n'],
  ]);
  writeFileSync(join(folder, VENDORS), `${vendors}# new\n`);
  const after = new Map(before).set(
    '/data/entities/vendors.yaml',
    `${before.get('/data/entities/vendors.yaml')}# new\n`,
  );
  after.set('/data/entities/new.yaml', '[]\n').set('/seeds/new.txt', 'A text.\n');
  const recover = (...flags: string[]) => run(['recover', ...flags], { cwd: folder });
  return { folder, journal, before, after, recover, files: () => snapshot(dirname(folder)) };
}

test('shows the change, and writes nothing', async () => {
  const { recover, files, journal } = interrupted();
  const now = files();
  const { code, out, err } = await recover();
  expect({ code, err }).toEqual({
    code: 0,
    err: '1 of 3 files written        chipkb recover --finish, or chipkb recover --undo\n',
  });
  expect(out).toContain('`chipkb set` was interrupted');
  expect(out).toContain('entities/vendors.yaml (changed)');
  expect(out).toContain('+# new');
  expect(out).toContain('entities/new.yaml (created)');
  const { written, files: changed } = JSON.parse((await recover('--json')).out);
  expect({
    written,
    files: changed.map(({ file, change }: Record<string, string>) => `${change} ${file}`),
  }).toEqual({
    written: false,
    files: [`changed ${VENDORS}`, `created ${NEW}`, `created ${TEXT}`],
  });
  expect(files()).toEqual(now);
  expect(existsSync(journal)).toBe(true);
});

test('finishes the change', async () => {
  const { recover, files, after, folder } = interrupted();
  const { code, out } = await recover('--finish', '--json');
  const { written, files: changed } = JSON.parse(out);
  expect({ code, written, files: changed.length }).toEqual({ code: 0, written: true, files: 2 });
  expect(files()).toEqual(after);
  expect(existsSync(join(folder, '.chipkb'))).toBe(false);
});

test('undoes the change', async () => {
  const { recover, files, before, folder } = interrupted();
  const { code, out } = await recover('--undo', '--json');
  const { written, files: changed } = JSON.parse(out);
  expect({ code, written, files: changed.length }).toEqual({ code: 0, written: true, files: 1 });
  expect(files()).toEqual(before);
  expect(existsSync(join(folder, '.chipkb'))).toBe(false);
});

test.each([['recover'], ['recover', '--finish'], ['recover', '--undo']])(
  'says that there is nothing to recover',
  async (...argv) => {
    const folder = copyOfData();
    const before = snapshot(folder);
    const { code, out, err } = await run(argv, { cwd: folder });
    expect({ code, said: `${out}${err}` }).toEqual({
      code: 0,
      said: expect.stringContaining('no change was interrupted'),
    });
    makeLock(folder, goneOwner);
    expect(await run(argv, { cwd: folder })).toMatchObject({ code: 0 });
    expect(snapshot(folder)).toEqual(before);
  },
);

test('does not accept both ways at once', async () => {
  expect(await interrupted().recover('--finish', '--undo')).toMatchObject({ code: 2 });
});

test('is possible if the file that names the owner was deleted, because the owner can’t be checked', async () => {
  const folder = copyOfData();
  const journal = interrupt(folder, [[NEW, null, '[]\n']], remoteOwner);
  rmSync(join(dirname(journal), 'holder.json'));
  expect(await run(['recover', '--finish'], { cwd: folder })).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, NEW), 'utf8')).toBe('[]\n');
});

test('until then every question, and every edit, ends with exit 4 and names it', async () => {
  const { folder, files } = interrupted();
  const now = files();
  for (const argv of [
    ['show', 'nvidia'],
    ['check'],
    ['diff', '.', '.'],
    ['build', '--output', join(dirname(folder), 'x.db')],
    ['fmt', '--check'],
    ['set', 'nvidia', 'location', 'x'],
    ['init', '.'],
  ]) {
    const { code, err } = await run(argv, { cwd: folder });
    expect({ argv, code, err }).toEqual({
      argv,
      code: 4,
      err: `error: a change of ${folder} was interrupted\n\`chipkb recover\`, in that folder or with --data, shows the change, and finishes or undoes it.\n`,
    });
  }
  expect(files()).toEqual(now);
});

test('waits for a process that may still run, and then says how to recover', async () => {
  const folder = copyOfData();
  interrupt(folder, [[NEW, null, '[]\n']], remoteOwner);
  advanceClock();
  for (const argv of [
    ['show', 'nvidia'],
    ['recover', '--finish'],
  ]) {
    const { code, err } = await run(argv, { cwd: folder });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        /^Waiting for .*\nerror: waited 61 seconds .*\n.*delete \S+\/holder\.json and run `chipkb recover`\.\n$/,
      ),
    });
  }
  vi.restoreAllMocks();
  expect(existsSync(join(folder, NEW))).toBe(false);
});

/** Each forges something in an interrupted knowledge base; the outside is a folder next to it with a file “secret”. */
const mine = 'mine';
const FORGED: [string, (folder: string, outside: string) => readonly Entry[] | undefined][] = [
  ['that names a file next to the knowledge base', () => [['../outside/secret', mine, null]]],
  ['that names an absolute path', (_, outside) => [[join(outside, 'secret'), mine, null]]],
  [
    'that leads through a link',
    (folder, outside) => {
      rmSync(join(folder, 'entities'), { recursive: true });
      symlinkSync(outside, join(folder, 'entities'));
      writeFileSync(join(outside, 'secret.yaml'), mine);
      return [['entities/secret.yaml', mine, null]];
    },
  ],
  [
    'whose file is a link',
    (folder, outside) => {
      symlinkSync(join(outside, 'secret'), join(folder, 'entities/secret.yaml'));
      return [['entities/secret.yaml', mine, null]];
    },
  ],
  ['that changes a text', () => [['../seeds/scmp-deepseek-chips.txt', 'x', 'y']]],
  ['that names a hidden file among the texts', () => [['../seeds/.git/hooks/pre-commit', null, 'x']]],
  ['that names the folder of the texts', () => [['../seeds', null, 'x']]],
  ['that names another file of the knowledge base', () => [['schema/kb.schema.json', null, 'x']]],
  ['that names a file by another way', () => [['entities/../kb.yaml', null, 'x']]],
  [
    'that names a folder',
    (folder) =>
      mkdirSync(join(folder, 'entities/x.yaml')) === undefined ? [['entities/x.yaml', null, 'x']] : [],
  ],
  ['with a NUL in a path', () => [['entities/\0.yaml', null, 'x']]],
  ['whose path is a number', () => [[1, null, 'x']]],
  ['whose content is a number', () => [[NEW, null, 1]]],
  ['that changes nothing', () => [[NEW, 'x', 'x']]],
  ['without content', () => [[NEW, undefined, undefined]]],
  ['with null as its only line', () => undefined],
  [
    'whose texts are gone',
    (folder) => {
      rmSync(join(dirname(folder), 'seeds'), { recursive: true });
      return [[TEXT, null, 'x']];
    },
  ],
];

test.each(FORGED)('refuses a journal %s, says what to do, and changes nothing', async (_, forge) => {
  const folder = copyOfData();
  const outside = join(dirname(folder), 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), mine);
  const journal = interrupt(folder, forge(folder, outside) ?? []);
  if (readFileSync(journal, 'utf8') === '') writeFileSync(journal, 'null');
  const before = snapshot(dirname(folder));
  expect(await run(['check'], { cwd: folder })).toMatchObject({ code: 4 });
  for (const flags of [[], ['--finish'], ['--undo']]) {
    const { code, err } = await run(['recover', ...flags], { cwd: folder });
    expect({ code, err }).toEqual({
      code: 4,
      err: expect.stringMatching(
        /^error: \S+ (?:can't be used to recover: .+|was changed after the interruption)\nNothing was .*delete \S+\/lock\.\n$/,
      ),
    });
  }
  expect(snapshot(dirname(folder))).toEqual(before);
  expect(existsSync(journal)).toBe(true);
});

test.each<[string, (journal: string) => void]>([
  ['of 1 GB', (journal) => truncateSync(journal, 1e9)],
  ['of 3 GB', (journal) => truncateSync(journal, 3e9)],
  [
    'that is a pipe',
    (journal) => {
      rmSync(journal);
      execFileSync('mkfifo', [journal]);
    },
  ],
  [
    'that is a folder',
    (journal) => {
      rmSync(journal);
      mkdirSync(journal);
    },
  ],
  [
    'that is a link',
    (journal) => {
      rmSync(journal);
      symlinkSync('/dev/zero', journal);
    },
  ],
  [
    'beside another',
    (journal) => {
      rmSync(join(dirname(journal), 'holder.json'));
      writeFileSync(join(dirname(journal), 'change-2.json'), '');
    },
  ],
])('does not read a journal %s', async (_, forge) => {
  const { folder, journal, recover, files } = interrupted();
  forge(journal);
  const before = files();
  expect(await run(['show', 'nvidia'], { cwd: folder })).toMatchObject({ code: 4 });
  for (const flags of [[], ['--finish'], ['--undo']])
    expect(await recover(...flags)).toMatchObject({
      code: 4,
      err: expect.stringContaining("can't be used to recover"),
    });
  expect(files()).toEqual(before);
});

test.each(['.chipkb', '.chipkb/lock'])('writes nothing through a link at %s', async (name) => {
  const { folder, recover, files } = interrupted();
  const outside = join(dirname(folder), 'outside');
  renameSync(join(folder, name), outside);
  symlinkSync(outside, join(folder, name));
  const before = files();
  expect(await run(['show', 'nvidia', '--quiet'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
  for (const flags of [[], ['--finish'], ['--undo']])
    expect(await recover(...flags)).toMatchObject({ code: 0 });
  expect(await run(['set', 'nvidia', 'location', 'x'], { cwd: folder })).toMatchObject({
    code: 4,
    err: expect.stringContaining('.chipkb/lock names no owner'),
  });
  expect(files()).toEqual(before);
});

test('ignores a journal beside the lock, and one of another process in it', async () => {
  const folder = copyOfData();
  const lock = makeLock(folder, remoteOwner);
  writeFileSync(join(dirname(lock), 'journal.json'), '[]');
  writeFileSync(join(lock, 'change-1.json'), 'null');
  expect(await run(['show', 'nvidia', '--quiet'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
  expect(await run(['check', '-q'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
});

test.each([
  [VENDORS, '# mine\n'],
  [NEW, 'mine'],
])('does not overwrite %s if a person changed it after the interruption', async (name, content) => {
  const { folder, recover, files, journal } = interrupted();
  writeFileSync(join(folder, name), content);
  const before = files();
  for (const flags of [[], ['--finish'], ['--undo']]) {
    const { code, err } = await recover(...flags);
    expect({ code, err }).toEqual({
      code: 4,
      err: `error: ${join(folder, name)} was changed after the interruption\nNothing was written. ${journal} contains its old and new content: save one of them as the file. To keep all files as they are, delete ${dirname(journal)}.\n`,
    });
  }
  expect(files()).toEqual(before);
  rmSync(dirname(journal), { recursive: true });
  expect(await run(['set', 'nvidia', 'location', 'x', '--dry-run'], { cwd: folder })).not.toMatchObject({
    err: expect.stringContaining('interrupted'),
  });
});
