/** Consistent reads: waits for a writer, and reads again if files were replaced in the meantime. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOptions } from '../../load/load-kb.ts';
import { fail } from '../../model/errors.ts';
import { type LockOwner, readLock } from './lock-state.ts';
import { isUnfinished } from './state.ts';
import { Waiting } from './wait.ts';

/** How long a read is repeated while writers keep replacing files. */
const READ_TIMEOUT_MS = 60_000;

/** How to open a knowledge base. */
export interface OpenOptions extends LoadOptions {
  /** Called once with a message if another process is changing the files. */
  onWait?(notice: string): void;
}

/**
 * The result of `read` on files that no writer replaced in the meantime. Writes nothing. Throws `unfinished-change` if a change
 * was interrupted, `locked` if a writer does not finish or writers keep replacing files, and what `read` throws.
 */
export function readConsistently<T>({ folder, onWait = () => {} }: OpenOptions, read: () => T): T {
  const begun = performance.now();
  for (;;) {
    const before = timesOfFolders(folder);
    const waiting = new Waiting(folder, onWait);
    for (let owner = writerAtWork(folder); owner !== null; owner = writerAtWork(folder))
      waiting.for(owner, true);
    const result = read();
    if (writerAtWork(folder) === null && timesOfFolders(folder) === before) return result;
    if (performance.now() - begun > READ_TIMEOUT_MS) throw fail.busy(folder, READ_TIMEOUT_MS / 1000);
  }
}

/** The owner of the lock if it is writing a change of several files; otherwise null. Throws `unfinished-change`. */
function writerAtWork(folder: string): LockOwner | null {
  if (!isUnfinished(folder)) return null;
  const found = readLock(folder);
  if (found.state === 'interrupted') throw fail.interrupted(folder);
  // A journal with the name of another process is ignored. It is removed with the lock.
  return found.state === 'owned' && found.hasJournal ? found.owner : null;
}

/** Changes when a writer replaces a file of records, because each is renamed into its folder. A file that is a link is an exception. */
function timesOfFolders(folder: string): string {
  const timeOf = (name: string) => {
    try {
      const { ino, mtimeNs } = statSync(join(folder, name), { bigint: true });
      return `${ino} ${mtimeNs}`;
    } catch {
      return 'none';
    }
  };
  return ['kb.yaml', 'entities', 'sources'].map(timeOf).join();
}
