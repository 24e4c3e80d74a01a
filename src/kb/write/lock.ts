/**
 * The lock of a knowledge base: one writer at a time. The lock is a folder that contains the name of its owner. It is prepared
 * under another name and renamed into place, so a lock without an owner is never visible. A lock whose process is gone is broken,
 * unless it contains the journal of a change.
 */
import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { fail } from '../../model/errors.ts';
import { listFolder } from '../../model/files.ts';
import { writeDurably } from './fsync.ts';
import { type LockOwner, OWNER_FILE, ownerOf, processStart, readLock } from './lock-state.ts';
import { journalName, lockOf, STATE_FOLDER } from './state.ts';
import { toKnownError } from './system-error.ts';
import { sleep, Waiting } from './wait.ts';

/** A lock that this process owns. */
export interface Lock {
  /** The file for the journal of a change; a lock that is released or broken later keeps it only if this file exists. */
  journal: string;
  /** False if another process broke the lock. */
  isHeld(): boolean;
  /** Unlocks, removes the journal, and removes what processes that are gone left in the state folder. */
  release(): void;
  /** Unlocks for `chipkb recover` only: the journal stays. */
  abandon(): void;
}

/**
 * Locks the knowledge base in `folder` for the command `work`, which other writers are shown. Waits up to 60 seconds for each
 * process that owns the lock; `onWait` is called once with a message. Throws the known error `locked` after that,
 * `unfinished-change` if the lock is not valid or contains an interrupted change, and `unwritable`.
 */
export function acquireLock(folder: string, work: string, onWait: (notice: string) => void): Lock {
  const self: LockOwner = {
    token: `${pid}-${randomUUID()}`,
    pid,
    host: hostname(),
    started: processStart('self'),
    work: work.slice(0, 200),
    since: new Date().toISOString(),
  };
  const waiting = new Waiting(folder, onWait);
  for (;;) {
    const found = readLock(folder);
    switch (found.state) {
      case 'free':
        if (tryLock(folder, self)) return lockOfSelf(folder, self);
        sleep(Math.random() * 10);
        break;
      case 'stale':
        breakStaleLock(folder, found.owner);
        break;
      case 'owned':
        waiting.for(found.owner, found.hasJournal);
        break;
      case 'interrupted':
        throw fail.interrupted(folder);
      case 'invalid':
        throw fail.invalidLock(lockOf(folder), found.fault);
    }
  }
}

/** Tries once to lock; false if another process was faster. */
function tryLock(folder: string, self: LockOwner): boolean {
  const state = join(folder, STATE_FOLDER);
  const claim = join(state, `claim-${self.token}`);
  try {
    makeStateFolder(state);
  } catch (error) {
    throw toKnownError(error, state);
  }
  try {
    mkdirSync(claim);
    writeDurably(join(claim, OWNER_FILE), Buffer.from(JSON.stringify(self)));
    // A rename onto a folder that is not empty fails, so only one writer succeeds.
    renameSync(claim, lockOf(folder));
    return true;
  } catch (error) {
    tryToRemove(claim);
    removeStateFolder(state);
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: another writer released the lock, and removed the claim or the state folder.
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
    const stat = lstatSync(state, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) throw fail.unwritable(state, 'it is not a folder of its own');
  }
}

/**
 * Removes the lock of a process that is gone. The new name contains the token of that owner, so of two writers that try this
 * only one succeeds. If another process took the lock in the meantime, it is put back.
 */
function breakStaleLock(folder: string, owner: LockOwner): void {
  const lock = lockOf(folder);
  const broken = join(folder, STATE_FOLDER, `dead-${owner.token}`);
  try {
    renameSync(lock, broken);
  } catch (error) {
    // Another writer was faster, unless the lock is still there.
    if (ownerOf(lock)?.token !== owner.token) return;
    throw fail.invalidLock(lock, `can't be removed (${(error as NodeJS.ErrnoException).code})`);
  }
  if (ownerOf(broken)?.token === owner.token) return;
  try {
    renameSync(broken, lock);
  } catch {
    // A third process has the lock now. The owner of this one will see that it was broken.
  }
}

function lockOfSelf(folder: string, { token }: LockOwner): Lock {
  const state = join(folder, STATE_FOLDER);
  const lock = lockOf(folder);
  const isHeld = () => ownerOf(lock)?.token === token;
  return {
    journal: join(lock, journalName(token)),
    isHeld,
    release() {
      if (!isHeld()) return;
      for (const name of listFolder(state)) if (name !== 'lock') tryToRemove(join(state, name));
      removeLock(folder);
    },
    abandon: () => tryToRemove(join(lock, OWNER_FILE)),
  };
}

/** Removes the lock with everything in it. If that fails, the next writer or `chipkb recover` does it. */
export function removeLock(folder: string): void {
  const state = join(folder, STATE_FOLDER);
  const removed = join(state, `free-${randomUUID()}`);
  try {
    renameSync(lockOf(folder), removed);
  } catch {
    return;
  }
  tryToRemove(removed);
  removeStateFolder(state);
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It belongs to somebody else.
  }
}

/** Removes the state folder unless another writer uses it. */
function removeStateFolder(state: string): void {
  try {
    rmdirSync(state);
  } catch {
    // It is not empty, or is gone.
  }
}
