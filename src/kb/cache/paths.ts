/** The folder of the caches, and the file in it for a knowledge base. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { getuid } from 'node:process';

/** The endings of the files that are ours: caches, and those that are being written. */
const OURS = /\.(?:kb|db)(?:\.\S+\.new)?$/;

/** The folder of the caches (XDG Base Directory Specification); null where the environment names none. */
export function cacheFolder(env: ReadonlyMap<string, string>): string | null {
  const chosen = env.get('XDG_CACHE_HOME') ?? '';
  // The specification has relative paths ignored.
  if (isAbsolute(chosen)) return join(chosen, 'chipkb');
  const home = env.get('HOME') ?? '';
  return isAbsolute(home) ? join(home, '.cache', 'chipkb') : null;
}

/** The database for a large knowledge base, beside the file for a small one. */
export const databaseBeside = (cacheFile: string): string => cacheFile.replace(/\.kb$/, '.db');

/** The file for a knowledge base. What stands in it tells whose it is; two that share a name only take turns. */
export function cacheFile(caches: string, folder: string): string {
  let [high, low] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < folder.length; at++) {
    const unit = folder.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995) ^ (high >>> 15);
  }
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return join(caches, `${hex(high)}${hex(low)}.kb`);
}

/** Whether a file is there and is the user's own. */
export function isOwn(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && (getuid === undefined || stat.uid === getuid());
}

/** The bytes of a file; null where there is none, or it is another user's. */
export function readOwn(file: string): Buffer | null {
  try {
    return isOwn(file) ? readFileSync(file) : null;
  } catch {
    return null;
  }
}

/** The caches that are there, with their bytes. */
export function cachesIn(caches: string): { path: string; bytes: number }[] {
  return namesIn(caches)
    .filter((name) => OURS.test(name))
    .map((name) => join(caches, name))
    .map((path) => ({ path, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }));
}

/** The names in a folder, sorted; none where it can't be listed. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
