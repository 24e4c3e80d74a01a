/** Consistent reads: reads again if a writer was active. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findTexts, type LoadOptions } from '../../load/load-kb.ts';
import { fail } from '../../model/errors.ts';
import { KnownError } from '../../model/known-error.ts';
import { acquireLock } from './lock.ts';
import { isUnfinished, STATE_FOLDER } from './state.ts';
import { finishChange } from './transaction.ts';

/** How often a read is repeated while writers keep changing the files. */
const MAX_READS = 50;

/** How to open a knowledge base. */
export interface OpenOptions extends LoadOptions {
  /** Called once with a message if another process owns the lock. */
  onWait?(notice: string): void;
}

/**
 * The result of `read` on files that no writer changed in the meantime. First finishes a change that was interrupted. Throws
 * `unfinished-change` if that is not possible, and what `read` throws.
 */
export function readConsistently<T>(options: OpenOptions, read: () => T): T {
  const { folder, onWait = () => {} } = options;
  for (let attempt = 1; ; attempt++) {
    if (isUnfinished(folder)) finishInterrupted(folder, findTexts(options), onWait);
    const before = writerMark(folder);
    const result = read();
    if (attempt === MAX_READS || (writerMark(folder) === before && !isUnfinished(folder))) return result;
  }
}

function finishInterrupted(folder: string, texts: string | null, onWait: (notice: string) => void): void {
  try {
    const lock = acquireLock(folder, 'a command that completes an interrupted change', onWait);
    try {
      finishChange(folder, texts);
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof KnownError && error.code === 'unwritable') throw fail.mayNotFinish(folder);
    throw error;
  }
}

/** Changes when a writer starts or ends, because each creates and removes its state folder. */
function writerMark(folder: string): string {
  const timeOf = (path: string) => {
    try {
      return statSync(path, { bigint: true }).mtimeNs;
    } catch {
      return 'none';
    }
  };
  return `${timeOf(folder)} ${timeOf(join(folder, STATE_FOLDER))}`;
}
