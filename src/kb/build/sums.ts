/** Files by the sums of their bytes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasSameStamp, type KeptInput } from './kept.ts';

/** The SHA-256 of bytes, as 64 hexadecimal digits. */
export const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Whether a file holds the bytes that it held. */
export function holdsSame(folder: string, { path, sha256 }: KeptInput): boolean {
  try {
    return sumOf(readFileSync(resolve(folder, path))) === sha256;
  } catch {
    return false;
  }
}

/** Whether a file is what it was: by its stamp, or its bytes where that may deceive. */
export const isSame = (folder: string, input: KeptInput): boolean =>
  hasSameStamp(folder, input) && (input.is_young === 0 || holdsSame(folder, input));
