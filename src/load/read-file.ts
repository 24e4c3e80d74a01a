/** Reads regular files as strict UTF-8. */
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { MAX_FILE_BYTES } from '../model/files.ts';

/** The content of a file, or why it can't be read, in words that follow its name. */
export type ReadResult = { text: string; bytes: Uint8Array } | { absent: true } | { fault: string };

/** Reads a regular file; the path must not contain links. Throws errors of the system. */
export function readRegular(path: string): ReadResult {
  // Check before opening: to open a pipe would block. O_NONBLOCK covers a file that is replaced in between.
  if (!statSync(path).isFile()) return { fault: 'is not a regular file' };
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(handle, { bigint: true });
    if (!before.isFile()) return { fault: 'is not a regular file' };
    if (before.size > MAX_FILE_BYTES) return tooLarge(before.size);
    const bytes = readFileSync(handle);
    const after = fstatSync(handle, { bigint: true });
    if (after.mtimeNs !== before.mtimeNs || BigInt(bytes.length) !== before.size)
      return { fault: 'changed while it was read; run the command again' };
    return decodeUtf8(bytes);
  } finally {
    closeSync(handle);
  }
}

/** The result for a file over the limit. */
export const tooLarge = (bytes: number | bigint): ReadResult => ({
  fault: `has ${bytes} bytes; the limit is ${MAX_FILE_BYTES}`,
});

/** Decodes strict UTF-8. */
export function decodeUtf8(bytes: Uint8Array): ReadResult {
  if (!isUtf8(bytes)) return { fault: 'is not UTF-8 text; save it as UTF-8' };
  return { bytes, text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() };
}

/** The code of an error of the system. Throws any other error. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

/** Why a file or folder can't be read, in words that follow its name. */
export function reasonOf(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by you';
  if (code === 'ENOTDIR') return 'is not a folder';
  if (code === 'ELOOP') return 'is a link that leads to itself';
  return `can't be read (${code})`;
}
