/** The built program in a folder of its own, as npm installs it: without the code that the build keeps. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundle } from '../../scripts/bundle.ts';
import { encode } from '../../src/kb/cache/compiled.ts';
import { compileBundled } from '../../src/kb/load-and-check.ts';
import { BUNDLED } from '../../src/kb/open.ts';
import { packageFolder } from './run.ts';

/** Installs it into a new folder, whose name begins so. */
export async function installed(prefix: string): Promise<{ home: string; bundled: Bundle }> {
  const home = mkdtempSync(join(tmpdir(), prefix));
  for (const name of ['bin', 'data', 'seeds', 'package.json'])
    cpSync(join(packageFolder, name), join(home, name), { recursive: true });
  mkdirSync(join(home, 'dist', 'parts'), { recursive: true });
  const bundled = await bundle();
  for (const [name, text] of bundled.files) writeFileSync(join(home, 'dist', name), text);
  const options = { folder: join(home, 'data'), shownFrom: home, receiptsFile: '' };
  writeFileSync(join(home, 'dist', BUNDLED[0]), encode(compileBundled(options, bundled.build)));
  return { home, bundled };
}
