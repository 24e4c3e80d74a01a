/** The database in the cache that answers for a large folder. */
import { rmSync, writeFileSync } from 'node:fs';
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
import { isOwnedByUser, makeCacheFolder } from './cache/paths.ts';
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
  const findings = await refresh(open, cached);
  if (findings === null || findings.length > 0) return findings && { findings };
  const database = open(cached.file, false);
  return { store: storeOf(database, cached.file, versionOf(database)) };
}

function openIfUnchanged(open: OpenDatabase, cached: CachedDatabase): Store | null {
  const { file, folder } = cached;
  if (!isOwnedByUser(file) || !isCurrentVersion(file)) return null;
  // Not read-only: if a writer was killed, SQLite must roll its transaction back first.
  const database = open(file, false);
  try {
    const version = versionOf(database);
    const origin = readOrigin(database);
    if (isOriginOf(origin, cached) && areUnchanged(folder, origin)) return storeOf(database, file, version);
  } catch {
    // The refresh will report what can't be read.
  }
  database.close();
  return null;
}

/** Changes whenever another process writes to the database. */
const versionOf = (database: Database): unknown =>
  Object.values(database.prepare('pragma data_version').get() as object)[0];

/**
 * A store that throws an error if the database is damaged, after removing it, or if another process writes to it before the
 * question is answered. The command then asks again.
 */
const storeOf = (database: Database, file: string, version: unknown): Store =>
  databaseStore(
    database,
    () => {
      removeDatabase(file);
      return fail.damagedCache();
    },
    () => {
      if (versionOf(database) !== version) throw fail.damagedCache();
    },
  );

function removeDatabase(file: string): void {
  for (const path of [file, `${file}-journal`]) rmSync(path, { force: true });
}

/** Updates the database, or rebuilds it. Returns the findings if the data has errors; null if the database can't be written. */
async function refresh(open: OpenDatabase, cached: CachedDatabase): Promise<Finding[] | null> {
  const { refreshDatabase } = await import('./update-database.ts');
  const { file } = cached;
  try {
    if (!isOwnedByUser(file)) removeDatabase(file);
    makeCacheFolder(dirname(file));
    writeFileSync(file, '', { flag: 'a', mode: 0o600 });
  } catch {
    return null;
  }
  const progress = await cached.startProgress();
  const run = () => refreshDatabase(open, { ...cached, onProgress: progress.show });
  try {
    try {
      return run();
    } catch (error) {
      if (!isCorruption(error)) throw error;
      removeDatabase(file);
      return run();
    }
  } catch (error) {
    if (typeof sqliteErrorKind(error) === 'number') return null;
    throw error;
  } finally {
    progress.end();
  }
}
