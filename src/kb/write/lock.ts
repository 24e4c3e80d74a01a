/**
 * The lock of a knowledge base: one writer at a time. The lock is a folder that contains the name of its owner. It is prepared
 * under another name and renamed into place, so a lock without an owner is never visible. A lock whose process is gone is broken.
 */
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { fail } from '../../model/errors.ts';
import { listFolder } from '../../model/files.ts';
import { writeDurably } from './fsync.ts';
import { isRunning } from './is-running.ts';
import { STATE_FOLDER } from './state.ts';
import { toKnownError } from './system-error.ts';

/** The process that owns a lock. */
interface LockOwner {
  token: string;
  pid: number;
  host: string;
  /** Null if the system doesn't report it. */
  started: ProcessStart | null;
  /** The command that it runs, for those who wait. */
  work: string;
  since: string;
}

/** When and where a process was started. A process id alone is not enough, because systems reuse them. */
interface ProcessStart {
  /** The id of the boot of the system. */
  boot: string;
  /** The namespace of process ids: in another container the same id means another one. */
  namespace: string;
  /** Clock ticks from the boot to the start. */
  ticks: string;
}

/** A lock that this process owns. */
export interface Lock {
  /** False if another process broke the lock. */
  isHeld(): boolean;
  release(): void;
}

/** Tokens become file names, so a token read from a file must not contain a path. */
const OWNER_TOKEN = /^\d{1,10}-[0-9a-f-]{36}$/;

/** How long a writer waits for another. */
const WRITE_LOCK_TIMEOUT_MS = 60_000;

/** How long a writer waits before it says so. */
const NOTICE_AFTER_MS = 500;

/**
 * Locks the knowledge base in `folder` for the command `work`, which other writers are shown. Waits up to 60 seconds while another
 * process owns the lock; `onWait` is called once with a message. Throws the known error `locked` after that, and `unwritable` if
 * the lock can't be written.
 */
export function acquireLock(folder: string, work: string, onWait: (notice: string) => void): Lock {
  const state = join(folder, STATE_FOLDER);
  const self: LockOwner = {
    token: `${pid}-${randomUUID()}`,
    pid,
    host: hostname(),
    started: processStart('self'),
    work,
    since: new Date().toISOString(),
  };
  try {
    waitForLock(state, self, onWait);
  } catch (error) {
    if (isFolder(state)) rmSync(join(state, `claim-${self.token}`), { recursive: true, force: true });
    removeStateFolder(state);
    throw error;
  }
  return {
    isHeld: () => ownerOf(join(state, 'lock'))?.token === self.token,
    release: () => release(state, self),
  };
}

function waitForLock(state: string, self: LockOwner, onWait: (notice: string) => void): void {
  const lock = join(state, 'lock');
  const begun = performance.now();
  let isAnnounced = false;
  while (!tryLock(state, lock, self)) {
    const owner = ownerOf(lock);
    if (owner !== null && isGone(owner)) {
      breakStaleLock(state, lock, owner);
      continue;
    }
    // No name: the lock is just being released, or was not created by this program.
    const who =
      owner === null
        ? 'an unknown process'
        : `${owner.work} (process ${owner.pid} on ${owner.host}, since ${owner.since})`;
    const waited = performance.now() - begun;
    if (waited > WRITE_LOCK_TIMEOUT_MS) throw fail.locked(who, lock);
    if (!isAnnounced && waited > NOTICE_AFTER_MS) {
      isAnnounced = true;
      onWait(`Waiting for ${who}.`);
    }
    sleep(10 + Math.random() * 20);
  }
}

/** Tries once to lock; false if another process owns the lock. */
function tryLock(state: string, lock: string, self: LockOwner): boolean {
  const claim = join(state, `claim-${self.token}`);
  try {
    makeStateFolder(state);
    mkdirSync(claim);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: another writer finished and removed the state folder. EEXIST: an earlier try created the claim.
    if (code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw toKnownError(error, state);
  }
  try {
    writeDurably(join(claim, 'holder.json'), Buffer.from(JSON.stringify(self)));
    // A rename onto a folder that is not empty fails, so only one writer succeeds.
    renameSync(claim, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    throw toKnownError(error, state);
  }
}

/** Creates the state folder. A link in its place could lead anywhere, so it is an error. */
function makeStateFolder(state: string): void {
  try {
    mkdirSync(state);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isFolder(state)) throw fail.unwritable(state, 'it is not a folder of its own');
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Removes the lock of a process that is gone. The new name contains the token of that owner, so of two writers that try this
 * only one succeeds. If another process took the lock in the meantime, it is put back.
 */
function breakStaleLock(state: string, lock: string, owner: LockOwner): void {
  const staleFolder = join(state, `dead-${owner.token}`);
  try {
    renameSync(lock, staleFolder);
    if (ownerOf(staleFolder)?.token !== owner.token) renameSync(staleFolder, lock);
  } catch {
    // Another writer was faster.
  }
}

/** Unlocks, and removes what writers that are gone left in the state folder. */
function release(state: string, self: LockOwner): void {
  const lock = join(state, 'lock');
  if (ownerOf(lock)?.token !== self.token) return;
  for (const name of listFolder(state)) {
    const [, owner] = /^(?:claim|dead|free)-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && !isRunning(Number(owner)))
      rmSync(join(state, name), { recursive: true, force: true });
  }
  const released = join(state, `free-${self.token}`);
  renameSync(lock, released);
  rmSync(released, { recursive: true, force: true });
  removeStateFolder(state);
}

/** Removes the state folder unless another writer uses it. */
function removeStateFolder(state: string): void {
  try {
    if (isFolder(state)) rmdirSync(state);
  } catch {
    // It is not empty, or is gone.
  }
}

/** The owner of a lock; null if the lock does not name one. */
function ownerOf(lock: string): LockOwner | null {
  const file = join(lock, 'holder.json');
  try {
    // Reading a pipe would block, and a link could lead anywhere.
    if (!isFolder(lock) || !lstatSync(file).isFile()) return null;
    const owner = JSON.parse(readFileSync(file, 'utf8')) as LockOwner;
    return OWNER_TOKEN.test(owner.token) && Number.isInteger(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}

/** True if the process certainly no longer runs. A process of another machine or namespace can't be checked. */
function isGone({ host, pid: process, started }: LockOwner): boolean {
  const here = processStart('self');
  if (host !== hostname()) return false;
  if (started === null || here === null) return !isRunning(process);
  if (started.boot !== here.boot) return true;
  if (started.namespace !== here.namespace) return false;
  return !isRunning(process) || processStart(process)?.ticks !== started.ticks;
}

/** When and where a process was started; null except on Linux. */
function processStart(process: number | 'self'): ProcessStart | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = process === 'self' ? readlinkSync('/proc/self/ns/pid') : '';
    // The start is field 22. Fields are counted after the process name, which is in parentheses and may contain spaces.
    const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return { boot, namespace, ticks: fields?.[19] ?? '' };
  } catch {
    return null;
  }
}

/** Blocks the thread. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
