/** Writes a file that a command line names. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, isSystemError } from '../model/errors.ts';
import type { Io } from './io.ts';

/** Writes a new file. Throws `already-there` if it exists, because a person may have changed it, and `unwritable`. */
export function writeNewFile({ cwd }: Io, file: string, text: string): void {
  try {
    writeFileSync(resolve(cwd, file), text, { flag: 'wx' });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST')
      throw fail.alreadyThere(file, 'It is not overwritten; name a new file, or delete it first.');
    throw fail.unwritable(file, error.code);
  }
}
