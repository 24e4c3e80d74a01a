/** A large folder -> a store over its database in the cache, which is brought up to date first. */
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { KnownError } from '../model/known-error.ts';
import { openIfCurrentVersion, storeOf } from '../store/sql/sqlite.ts';
import type { Store } from '../store/store.ts';
import { isCurrent } from './build/kept.ts';
import { isOwnedByUser } from './cache/paths.ts';
import { isUnfinished } from './write/state.ts';

/** Opens the database `file`, made anew or brought up to date where it is not; null where that can't be done here. */
export async function openCurrent(
  file: string,
  folder: string,
  build: string,
  make: (file: string) => Promise<{ findings: Finding[] } | object>,
): Promise<{ store: Store } | { findings: Finding[] } | null> {
  const current = isUnfinished(folder) ? null : await currentStore(file, folder, build);
  if (current) return { store: current };
  try {
    // What is another's, or no file, is not replaced.
    if (!isOwnedByUser(file)) rmSync(file, { force: true });
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const made = await make(file);
    if ('findings' in made) return made;
    chmodSync(file, 0o600);
  } catch (error) {
    if (error instanceof KnownError && (error.code === 'no-sqlite' || error.code === 'unwritable'))
      return null;
    throw error;
  }
  const database = await openIfCurrentVersion(file);
  return database && { store: storeOf(database, () => rmSync(file, { force: true })) };
}

async function currentStore(file: string, folder: string, build: string): Promise<Store | null> {
  const database = isOwnedByUser(file) ? await openIfCurrentVersion(file) : null;
  if (database === null) return null;
  try {
    if (await isCurrent(database, file, folder, build))
      return storeOf(database, () => rmSync(file, { force: true }));
  } catch {
    // What can't be read, of the database or of the folder, is read again by the build, which says why.
  }
  database.close();
  return null;
}
