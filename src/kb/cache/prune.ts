/** Keeps the cache small. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../../store/sql/driver.ts';
import { readOrigin } from '../database-origin.ts';
import { readHead } from './compiled.ts';
import {
  CACHE_LIMIT_BYTES,
  type CacheFile,
  isPrivate,
  isTrustedDatabase,
  listCacheFiles,
  removeFromCache,
} from './paths.ts';

/** A file of this age is not being written any more. */
const MAX_WRITE_MS = 60 * 60 * 1000;

/**
 * Removes what killed processes left in the cache, caches of folders that are gone or of other builds of the program, and the
 * least recently used caches above `limit`. Never removes `kept`, which was just written.
 */
export function pruneCache(kept: string, build: string, limit = CACHE_LIMIT_BYTES): void {
  const all = listCacheFiles(dirname(kept));
  const unneeded = all.filter((file) =>
    isCache(file) ? file.path !== kept && !isNeeded(file, build) : file.path.endsWith('.new') && isOld(file),
  );
  for (const { path } of unneeded) removeFromCache(path);
  const rest = all.filter((file) => !unneeded.includes(file));
  let bytes = rest.reduce((sum, file) => sum + file.bytes, 0);
  const removable = rest.filter((file) => isCache(file) && file.path !== kept);
  for (const { path, bytes: own } of removable.sort(byUse)) {
    if (bytes <= limit) break;
    removeFromCache(path);
    bytes -= own;
  }
}

const isCache = ({ path }: CacheFile): boolean => /\.(?:kb|db)$/.test(path);

const byUse = (one: CacheFile, other: CacheFile): number => one.usedMs - other.usedMs;

// A time in the future comes from a clock that was wrong.
const isOld = ({ usedMs }: CacheFile): boolean => Math.abs(Date.now() - usedMs) > MAX_WRITE_MS;

/** Whether this build of the program may use a cache again. */
function isNeeded(file: CacheFile, build: string): boolean {
  try {
    const origin = file.path.endsWith('.db') ? readCachedOrigin(file.path) : readHead(file.path, isPrivate);
    return origin.build === build && origin.folder !== null && existsSync(origin.folder);
  } catch {
    // It is damaged, or another process is writing it.
    return !isOld(file);
  }
}

/** The origin of a cached database. Throws an error if it is damaged, locked or not trusted. */
function readCachedOrigin(path: string): { build: string; folder: string } {
  const database = isTrustedDatabase(path) ? openDatabase(path, true) : null;
  if (database === null) throw new Error('not a database');
  try {
    database.exec('pragma busy_timeout = 0');
    return readOrigin(database);
  } finally {
    database.close();
  }
}
