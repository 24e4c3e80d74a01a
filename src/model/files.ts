/** The file system: bounded reads of regular files, and the names in a folder. */
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';

/** The largest file that is read, in bytes. A data file has a few kilobytes, a book one megabyte. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Why a file is not read, in words that follow its name. */
export interface FileFault {
  fault: string;
}

/** The fault of a file over the limit. */
export const tooLarge = (bytes: number | bigint, maxBytes = MAX_FILE_BYTES): FileFault => ({
  fault: `has ${bytes} bytes; the limit is ${maxBytes}`,
});

/**
 * Calls `use` with an opened regular file. The last part of `path` must not be a link. Throws errors of the system, and what
 * `use` throws.
 */
export function withRegularFile<T>(
  path: string,
  use: (handle: number, stat: BigIntStats) => T,
): T | FileFault {
  // O_NONBLOCK: to open a pipe would block. O_NOFOLLOW: the path may have been replaced by a link.
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = fstatSync(handle, { bigint: true });
    return stat.isFile() ? use(handle, stat) : { fault: 'is not a regular file' };
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads a regular file of at most `maxBytes` bytes. The last part of `path` must not be a link. A file that changes during the
 * read is a fault. Throws errors of the system.
 */
export const readRegularFile = (path: string, maxBytes = MAX_FILE_BYTES): { bytes: Buffer } | FileFault =>
  withRegularFile<{ bytes: Buffer } | FileFault>(path, (handle, before) => {
    if (before.size > maxBytes) return tooLarge(before.size, maxBytes);
    const bytes = Buffer.alloc(Number(before.size));
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    const after = fstatSync(handle, { bigint: true });
    const isSame = after.mtimeNs === before.mtimeNs && after.size === before.size && length === bytes.length;
    return isSame ? { bytes } : { fault: 'changed while it was read; run the command again' };
  });

/** True if there is a file or folder at this path, false if there is none. Throws errors of the system if that is unknown. */
export function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A parent is a file, or the path contains NUL, which no name can contain.
    if (code === 'ENOTDIR' || code === 'ERR_INVALID_ARG_VALUE') return false;
    throw error;
  }
}

/** The names in a folder, sorted; none if it does not exist or can't be read. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
