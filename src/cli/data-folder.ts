/** Which knowledge base is asked. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Io } from './io.ts';

/** `--data`, then CHIPKB_DATA, then the nearest kb.yaml upward from where the command was started, then the bundled one. */
export function dataFolder(given: string | undefined, { env, cwd, packageFolder }: Io): string {
  if (given === '') throw fail.usage('--data names no folder', 'An empty variable, perhaps?');
  const named = given ?? env.get('CHIPKB_DATA');
  if (named !== undefined && named !== '') return resolve(cwd, named);
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (holdsKb(folder)) return folder;
    if (folder === dirname(folder)) return join(packageFolder, 'data');
  }
}

/** Whether a folder is a knowledge base. */
export const holdsKb = (folder: string): boolean => existsSync(join(folder, 'kb.yaml'));
