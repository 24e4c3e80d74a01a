/** Copies of the bundled knowledge base that a test may change. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-copy-'));
let made = 0;

/** Makes a copy with its texts and returns its data folder. */
export function copyOfData(): string {
  const home = join(scratch, String(++made));
  for (const name of ['data', 'seeds'])
    cpSync(join(packageFolder, name), join(home, name), { recursive: true });
  return join(home, 'data');
}

/** Removes all copies. */
export const removeCopies = (): void => rmSync(scratch, { recursive: true, force: true });
