/** Recovers a knowledge base from a change of several files that was interrupted. */
import { join } from 'node:path';
import { diskFiles } from '../load/files.ts';
import { findTexts } from '../load/load-kb.ts';
import { resolveSymlinks } from '../load/texts.ts';
import { fail } from '../model/errors.ts';
import type { OpenOptions } from './write/consistent-read.ts';
import { readJournal } from './write/journal.ts';
import { acquireLock, removeLock } from './write/lock.ts';
import { readLock } from './write/lock-state.ts';
import { type FileChange, hasContent, RollbackFailed, replaceFiles } from './write/replace-files.ts';
import { lockOf } from './write/state.ts';
import { toKnownError } from './write/system-error.ts';
import { Waiting } from './write/wait.ts';

/** A change that was interrupted. */
export interface InterruptedChange {
  /** The command, in words. */
  work: string;
  /** The files that have their new content. */
  replaced: readonly FileChange[];
  /** The files that still have their old content. */
  left: readonly FileChange[];
}

/**
 * The change that was interrupted; null if there is none. Waits for a writer that is at work. Writes nothing. Throws
 * `unfinished-change` if the journal is not valid, or if a file has neither its old nor its new content, and `locked`.
 */
export function interruptedChange(options: OpenOptions): InterruptedChange | null {
  const { folder, onWait = () => {} } = options;
  const lock = lockOf(folder);
  const waiting = new Waiting(folder, onWait);
  let found = readLock(folder);
  for (; found.state === 'owned' && found.hasJournal; found = readLock(folder))
    waiting.for(found.owner, true);
  if (found.state !== 'interrupted') return null;
  const [name = '', ...others] = found.journals;
  if (others.length > 0) throw fail.invalidJournal(join(lock, name), `${others[0]} is there, too`);
  const journal = join(lock, name);
  const texts = findTexts(options);
  const changes = readJournal(folder, texts && resolveSymlinks(diskFiles, texts), journal);
  const replaced = changes.filter(({ path, after }) => hasContent(path, after));
  const left = changes.filter(({ path, before }) => hasContent(path, before));
  const other = changes.find((change) => !replaced.includes(change) && !left.includes(change));
  if (other) throw fail.changedSince(other.path, journal);
  return { work: found.owner?.work ?? 'a command', replaced, left };
}

/**
 * Finishes the change that was interrupted, or undoes it; returns the files that were written, null if there was nothing to
 * recover. Throws the errors of `interruptedChange` and `acquireLock`.
 */
export function recover(
  options: OpenOptions,
  way: 'finish' | 'undo',
): { work: string; changes: FileChange[] } | null {
  const { folder, onWait = () => {} } = options;
  if (interruptedChange(options) === null) return null;
  // The lock of the interrupted command stays until the end. Inside it, recoveries exclude each other by a lock of their own.
  const own = acquireLock(lockOf(folder), '`chipkb recover`', onWait);
  try {
    const found = interruptedChange(options);
    if (found === null) return null;
    const changes =
      way === 'finish'
        ? [...found.left]
        : found.replaced.map(({ path, before, after }) => ({ path, before: after, after: before }));
    replaceFiles(folder, changes, () => {});
    removeLock(folder);
    return { work: found.work, changes };
  } catch (error) {
    throw error instanceof RollbackFailed ? fail.interrupted(folder) : toKnownError(error, folder);
  } finally {
    own.release();
  }
}
