/** The folder of the caches, and the files in it. */
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { getuid } from 'node:process';
import { crc32 } from 'node:zlib';
import { listFolder } from '../../model/files.ts';

/** The names of our files: caches, and those that are being written. */
const CACHE_FILE = /\.(?:kb|db)(?:\.\S+\.new)?$/;

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

/** Whether a file exists and belongs to the user. */
export function isOwnedByUser(file: string): boolean {
  try {
    const stat = statSync(file);
    return stat.isFile() && (getuid === undefined || stat.uid === getuid());
  } catch {
    return false;
  }
}

/** All caches, with their sizes in bytes. */
export function listCacheFiles(caches: string): { path: string; bytes: number }[] {
  return listFolder(caches)
    .filter((name) => CACHE_FILE.test(name))
    .flatMap((name) => {
      const path = join(caches, name);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      return stat?.isFile() ? [{ path, bytes: stat.size }] : [];
    });
}

/**
 * Creates the folder of the caches and its parent. Not recursively: below /proc, Node would try forever.
 * @throws the errors of mkdir.
 */
export function makeCacheFolder(caches: string): void {
  for (const folder of [dirname(caches), caches]) if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
}
