/** Reading a knowledge base of which nothing is half written. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { isUnfinished, STATE_FOLDER } from './state.ts';
import { recover } from './transaction.ts';

/** How often a reading is done over while writers go on changing the files under it. */
const MOST_READINGS = 50;

/**
 * What `read` gives, of files that no writer changed under it. A change that was interrupted is finished first.
 */
export function atRest<T>(folder: string, onWait: (notice: string) => void, read: () => T): T {
  for (let reading = 1; ; reading++) {
    if (isUnfinished(folder))
      withLock(folder, 'finishing an interrupted change', onWait, () => recover(folder, []));
    const before = stampOf(folder);
    const result = read();
    if (reading === MOST_READINGS || (stampOf(folder) === before && !isUnfinished(folder))) return result;
  }
}

/** What changes whenever a writer comes or goes: each makes and removes its state in the folder. */
function stampOf(folder: string): string {
  const timeOf = (path: string) => {
    try {
      return statSync(path, { bigint: true }).mtimeNs;
    } catch {
      return 'none';
    }
  };
  return `${timeOf(folder)} ${timeOf(join(folder, STATE_FOLDER))}`;
}
