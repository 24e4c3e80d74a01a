/** Reads a regular file as strict UTF-8, and nothing else. */
import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { MAX_FILE_BYTES } from '../model/files.ts';

/** What reading gives: the bytes and their text, or why not, in words that follow the file's name. */
export type ReadResult = { text: string; bytes: Uint8Array } | { absent: true } | { fault: string };

/** Reads a regular file whose path holds no link. */
export function readRegular(path: string): ReadResult {
  // Looked at before it is opened: opening a pipe would wait for its writer. O_NONBLOCK covers a change in between.
  if (!statSync(path).isFile()) return { fault: 'is not a regular file' };
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(handle, { bigint: true });
    if (!before.isFile()) return { fault: 'is not a regular file' };
    if (before.size > MAX_FILE_BYTES) {
      return { fault: `has ${before.size} bytes; the limit is ${MAX_FILE_BYTES}` };
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

/** Strict UTF-8. */
export function decode(bytes: Uint8Array): ReadResult {
  if (!isUtf8(bytes)) return { fault: 'is not UTF-8 text; save it as UTF-8' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // ASCII alone is read several times as fast.
  return { bytes, text: buffer.toString(isAscii(bytes) ? 'latin1' : 'utf8') };
}

/** The code of an error of the system; another error is thrown on. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

/** Why a file or folder can't be read, in words that follow its name. */
export function reason(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by you';
  if (code === 'ENOTDIR') return 'is not a folder';
  if (code === 'ELOOP') return 'is a link that leads to itself';
  return `can't be read (${code})`;
}
