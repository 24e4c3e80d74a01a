/** Copies of the bundled knowledge base to change. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-copy-'));
let made = 0;

/** The folder of a new copy, with its texts beside it. */
export function copyOfData(): string {
  const home = join(scratch, String(++made));
  for (const name of ['data', 'seeds'])
    cpSync(join(packageFolder, name), join(home, name), { recursive: true });
  return join(home, 'data');
}

/** Takes all copies away. */
export const removeCopies = (): void => rmSync(scratch, { recursive: true, force: true });
