/** Reads regular files as strict UTF-8. */
import { isUtf8 } from 'node:buffer';
import { systemReason } from '../model/errors.ts';
import { type FileFault, readRegularFile } from '../model/files.ts';

/** The content of a file, or why it can't be read, in words that follow its name. */
export type ReadResult = { text: string; bytes: Uint8Array } | { absent: true } | FileFault;

/** Reads a regular file; the path must not contain links. Throws errors of the system. */
export function readRegular(path: string): ReadResult {
  const result = readRegularFile(path);
  return 'bytes' in result ? decodeUtf8(result.bytes) : result;
}

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
  if (code === 'ENXIO') return 'is not a regular file';
  if (code === 'ELOOP') return 'is a link that leads to itself';
  return `can't be read: ${systemReason(code)}`;
}
