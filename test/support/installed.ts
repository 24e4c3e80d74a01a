/** The built program with its data in a folder of its own, and the package that npm makes of it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildData } from '../../scripts/build-data.ts';
import { buildName, bundle } from '../../scripts/bundle.ts';
import { packageFolder } from './run.ts';

/** Builds the program into a new folder, whose name starts with `prefix`, and returns its path. */
export async function installed(prefix: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), prefix));
  // Another user may read it.
  chmodSync(home, 0o755);
  await buildInto(home);
  return home;
}

async function buildInto(home: string): Promise<void> {
  const names = ['bin', 'data', 'seeds', 'docs', 'package.json', 'README.md', 'CONTRIBUTING.md', 'LICENSE'];
  for (const name of names) cpSync(join(packageFolder, name), join(home, name), { recursive: true });
  const build = buildName();
  await bundle(join(home, 'dist'), build);
  buildData(home, build);
}

/** The package as npm packs it. */
export interface Tarball {
  path: string;
  files: string[];
}

/** Builds the program below a folder, and packs it. */
export async function pack(folder: string): Promise<Tarball> {
  const home = join(folder, 'clone');
  mkdirSync(home);
  await buildInto(home);
  const { out } = runNpm(['pack', '--json', '--ignore-scripts'], home);
  const [packed] = JSON.parse(out) as [{ filename: string; files: { path: string }[] }];
  return { path: join(home, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** Installs packages into a folder, and returns what npm prints. */
export function npmInstall(folder: string, ...words: string[]): { out: string; err: string } {
  mkdirSync(folder, { recursive: true });
  return runNpm(['install', '--no-audit', '--no-fund', '--prefix', folder, ...words], folder);
}

function runNpm(words: string[], cwd: string): { out: string; err: string } {
  // Settings of the `npm test` that may have started this are for the project's own folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const { status, stdout, stderr } = spawnSync('npm', words, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${words.join(' ')}: ${stderr}`);
  return { out: stdout, err: stderr };
}

/** The program in a folder into which npm installed the package. */
export function programIn(folder: string): string {
  const program = join(folder, 'node_modules/chipkb/bin/chipkb.cjs');
  if (!existsSync(program)) throw new Error(`${program} is missing`);
  return program;
}
