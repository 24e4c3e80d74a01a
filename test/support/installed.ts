/** The built program with its data in a folder of its own, and the package that npm makes of it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildData } from '../../scripts/build-data.ts';
import { buildName, bundle } from '../../scripts/bundle.ts';
import { packageFolder } from './run.ts';

/**
 * Returns the folder of a built package. The first test file of a run that needs it builds it, in the temporary folder of the
 * run; the others only read it.
 */
export async function installed(): Promise<string> {
  const home = join(tmpdir(), 'package');
  if (existsSync(home)) return home;
  const own = mkdtempSync(join(tmpdir(), 'build-'));
  // Another user may read it.
  chmodSync(own, 0o755);
  await buildInto(own);
  try {
    renameSync(own, home);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(home)) throw error;
    rmSync(own, { recursive: true });
  }
  return home;
}

async function buildInto(home: string): Promise<void> {
  const names = [
    'bin',
    'data',
    'seeds',
    'docs',
    'package.json',
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'LICENSE',
  ];
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

/** Packs the built program into a folder. */
export async function pack(folder: string): Promise<Tarball> {
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { out } = runNpm(words, await installed());
  const [packed] = JSON.parse(out) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** Installs packages into a folder, and returns what npm prints. */
export function npmInstall(folder: string, ...words: string[]): { out: string; err: string } {
  mkdirSync(folder, { recursive: true });
  return runNpm(['install', '--no-audit', '--no-fund', '--prefix', folder, ...words], folder);
}

function runNpm(words: string[], cwd: string): { out: string; err: string } {
  // Settings of the `npm test` that may have started this are for the project's own folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const settings = {
    // The home folder may be missing or read-only.
    npm_config_cache: join(tmpdir(), 'npm-cache'),
    // npm would add a notice to stderr if it is not the newest.
    npm_config_update_notifier: 'false',
  };
  const { status, stdout, stderr } = spawnSync('npm', words, {
    cwd,
    env: { ...env, ...settings },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm ${words.join(' ')}: ${stderr}`);
  return { out: stdout, err: stderr };
}

/** The program in a folder into which npm installed the package. */
export function programIn(folder: string): string {
  const program = join(folder, 'node_modules/chipkb/bin/chipkb.cjs');
  if (!existsSync(program)) throw new Error(`${program} is missing`);
  return program;
}
