/** Standard input, with a limit. */
import { fail } from '../model/errors.ts';
import { MAX_FILE_BYTES } from '../model/files.ts';
import type { Io } from './io.ts';

/** The bytes of standard input. Throws `usage` if there are more than those of the largest file. */
export async function readStandardInput(io: Io): Promise<Uint8Array> {
  const bytes = await io.readStdin(MAX_FILE_BYTES);
  if (bytes.length > MAX_FILE_BYTES)
    throw fail.usage(`standard input has more than ${MAX_FILE_BYTES} bytes, which is the limit`);
  return bytes;
}
