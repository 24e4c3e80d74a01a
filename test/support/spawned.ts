/** The program in a process of its own, on copies of the bundled knowledge base. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { packageFolder, type Ran } from './run.ts';

/** A folder for the files of a test file, and the built program. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'chipkb-work-'));
  readonly program: string;
  #made = 0;

  private constructor(home: string) {
    this.program = join(home, 'bin/chipkb.cjs');
    // Another user may read it.
    chmodSync(this.folder, 0o755);
  }

  /** Makes the folder, and builds the program if no other test file has. */
  static async open(): Promise<Workshop> {
    return new Workshop(await installed());
  }

  /** A copy of the bundled knowledge base with its texts; gives its folder. */
  copy(): string {
    const home = this.empty();
    for (const name of ['data', 'seeds'])
      cpSync(join(packageFolder, name), join(home, name), { recursive: true });
    return join(home, 'data');
  }

  /** A new empty folder. */
  empty(): string {
    const home = join(this.folder, String(++this.#made));
    mkdirSync(home);
    return home;
  }

  /** Starts the program. */
  start(
    argv: readonly string[],
    cwd: string,
    { fault, preload, env: more, ...options }: Spawning = {},
  ): ChildProcess {
    const env = { ...process.env, ...more, ...(fault === undefined ? {} : { FAULT: fault }) };
    const loaded = fault === undefined ? preload : join(packageFolder, 'test/support/fs-fault-injection.mjs');
    return spawn(process.execPath, [...(loaded ? ['--import', loaded] : []), this.program, ...argv], {
      cwd,
      env,
      ...options,
    });
  }

  /** Runs the program; the code is null where it was killed. `onError` is told all that stands on stderr so far. */
  async run(
    argv: readonly string[],
    cwd: string,
    { onError, ...options }: Spawning & { onError?: (said: string) => void } = {},
  ): Promise<Omit<Ran, 'code'> & { code: number | null }> {
    const child = this.start(argv, cwd, options);
    const ran = { code: null as number | null, out: '', err: '' };
    child.stdout?.on('data', (chunk: Buffer) => {
      ran.out += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      ran.err += chunk.toString();
      onError?.(ran.err);
    });
    ran.code = await new Promise((done) => child.on('close', (code) => done(code)));
    return ran;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** How a process is started: with a fault (see fs-fault-injection.mjs), as another user. */
export interface Spawning {
  fault?: string;
  /** A module that is loaded before the program. */
  preload?: string;
  /** Added to the environment of this process. */
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
}

/** Every file below a folder with its content, but what writers leave for each other. */
export function snapshot(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('.chipkb'))
      files.set(path.slice(folder.length), readFileSync(path, 'latin1'));
  }
  return files;
}

/** What writers leave for each other: locks, journals, new content not yet in place. */
export const leftovers = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('.chipkb'));
