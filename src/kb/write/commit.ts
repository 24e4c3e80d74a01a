/** Writes a change: all files or none, also if the process is killed. */
import { realpathSync, renameSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fail } from '../../model/errors.ts';
import { syncFolder, writeDurably } from './fsync.ts';
import { encodeJournal } from './journal.ts';
import type { Lock } from './lock.ts';
import { type FileChange, RollbackFailed, replaceFiles } from './replace-files.ts';
import { toKnownError } from './system-error.ts';

/**
 * Writes all files of a change, or none. If the process is killed, `chipkb recover` finishes a change `withJournal` or
 * undoes it. The caller owns the lock. Throws `conflict` if another process changed one of the files or broke the lock,
 * `unfinished-change` (without a journal `unwritable`) if files that were replaced could not be restored after an error,
 * `unsupported-edit` if the change is too large, and `unwritable`.
 */
export function commit(
  folder: string,
  changes: readonly FileChange[],
  lock: Lock,
  withJournal: boolean,
): void {
  try {
    replaceFiles(folder, changes, () => {
      if (!lock.isHeld()) throw fail.conflict(folder);
      if (withJournal) writeJournal(folder, changes, lock.journal);
    });
  } catch (error) {
    if (!(error instanceof RollbackFailed)) throw toKnownError(error, folder);
    if (!withJournal) throw fail.notRestored(error.path);
    lock.abandon();
    throw fail.interrupted(folder);
  }
}

function writeJournal(folder: string, changes: readonly FileChange[], journal: string): void {
  const root = realpathSync(folder);
  const temporary = `${journal}.new`;
  writeDurably(
    temporary,
    encodeJournal(changes.map((change) => ({ ...change, path: relative(root, change.path) }))),
    0o600,
  );
  renameSync(temporary, journal);
  const lock = dirname(journal);
  for (const parent of [lock, dirname(lock), folder]) syncFolder(parent);
}
