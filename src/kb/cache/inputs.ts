/** What a knowledge base was read from, and whether that is still so: judged as git judges its index. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** A folder that was listed. */
export interface FolderInput {
  /** From the folder of the knowledge base. */
  path: string;
  /** The same without links; null where it may lie anywhere. */
  real: string | null;
  /** Everything in it, sorted; null where it was not there. */
  names: readonly string[] | null;
}

/** A file that was read, or was not there. */
export interface FileInput {
  /** From the folder of the knowledge base. */
  path: string;
  /** See `fileFingerprint`; null where only the bytes count, or the file was not there. */
  stamp: string | null;
  /** Which of the stored bytes are those of the file; null where the stamp says enough, or the file was not there. */
  bytes: readonly [start: number, end: number] | null;
}

export interface Inputs {
  folders: readonly FolderInput[];
  files: readonly FileInput[];
}

/** A path that is taken from `folder`, which is absolute. There may be thousands, and `resolve` would spell each of them anew. */
export const pathIn = (folder: string, path: string): string =>
  isAbsolute(path) ? path : `${folder}/${path}`;

const WITH_NANOSECONDS = { bigint: true, throwIfNoEntry: false } as const;

/**
 * What changes whenever a file does: its size, its times of change to the nanosecond, and which file it is. Null where
 * there is none.
 */
export function fileFingerprint(path: string): string | null {
  const stat = statSync(path, WITH_NANOSECONDS);
  return stat ? `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs} ${stat.ino} ${stat.dev}` : null;
}

/** Times of a file system may be this coarse, in milliseconds: those of FAT are. */
const COARSE = 2000;

/** Whether a file may change after `now`, in milliseconds, and keep its stamp: it was changed a moment before. */
export function isRacilyClean(stamp: string, now: number): boolean {
  const [, modified = '0', changed = '0'] = stamp.split(' ');
  return Math.max(Number(modified), Number(changed)) / 1e6 > now - COARSE;
}

/** Whether the inputs of the knowledge base in `folder` are what they were; `stored` holds the bytes that count. */
export function isFresh(folder: string, { folders, files }: Inputs, stored: Buffer): boolean {
  try {
    return (
      folders.every((input) => isSameFolder(folder, input)) &&
      files.every((input) => isSameFile(folder, input, stored))
    );
  } catch {
    // What can't be read is read again by the load, which says why.
    return false;
  }
}

/** Whether a folder holds the names that it held. */
export function isSameFolder(folder: string, { path, real, names }: FolderInput): boolean {
  const own = resolve(folder, path);
  if (names === null) return statSync(own, { throwIfNoEntry: false }) === undefined;
  if (real !== null && realpathSync.native(own) !== real) return false;
  const now = readdirSync(own).sort();
  return now.length === names.length && now.every((name, index) => name === names[index]);
}

function isSameFile(folder: string, { path, stamp, bytes }: FileInput, stored: Buffer): boolean {
  const own = pathIn(folder, path);
  if (bytes === null || stamp !== null) {
    if (fileFingerprint(own) !== stamp) return false;
    if (bytes === null) return true;
  }
  return stored.subarray(...bytes).equals(readFileSync(own));
}
