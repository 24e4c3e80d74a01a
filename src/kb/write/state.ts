/** Where a knowledge base keeps its lock and the journal of a change. */
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from '../../model/errors.ts';

/** The folder for the lock, inside the knowledge base. It exists only during a write, or after an interrupted one. */
export const STATE_FOLDER = '.chipkb';

/** The lock: a folder that contains its owner and, during a change of several files, the journal. */
export const lockOf = (folder: string): string => join(folder, STATE_FOLDER, 'lock');

/** The name of the journal of a lock's owner. */
export const journalName = (token: string): string => `change-${token}.json`;

/** Whether a lock is a folder to which no link leads: a link could lead anywhere. Throws errors of the system. */
export const isLockFolder = (lock: string): boolean =>
  [dirname(lock), lock].every((path) => lstatSync(path).isDirectory());

/** The names of the journals in the lock. Throws `unfinished-change` if the lock may not be read. */
export function journalsOf(folder: string): string[] {
  const lock = lockOf(folder);
  try {
    return isLockFolder(lock) ? readdirSync(lock).filter((name) => /^change-.*\.json$/.test(name)) : [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || !isSearchable(folder)) return [];
    throw fail.invalidLock(lock, `can't be read (${code})`);
  }
}

/** False if the knowledge base itself may not be read, which the load reports. */
function isSearchable(folder: string): boolean {
  try {
    lstatSync(join(folder, STATE_FOLDER));
    return true;
  } catch {
    return false;
  }
}

/** True if a change of several files is being written, or was interrupted. Throws `unfinished-change`. */
export const isUnfinished = (folder: string): boolean => journalsOf(folder).length > 0;
