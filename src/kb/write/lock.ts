/**
 * The lock of a knowledge base: one writer at a time. It is a folder that names its holder and is put in place by one
 * rename, so there is no moment at which it stands without a name. Where its holder is dead it is taken away.
 */
import { randomUUID } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill, pid } from 'node:process';
import { fail } from '../../model/errors.ts';
import { writeDurably } from './fsync.ts';
import { STATE_FOLDER } from './state.ts';
import { toKnownError } from './system-error.ts';

/** Who holds a lock. */
interface Holder {
  token: string;
  pid: number;
  host: string;
  /** When and where the process was started, as far as the system tells: a process id is given out again. */
  started: Start | null;
  /** What it does, in words. */
  work: string;
  since: string;
}

/** The boot of the system, the namespace of its process ids, and the clock ticks from the boot to the start. */
interface Start {
  boot: string;
  namespace: string;
  ticks: string;
}

/** A token names files, so it must not lead anywhere. */
const TOKEN = /^\d{1,10}-[0-9a-f-]{36}$/;

/** How long a writer waits for another, in milliseconds. */
const PATIENCE = 60_000;

/** Runs `work` while holding the lock of the knowledge base in `folder`. `onWait` is told, once, whom it waits for. */
export function withLock<T>(
  folder: string,
  what: string,
  onWait: (notice: string) => void,
  work: (isHeld: () => boolean) => T,
): T {
  const state = join(folder, STATE_FOLDER);
  const self: Holder = {
    token: `${pid}-${randomUUID()}`,
    pid,
    host: hostname(),
    started: startOf('self'),
    work: what,
    since: new Date().toISOString(),
  };
  try {
    acquire(state, self, onWait);
  } catch (error) {
    if (isFolder(state)) rmSync(join(state, `claim-${self.token}`), { recursive: true, force: true });
    leave(state);
    throw error;
  }
  try {
    return work(() => holderOf(join(state, 'lock'))?.token === self.token);
  } finally {
    release(state, self);
  }
}

function acquire(state: string, self: Holder, onWait: (notice: string) => void): void {
  const lock = join(state, 'lock');
  const claim = join(state, `claim-${self.token}`);
  const begun = performance.now();
  let hasTold = false;
  while (!tryToTake(state, claim, lock, self)) {
    const holder = holderOf(lock);
    if (holder !== null && isDead(holder)) {
      takeAway(state, lock, holder);
      continue;
    }
    // Without a name, it is about to be given back, or was not made by this program.
    const who =
      holder === null
        ? 'somebody who left no name'
        : `${holder.work} (process ${holder.pid} on ${holder.host}, since ${holder.since})`;
    const waited = performance.now() - begun;
    if (waited > PATIENCE) throw fail.locked(who, lock);
    if (!hasTold && waited > 500) {
      hasTold = true;
      onWait(`Waiting for ${who}.`);
    }
    sleep(10 + Math.random() * 20);
  }
}

/** Makes a folder with the name of the holder and puts it in the place of the lock; false where that is taken. */
function tryToTake(state: string, claim: string, lock: string, self: Holder): boolean {
  try {
    makeState(state);
    mkdirSync(claim, { recursive: false });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // ENOENT: another writer left and took the state folder with it. EEXIST: the claim was made in an earlier try.
    if (code === 'ENOENT') return false;
    if (code !== 'EEXIST') throw toKnownError(error, state);
  }
  try {
    writeDurably(join(claim, 'holder.json'), Buffer.from(JSON.stringify(self)));
    // Fails where a folder with something in it is there already.
    renameSync(claim, lock);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    throw toKnownError(error, state);
  }
}

/** Makes the state folder; what is no folder, a link for example, could lead anywhere. */
function makeState(state: string): void {
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
 * Takes away the lock of a dead holder. Its new name is that of the holder, so that of two who try at once only one
 * succeeds; if meanwhile a living writer has taken the lock, it is put back.
 */
function takeAway(state: string, lock: string, dead: Holder): void {
  const grave = join(state, `dead-${dead.token}`);
  try {
    renameSync(lock, grave);
    if (holderOf(grave)?.token !== dead.token) renameSync(grave, lock);
  } catch {
    // Another writer was first.
  }
}

/** Gives the lock back and clears away what dead writers left. */
function release(state: string, self: Holder): void {
  const lock = join(state, 'lock');
  if (holderOf(lock)?.token !== self.token) return;
  for (const name of readdirSync(state)) {
    const [, owner] = /^(?:claim|dead|free)-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && !isRunning(Number(owner)))
      rmSync(join(state, name), { recursive: true, force: true });
  }
  const free = join(state, `free-${self.token}`);
  renameSync(lock, free);
  rmSync(free, { recursive: true, force: true });
  leave(state);
}

/** Takes the state folder away, unless another writer is at work in it. */
function leave(state: string): void {
  try {
    if (isFolder(state)) rmdirSync(state);
  } catch {
    // It is not empty, or was never made.
  }
}

/** Who holds a lock; null where that can't be told. */
function holderOf(lock: string): Holder | null {
  const file = join(lock, 'holder.json');
  try {
    // A pipe would be waited for, a link could lead anywhere.
    if (!isFolder(lock) || !lstatSync(file).isFile()) return null;
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return TOKEN.test(holder.token) && Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}

/** Whether the holder surely runs no more. Of another machine or namespace nothing is sure. */
function isDead({ host, pid: holder, started }: Holder): boolean {
  const here = startOf('self');
  if (host !== hostname()) return false;
  if (started === null || here === null) return !isRunning(holder);
  if (started.boot !== here.boot) return true;
  if (started.namespace !== here.namespace) return false;
  return !isRunning(holder) || startOf(holder)?.ticks !== started.ticks;
}

function isRunning(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When and where a process was started; null where the system doesn't tell. */
function startOf(process: number | 'self'): Start | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = process === 'self' ? readlinkSync('/proc/self/ns/pid') : '';
    // The fields are counted from the end of the name, which may hold spaces: the start is the 22nd.
    const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return { boot, namespace, ticks: fields?.[19] ?? '' };
  } catch {
    return null;
  }
}

/** Waits without giving way to other work: nothing may happen between looking and writing. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
