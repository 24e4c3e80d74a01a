/** The folder of the caches, the files in it, and which of them are trusted. */
import { lstatSync, mkdirSync, rmSync, type Stats, statSync, utimesSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { geteuid } from 'node:process';
import { crc32 } from 'node:zlib';
import { listFolder } from '../../model/files.ts';

/** The names of our files: caches, journals of databases, and files that are being written. */
const CACHE_FILE = /^[0-9a-f]{8,16}\.(?:kb|db|db-journal)(?:\.\S+\.new)?$/;

/** The size of all caches together, in bytes. Above it, those that were not used for the longest time are removed. */
export const CACHE_LIMIT_BYTES = 2 ** 30;

/** The folder of the caches (XDG Base Directory Specification); null if the environment names none. */
export function cacheFolder(env: ReadonlyMap<string, string>): string | null {
  const chosen = env.get('XDG_CACHE_HOME') ?? '';
  // The specification says to ignore relative paths.
  if (isAbsolute(chosen)) return join(chosen, 'chipkb');
  const home = env.get('HOME') ?? '';
  return isAbsolute(home) ? join(home, '.cache', 'chipkb') : null;
}

/** The cache of a small knowledge base. The file records its folder, so two folders with one checksum only replace each other’s. */
export const cacheFile = (caches: string, folder: string): string =>
  join(caches, `${crc32(folder).toString(16).padStart(8, '0')}.kb`);

/** The cache of the same knowledge base if it is large. */
export const databasePathFor = (file: string): string => file.replace(/\.kb$/, '.db');

/** The journal that SQLite keeps beside a database while it writes. */
export const journalFor = (database: string): string => `${database}-journal`;

/** Whether a file or folder belongs to the user, and no other user may write to it. True on systems without user ids. */
export const isPrivate = ({ uid, mode }: { uid: number | bigint; mode: number | bigint }): boolean =>
  geteuid === undefined || (Number(uid) === geteuid() && (Number(mode) & 0o022) === 0);

/** The status of a path, without following a link; null if there is nothing or it can't be examined. */
function lstatOf(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether the folder of the caches is trusted: a folder, not a link, that belongs to the user and to which nobody else may write.
 * Any other one is neither read nor written.
 */
export function isTrustedFolder(caches: string): boolean {
  const stat = lstatOf(caches);
  return stat?.isDirectory() === true && isPrivate(stat);
}

/** Whether a database is trusted: it and its journal, if there is one, are regular files of the user in a trusted folder. */
export function isTrustedDatabase(file: string): boolean {
  const stat = lstatOf(file);
  const journal = lstatOf(journalFor(file));
  const isOwn = (one: Stats) => one.isFile() && isPrivate(one);
  return (
    isTrustedFolder(dirname(file)) && stat !== null && isOwn(stat) && (journal === null || isOwn(journal))
  );
}

/**
 * Creates the folder of the caches, and its parent, in a folder of the user. Returns whether there is a trusted folder now. Not
 * recursively: below /proc, Node would try forever.
 */
export function makeCacheFolder(caches: string): boolean {
  try {
    for (const folder of [dirname(caches), caches]) {
      if (statSync(folder, { throwIfNoEntry: false })) continue;
      // With sudo, the home folder may be that of another user.
      if (geteuid !== undefined && statSync(dirname(folder)).uid !== geteuid()) return false;
      mkdirSync(folder, { mode: 0o700 });
    }
  } catch {
    return false;
  }
  return isTrustedFolder(caches);
}

/** A file of the cache. */
export interface CacheFile {
  path: string;
  bytes: number;
  /** When it was written or last marked as used, in milliseconds. */
  usedMs: number;
}

/** All files in a trusted cache. */
export function listCacheFiles(caches: string): CacheFile[] {
  if (!isTrustedFolder(caches)) return [];
  return listFolder(caches)
    .filter((name) => CACHE_FILE.test(name))
    .flatMap((name) => {
      const path = join(caches, name);
      const stat = lstatOf(path);
      return stat?.isFile() ? [{ path, bytes: stat.size, usedMs: stat.mtimeMs }] : [];
    });
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Marks a file of the cache as used, at most once a day. The oldest mark is removed first if the cache is full. */
export function markAsUsed(file: string): void {
  try {
    const now = new Date();
    if (Math.abs(now.getTime() - statSync(file).mtimeMs) > DAY_MS) utimesSync(file, now, now);
  } catch {
    // The cache is read-only, or another process has removed the file.
  }
}

/** Removes a file of the cache, and the journal of a database. Leaves it if that is not permitted. */
export function removeFromCache(file: string): void {
  for (const path of file.endsWith('.db') ? [file, journalFor(file)] : [file]) {
    try {
      rmSync(path, { force: true });
    } catch {
      // It is a folder, or the cache is read-only.
    }
  }
}
