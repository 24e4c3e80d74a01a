/** The built program with its data in a folder of its own, as npm installs it, and with the source texts. */
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildData } from '../../scripts/build-data.ts';
import { buildName, bundle } from '../../scripts/bundle.ts';
import { packageFolder } from './run.ts';

/** Makes a new folder, whose name starts with `prefix`, and returns its path. */
export async function installed(prefix: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), prefix));
  for (const name of ['bin', 'data', 'seeds', 'package.json'])
    cpSync(join(packageFolder, name), join(home, name), { recursive: true });
  const build = buildName();
  await bundle(join(home, 'dist'), build);
  buildData(home, build);
  return home;
}
