/** Locks that writers find. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { acquireLock } from '../../../src/kb/write/lock.ts';
import { advanceClock } from '../../support/clock.ts';
import { copyOfData, removeCopies } from '../../support/copy.ts';
import { goneOwner, makeLock, remoteOwner } from '../../support/locks.ts';
import { run } from '../../support/run.ts';
import { leftovers, Workshop } from '../../support/spawned.ts';

const workshop = await Workshop.open();
afterAll(() => {
  workshop.remove();
  removeCopies();
});
afterEach(() => vi.restoreAllMocks());

const EDIT = ['set', 'nvidia', 'location', 'there'];

test.each<[string, object]>([
  ['its process is gone', {}],
  [
    'its process id was reused',
    { pid: process.pid, started: { boot: 'another', namespace: 'x', ticks: '1' } },
  ],
])('takes over a lock if %s, and removes what is left in the folder of the lock', async (_, more) => {
  const folder = copyOfData();
  const lock = makeLock(folder, { ...goneOwner, ...more });
  for (const name of ['claim-1', 'dead-1', 'free-1'])
    mkdirSync(join(dirname(lock), name, 'folder'), { recursive: true });
  expect(await run(EDIT, { cwd: folder })).toMatchObject({ code: 0 });
  expect(leftovers(folder)).toEqual([]);
});

test('waits for another writer and says who owns the lock', async () => {
  const folder = copyOfData();
  const lock = makeLock(folder, remoteOwner);
  const { code, err } = await workshop.run([...EDIT, '--json'], folder, {
    onError: (said) => {
      // As a writer unlocks: at once.
      if (said.includes('Waiting')) renameSync(lock, `${lock}-released`);
    },
  });
  expect({ code, err }).toEqual({
    code: 0,
    err: `Waiting for \`chipkb set\` (process ${process.pid} on elsewhere, since 2025-01-01T00:00:00Z).\n`,
  });
});

test('gives up after 60 seconds, and says whom it waited for', async () => {
  const folder = copyOfData();
  const lock = makeLock(folder, remoteOwner);
  advanceClock();
  expect(await run([...EDIT, '--json'], { cwd: folder })).toMatchObject({
    code: 1,
    err: expect.stringContaining('waited 61 seconds for another command: `chipkb set` (process'),
  });
  expect(readdirSync(lock)).toEqual(['holder.json']);
});

test('waits 60 seconds for each owner, however many there are', () => {
  const folder = copyOfData();
  const lock = makeLock(folder, remoteOwner);
  advanceClock();
  let owners = 1;
  const sleep = vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    if (sleep.mock.calls.length % 50 !== 0) return 'timed-out';
    // Four times, another process acquires the lock after 50 seconds.
    if (owners++ < 5)
      makeLock(folder, { ...remoteOwner, token: remoteOwner.token.replace(/0$/, String(owners)) });
    else rmSync(lock, { recursive: true });
    return 'timed-out';
  });
  const notices: string[] = [];
  acquireLock(folder, 'a test', (notice) => notices.push(notice)).release();
  expect({ owners, notices: notices.length }).toEqual({ owners: 6, notices: 1 });
  expect(existsSync(lock)).toBe(false);
});

/** Each makes something of the folder of a lock. */
const FORGED: [string, (lock: string) => unknown][] = [
  ...Object.entries({
    'whose token is a number': { token: 1 },
    'whose token is a path': { token: '/../../../outside/planted' },
    'without a token': { token: undefined },
    'without a start': { started: undefined },
    'with half a start': { started: { boot: 'x' } },
    'of process 0': { pid: 0 },
    'of process -1': { pid: -1 },
    'without a command': { work: undefined },
  }).map(([name, more]): [string, (lock: string) => unknown] => [
    name,
    (lock) => makeLock(dirname(dirname(lock)), { ...goneOwner, ...more }),
  ]),
  ['whose owner is no JSON', (lock) => writeFileSync(join(lock, 'holder.json'), '{')],
  ['whose owner is null', (lock) => writeFileSync(join(lock, 'holder.json'), 'null')],
  ['whose owner is a text with a NUL', (lock) => writeFileSync(join(lock, 'holder.json'), '"\\u0000"')],
  ['without an owner', () => {}],
  ['whose owner is a folder', (lock) => mkdirSync(join(lock, 'holder.json'))],
  ['whose owner is a pipe', (lock) => execFileSync('mkfifo', [join(lock, 'holder.json')])],
  ['whose owner is a link', (lock) => symlinkSync('/etc/hostname', join(lock, 'holder.json'))],
  ...[1e9, 3e9].map((bytes): [string, (lock: string) => unknown] => [
    `whose owner has ${bytes} bytes`,
    (lock) => {
      writeFileSync(join(lock, 'holder.json'), '');
      truncateSync(join(lock, 'holder.json'), bytes);
    },
  ]),
  [
    'that is a file',
    (lock) => {
      rmSync(lock, { recursive: true });
      writeFileSync(lock, '');
    },
  ],
  [
    'that is a link',
    (lock) => {
      rmSync(lock, { recursive: true });
      symlinkSync('/', lock);
    },
  ],
  [
    'that can’t be removed',
    (lock) => {
      makeLock(dirname(dirname(lock)), goneOwner);
      mkdirSync(join(dirname(lock), `dead-${goneOwner.token}`, 'folder'), { recursive: true });
    },
  ],
];

test.each(FORGED)(
  'does not wait for a lock %s: a writer reports it, a question is answered',
  async (_, forge) => {
    const folder = copyOfData();
    const lock = makeLock(folder, null);
    forge(lock);
    const { code, err } = await run(EDIT, { cwd: folder });
    expect({ code, err }).toEqual({
      code: 4,
      err: expect.stringMatching(
        /^error: \S+\.chipkb\/lock .+\nIf no other chipkb command is running, delete \S+\.chipkb\.\n$/,
      ),
    });
    expect(await run(['show', 'nvidia', '-q'], { cwd: folder })).toMatchObject({ code: 0, err: '' });
  },
);

test.skipIf(process.getuid?.() !== 0)('does not answer if the lock may not be read', async () => {
  const folder = workshop.copy();
  chmodSync(dirname(makeLock(folder, goneOwner)), 0o700);
  expect(await workshop.run(['check'], folder, { uid: 65534, gid: 65534 })).toMatchObject({
    code: 4,
    err: expect.stringContaining(".chipkb/lock can't be read (EACCES)"),
  });
});

test('does not lock a folder through a link', async () => {
  const folder = copyOfData();
  const outside = join(dirname(folder), 'outside');
  mkdirSync(outside);
  symlinkSync(outside, join(folder, '.chipkb'));
  expect(await run(EDIT, { cwd: folder })).toMatchObject({
    code: 1,
    err: expect.stringContaining('it is not a folder of its own'),
  });
  expect(readdirSync(outside)).toEqual([]);
});

test('reports at once that the folder of the knowledge base was removed', () => {
  expect(() => acquireLock('/no/such/folder', 'a test', () => {})).toThrow(
    '/no/such/folder/.chipkb: no such',
  );
});
