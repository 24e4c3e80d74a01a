/** Which knowledge base a command uses. */
import { dirname, join, resolve } from 'node:path';
import { fail, isSystemError } from '../model/errors.ts';
import { exists } from '../model/files.ts';
import type { Io } from './io.ts';

/** `--data`, then CHIPKB_DATA, then the nearest kb.yaml in `cwd` or a parent folder, then the bundled one; absolute. */
export function dataFolder(given: string | undefined, { env, cwd, packageFolder }: Io): string {
  if (given === '') throw fail.usage('--data is empty', 'Is it an unset variable?');
  const named = given ?? env.get('CHIPKB_DATA');
  if (named !== undefined && named !== '') return resolve(cwd, named);
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isKbFolder(folder)) return folder;
    if (folder === dirname(folder)) return join(packageFolder, 'data');
  }
}

/** Whether a folder contains a knowledge base. Throws errors of the system if that is unknown: another one must not answer. */
export function isKbFolder(folder: string): boolean {
  try {
    return exists(join(folder, 'kb.yaml'));
  } catch (error) {
    // A parent folder of somebody else.
    if (isSystemError(error) && error.code === 'EACCES') return false;
    throw error;
  }
}
