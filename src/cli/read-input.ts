/** Reads what a command line names: a file, or standard input. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, systemReason } from '../model/errors.ts';
import { MAX_FILE_BYTES, readRegularFile } from '../model/files.ts';
import type { Io } from './io.ts';

/** The word for standard input. */
export const STANDARD_INPUT = '-';

/** What was read. */
export interface Input {
  /** Its name in messages. */
  name: string;
  bytes: Uint8Array;
}

/** Reads a regular file, or standard input for `-`. Throws a usage error if that is not possible. */
export async function readInput(io: Io, typed: string): Promise<Input> {
  if (typed === STANDARD_INPUT) return { name: 'standard input', bytes: await readStandardInput(io) };
  return { name: typed, bytes: readNamedFile(resolve(io.cwd, typed), `“${typed}”`) };
}

function readNamedFile(path: string, name: string): Uint8Array {
  let file: ReturnType<typeof readRegularFile>;
  try {
    // Reading a pipe or a device could block or never end.
    file = readRegularFile(realpathSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw fail.usage(
      code === 'ENOENT' ? `there is no file ${name}` : `cannot read ${name}: ${systemReason(code)}`,
    );
  }
  if ('fault' in file) throw fail.usage(`${name} ${file.fault}`, 'A dash reads standard input.');
  return file.bytes;
}

/** The bytes of standard input. Throws `usage` if there are more than those of the largest file. */
export async function readStandardInput(io: Io): Promise<Uint8Array> {
  const bytes = await io.readStdin(MAX_FILE_BYTES);
  if (bytes.length > MAX_FILE_BYTES)
    throw fail.usage(`standard input has more than ${MAX_FILE_BYTES} bytes, which is the limit`);
  return bytes;
}
