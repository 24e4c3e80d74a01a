/** Reads a file that a command line names. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../model/errors.ts';
import { readRegularFile } from '../model/files.ts';
import { KnownError } from '../model/known-error.ts';
import type { Io } from './io.ts';
import { STANDARD_INPUT } from './split-names.ts';
import { readStandardInput } from './standard-input.ts';

/** A file as it was read. */
export interface InputFile {
  /** Its name in messages. */
  name: string;
  bytes: Uint8Array;
}

/** Reads a regular file, or standard input for `-`. Throws a usage error if that is not possible. */
export async function readInput(io: Io, typed: string): Promise<InputFile> {
  if (typed === STANDARD_INPUT) return { name: 'standard input', bytes: await readStandardInput(io) };
  return { name: typed, bytes: readNamedFile(resolve(io.cwd, typed), `“${typed}”`) };
}

function readNamedFile(path: string, name: string): Uint8Array {
  try {
    // Reading a pipe or a device could block or never end.
    const file = readRegularFile(realpathSync(path));
    if ('fault' in file) throw fail.usage(`${name} ${file.fault}`, 'A dash reads standard input.');
    return file.bytes;
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw fail.usage(`there is no file ${name}`);
    if (code === 'EACCES') throw fail.usage(`cannot read ${name}: permission denied`);
    if (code !== undefined) throw fail.usage(`cannot read ${name} (${code})`);
    throw error;
  }
}
