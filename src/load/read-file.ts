/** The only home of the file system in the load: reads regular files inside a folder, as strict UTF-8, and nothing else. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** The largest file that is read, in bytes. A data file is a few kilobytes; a book is one megabyte. */
export const MAX_BYTES = 16 * 1024 * 1024;

const OUTSIDE = 'lies outside the knowledge base; only what is inside it is read';

/** What reading gives: the bytes and their text, or why not, in words that follow the file's name. */
export type ReadResult = { text: string; bytes: Buffer } | { absent: true } | { fault: string };

/** Reads `name` below `folder`; a link that leads out of `folder` is a fault. */
export function readInside(folder: string, name: string): ReadResult {
  const path = join(folder, name);
  try {
    const real = realpathSync(path);
    if (!isInside(realpathSync(folder), real)) return { fault: OUTSIDE };
    return readRegular(real);
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? { absent: true } : { fault: reason(code) };
  }
}

function readRegular(path: string): ReadResult {
  // Looked at before it is opened: opening a pipe would wait for its writer. O_NONBLOCK covers a change in between.
  if (!statSync(path).isFile()) return { fault: 'is not a regular file' };
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(handle, { bigint: true });
    if (!before.isFile()) return { fault: 'is not a regular file' };
    if (before.size > MAX_BYTES) {
      return { fault: `has ${before.size} bytes; the limit is ${MAX_BYTES}` };
    }
    const bytes = readFileSync(handle);
    const after = fstatSync(handle, { bigint: true });
    if (after.mtimeNs !== before.mtimeNs || BigInt(bytes.length) !== before.size) {
      return { fault: 'changed while it was read; run the command again' };
    }
    return decode(bytes);
  } finally {
    closeSync(handle);
  }
}

function decode(bytes: Buffer): ReadResult {
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: 'is not UTF-8 text; save it as UTF-8' };
  }
}

/** The names in the folder `name` below `root`, sorted; null where it is not there; a fault where it can't be listed. */
export function listInside(root: string, name: string): string[] | null | { fault: string } {
  const path = join(root, name);
  try {
    const real = realpathSync(path);
    if (!isInside(realpathSync(root), real)) return { fault: OUTSIDE };
    return readdirSync(real).sort();
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? null : { fault: reason(code) };
  }
}

/** Whether `path` is `folder` or lies below it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

function reason(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by you';
  if (code === 'ENOTDIR') return 'is not a folder';
  if (code === 'ELOOP') return 'is a link that leads to itself';
  return `can't be read (${code})`;
}
