/** The database in the cache that answers for a large folder. */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import {
  type Database,
  isCorruption,
  loadDriver,
  type OpenDatabase,
  sqliteErrorKind,
} from '../store/sql/driver.ts';
import { databaseStore, isCurrentVersion } from '../store/sql/sqlite.ts';
import type { Store } from '../store/store.ts';
import { areUnchanged } from './cache/inputs.ts';
import { isTrustedDatabase, makeCacheFolder, markAsUsed, removeFromCache } from './cache/paths.ts';
import { isOriginOf, readOrigin } from './database-origin.ts';
import type { OpenOptions } from './write/consistent-read.ts';
import { isUnfinished } from './write/state.ts';

export interface CachedDatabase extends OpenOptions {
  file: string;
  /** The build of the program, which uses only what the same build wrote. */
  build: string;
  startProgress(): Promise<{ show(done: number, all: number): void; end(): void }>;
}

/**
 * Opens the database, after updating it if the folder has changed. Returns the findings if the data has errors; null if no SQLite
 * is installed, the cache can't be written, or another process holds the lock for too long.
 */
export async function openOrRefresh(
  cached: CachedDatabase,
): Promise<{ store: Store } | { findings: Finding[] } | null> {
  const open = loadDriver();
  if (open === null) return null;
  const current = isUnfinished(cached.folder) ? null : openIfUnchanged(open, cached);
  if (current) return { store: current };
  const { refreshDatabase } = await import('./update-database.ts');
  const { pruneCache } = await import('./cache/prune.ts');
  const progress = await cached.startProgress();
  const refresh = () => {
    if (!createDatabase(cached.file)) return null;
    const refreshed = refreshDatabase(open, { ...cached, onProgress: progress.show });
    if (!('database' in refreshed)) return refreshed;
    pruneCache(cached.file, cached.build);
    return { store: storeOf(refreshed.database, cached.file) };
  };
  try {
    try {
      return refresh();
    } catch (error) {
      if (!isCorruption(error)) throw error;
      removeFromCache(cached.file);
      return refresh();
    }
  } catch (error) {
    if (sqliteErrorKind(error) === null) throw error;
    return null;
  } finally {
    progress.end();
  }
}

/** The store of a database whose folder is unchanged; otherwise null. */
function openIfUnchanged(open: OpenDatabase, cached: CachedDatabase): Store | null {
  const { file, folder } = cached;
  if (!isTrustedDatabase(file) || !isCurrentVersion(file)) return null;
  let database: Database | null = null;
  try {
    // Not read-only: if a writer was killed, SQLite must roll its transaction back first.
    database = open(file, false);
    const store = storeOf(database, file);
    const origin = readOrigin(database);
    if (isOriginOf(origin, cached) && areUnchanged(folder, origin)) {
      markAsUsed(file);
      return store;
    }
  } catch {
    // The refresh will report what can't be read.
  }
  database?.close();
  return null;
}

/** Creates the database if there is none, or none that is trusted. Returns false if the cache can't be written. */
function createDatabase(file: string): boolean {
  if (!makeCacheFolder(dirname(file))) return false;
  try {
    if (!isTrustedDatabase(file)) removeFromCache(file);
    writeFileSync(file, '', { flag: 'a', mode: 0o600 });
  } catch {
    return false;
  }
  return isTrustedDatabase(file);
}

/** Changes whenever another process writes to the database. */
const versionOf = (database: Database): unknown =>
  Object.values(database.prepare('pragma data_version').get() as object)[0];

/**
 * A store that throws an error if the database is damaged, after removing it, or if another process writes to it before the
 * question is answered. The command then asks again.
 */
function storeOf(database: Database, file: string): Store {
  const version = versionOf(database);
  return databaseStore(
    database,
    (error) => {
      if (isCorruption(error)) removeFromCache(file);
      return fail.damagedCache();
    },
    () => {
      if (versionOf(database) !== version) throw fail.damagedCache();
    },
  );
}
