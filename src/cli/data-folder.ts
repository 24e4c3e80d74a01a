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

/** The same folder. Throws a usage error if it was named by `--data` or CHIPKB_DATA and does not exist. */
export function existingDataFolder(given: string | undefined, io: Io): string {
  const folder = dataFolder(given, io);
  const name = given === undefined ? 'CHIPKB_DATA' : '--data';
  const named = given ?? io.env.get('CHIPKB_DATA') ?? '';
  if (named === '' || exists(folder)) return folder;
  throw fail.usage(
    `${name} names ${named}, which does not exist`,
    'Name a folder that contains kb.yaml, or a file that `chipkb build` created.',
  );
}

/** Whether a folder contains a knowledge base. Throws errors of the system if that is unknown: another one must not answer. */
export function isKbFolder(folder: string): boolean {
  try {
    return !folder.includes('\0') && exists(join(folder, 'kb.yaml'));
  } catch (error) {
    // A parent folder of somebody else.
    if (isSystemError(error) && error.code === 'EACCES') return false;
    throw error;
  }
}
