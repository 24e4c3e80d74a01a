/** The inputs of a compiled knowledge base, and whether they are unchanged, by the rules of git for its index. */
import { type BigIntStats, readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readRegularFile } from '../../model/files.ts';
import { sha256 } from '../../model/sha256.ts';

/** A folder that was listed. */
export interface FolderInput {
  /** Relative to the folder of the knowledge base. */
  path: string;
  /** The path without links. Null for the bundled data, which may be installed in any folder. */
  real: string | null;
  /** The names in it, sorted; null if it did not exist. */
  names: readonly string[] | null;
}

/** A file that was read, or did not exist. */
export interface FileInput {
  /** Relative to the folder of the knowledge base. */
  path: string;
  /** See `fileFingerprint`; null if the file did not exist, or if only its content counts. */
  fingerprint: string | null;
  /** The SHA-256 of the content; null if the file did not exist, or if the fingerprint suffices. */
  sha256: string | null;
}

/** Everything that a knowledge base was read from. */
export interface Inputs {
  folders: readonly FolderInput[];
  files: readonly FileInput[];
}

/**
 * Changes whenever the file does, unless the file is racily clean: size, modification and change time in nanoseconds, inode and
 * device. Null if there is no such file; `unknown`, which no cache contains, if it can't be examined: the load reports why.
 */
export function fileFingerprint(path: string): string | null {
  let stat: BigIntStats | undefined;
  try {
    stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return 'unknown';
  }
  return stat ? `${stat.size} ${stat.mtimeNs} ${stat.ctimeNs} ${stat.ino} ${stat.dev}` : null;
}

/** The coarsest timestamps of a common file system, those of FAT, in milliseconds. */
const MTIME_GRANULARITY_MS = 2000;

/**
 * Whether a file was changed so shortly before `now`, in milliseconds, that a later change may leave its fingerprint the same
 * (git's “racily clean”).
 */
export function isRacilyClean(fingerprint: string, now: number): boolean {
  const [, modified = '0', changed = '0'] = fingerprint.split(' ');
  return Math.max(Number(modified), Number(changed)) / 1e6 > now - MTIME_GRANULARITY_MS;
}

/** Whether all inputs of the knowledge base in `folder` are unchanged. */
export function areUnchanged(folder: string, { folders, files }: Inputs): boolean {
  try {
    return (
      folders.every((input) => isSameFolder(folder, input)) &&
      files.every((input) => isSameFile(folder, input))
    );
  } catch {
    // The load will report what can't be read.
    return false;
  }
}

/** These inputs with the fingerprints that their files have now; null if one is racily clean. */
export function fingerprintNow(folder: string, { folders, files }: Inputs): Inputs | null {
  const now = Date.now();
  const fingerprinted = files.map(({ path }) => ({
    path,
    fingerprint: fileFingerprint(resolve(folder, path)),
    sha256: null,
  }));
  return fingerprinted.some(({ fingerprint }) => fingerprint !== null && isRacilyClean(fingerprint, now))
    ? null
    : { folders, files: fingerprinted };
}

/** Whether a folder contains the same names as before. */
function isSameFolder(folder: string, { path, real, names }: FolderInput): boolean {
  const absolute = resolve(folder, path);
  if (names === null) return statSync(absolute, { throwIfNoEntry: false }) === undefined;
  if (real !== null && realpathSync(absolute) !== real) return false;
  const now = readdirSync(absolute).sort();
  return now.length === names.length && now.every((name, index) => name === names[index]);
}

/** Whether a file is the same as before, by its fingerprint and, if that is not enough, by its content. */
export function isSameFile(folder: string, { path, fingerprint, sha256: content }: FileInput): boolean {
  const absolute = resolve(folder, path);
  if (content === null) return fileFingerprint(absolute) === fingerprint;
  if (fingerprint !== null && fileFingerprint(absolute) !== fingerprint) return false;
  const read = readRegularFile(realpathSync(absolute));
  return 'bytes' in read && sha256(read.bytes) === content;
}
