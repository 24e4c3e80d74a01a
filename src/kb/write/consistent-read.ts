/** Reading a knowledge base of which nothing is half written. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, KnownError } from '../../model/errors.ts';
import { withLock } from './lock.ts';
import { isUnfinished, STATE_FOLDER } from './state.ts';
import { recover } from './transaction.ts';

/** How often a reading is done over while writers go on changing the files under it. */
const MOST_READINGS = 50;

/**
 * What `read` gives, of files that no writer changed under it. A change that was interrupted is finished first;
 * `textsOf` tells where its texts are.
 */
export function readConsistently<T>(
  folder: string,
  textsOf: () => string | null,
  onWait: (notice: string) => void,
  read: () => T,
): T {
  for (let reading = 1; ; reading++) {
    if (isUnfinished(folder)) settle(folder, textsOf(), onWait);
    const before = fileFingerprint(folder);
    const result = read();
    if (reading === MOST_READINGS || (fileFingerprint(folder) === before && !isUnfinished(folder)))
      return result;
  }
}

/** The same where reading takes its time and leaves the thread to others. */
export async function readConsistentlyAsync<T>(
  folder: string,
  textsOf: () => string | null,
  onWait: (notice: string) => void,
  read: () => Promise<T>,
): Promise<T> {
  for (let reading = 1; ; reading++) {
    if (isUnfinished(folder)) settle(folder, textsOf(), onWait);
    const before = fileFingerprint(folder);
    const result = await read();
    if (reading === MOST_READINGS || (fileFingerprint(folder) === before && !isUnfinished(folder)))
      return result;
  }
}

function settle(folder: string, texts: string | null, onWait: (notice: string) => void): void {
  try {
    withLock(folder, 'finishing an interrupted change', onWait, () => recover(folder, texts, []));
  } catch (error) {
    if (error instanceof KnownError && error.code === 'unwritable') throw fail.mayNotFinish(folder);
    throw error;
  }
}

/** What changes whenever a writer comes or goes: each makes and removes its state in the folder. */
function fileFingerprint(folder: string): string {
  const timeOf = (path: string) => {
    try {
      return statSync(path, { bigint: true }).mtimeNs;
    } catch {
      return 'none';
    }
  };
  return `${timeOf(folder)} ${timeOf(join(folder, STATE_FOLDER))}`;
}
