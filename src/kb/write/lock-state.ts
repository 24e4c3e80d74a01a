/** Reads a lock: who owns it, whether that process still runs, and whether it left an unfinished change. */
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { readRegularFile } from '../../model/files.ts';
import { isLockFolder, journalName, journalsOf, lockOf } from './state.ts';

/** The process that owns a lock. */
export interface LockOwner {
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

export type LockState =
  | { state: 'free' }
  /** The owner runs, or that can't be checked. */
  | { state: 'owned'; owner: LockOwner; hasJournal: boolean }
  /** The owner is gone and left nothing unfinished. */
  | { state: 'stale'; owner: LockOwner }
  /** The owner is gone or not named, and left the journal of a change. */
  | { state: 'interrupted'; owner: LockOwner | null; journals: readonly string[] }
  /** Not a lock of this program. `fault` says why, in words that follow its name. */
  | { state: 'invalid'; fault: string };

/** The name of the file in the lock that names its owner. */
export const OWNER_FILE = 'holder.json';

/** The largest file that names an owner, in bytes. */
const MAX_OWNER_BYTES = 64 * 1024;

/** The state of the lock of a knowledge base. Throws `unfinished-change` if the lock may not be read. */
export function readLock(folder: string): LockState {
  const lock = lockOf(folder);
  for (;;) {
    const before = identityOf(lock);
    if (before === null) return { state: 'free' };
    const owner = ownerOf(lock);
    // A process that is gone creates no journal, so this is checked before the journals are listed.
    const mayRun = owner !== null && !isGone(owner);
    const journals = journalsOf(folder);
    // Between these calls another writer may have acquired the lock.
    if (identityOf(lock) !== before) continue;
    if (owner === null)
      return journals.length > 0
        ? { state: 'interrupted', owner, journals }
        : { state: 'invalid', fault: 'names no owner' };
    const journal = journalName(owner.token);
    const hasJournal = journals.includes(journal);
    if (mayRun) return { state: 'owned', owner, hasJournal };
    return hasJournal ? { state: 'interrupted', owner, journals: [journal] } : { state: 'stale', owner };
  }
}

/** Distinguishes a lock from the one that another process creates later; null if there is none. */
function identityOf(lock: string): string | null {
  try {
    const { ino, birthtimeNs } = lstatSync(lock, { bigint: true });
    return `${ino} ${birthtimeNs}`;
  } catch {
    return null;
  }
}

/** The owner of a lock; null if the lock does not name one. */
export function ownerOf(lock: string): LockOwner | null {
  try {
    if (!isLockFolder(lock)) return null;
    const file = readRegularFile(join(lock, OWNER_FILE), MAX_OWNER_BYTES);
    const owner: unknown = 'bytes' in file ? JSON.parse(file.bytes.toString()) : null;
    return isOwner(owner) ? owner : null;
  } catch {
    return null;
  }
}

const areTexts = (...values: unknown[]) => values.every((value) => typeof value === 'string');

function isOwner(value: unknown): value is LockOwner {
  const { token, pid, host, started, work, since } = (value ?? {}) as Partial<LockOwner>;
  // Tokens become file names, so a token must not contain a path.
  const isToken = typeof token === 'string' && /^\d{1,10}-[0-9a-f-]{36}$/.test(token);
  const isStart =
    started === null || (started !== undefined && areTexts(started.boot, started.namespace, started.ticks));
  return isToken && isStart && Number.isInteger(pid) && Number(pid) > 0 && areTexts(host, work, since);
}

/** True if the process certainly no longer runs. A process of another machine or namespace can't be checked. */
function isGone({ host, pid, started }: LockOwner): boolean {
  const here = processStart('self');
  if (host !== hostname()) return false;
  if (started === null || here === null) return !isRunning(pid);
  if (started.boot !== here.boot) return true;
  if (started.namespace !== here.namespace) return false;
  return !isRunning(pid) || processStart(pid)?.ticks !== started.ticks;
}

/** True if a process with this id runs on this machine. Another process may have the id of one that has ended. */
function isRunning(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When and where a process was started; null except on Linux. */
export function processStart(pid: number | 'self'): ProcessStart | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = pid === 'self' ? readlinkSync('/proc/self/ns/pid') : '';
    // The start is field 22. Fields are counted after the process name, which is in parentheses and may contain spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return { boot, namespace, ticks: fields?.[19] ?? '' };
  } catch {
    return null;
  }
}
