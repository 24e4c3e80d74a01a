/** Runs commands on a small knowledge base while calls of the file system fail. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURES } from '../support/fixtures.ts';
import { interceptFs } from '../support/fs-calls.mjs';
import { type Ran, run, type World } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';

export const BUILD = '0.0.0 faults';

/** A folder with a knowledge base in `kb/` and caches in `xdg/`. */
export class Place {
  readonly home = mkdtempSync(join(tmpdir(), 'chipkb-faults-'));
  readonly kb = join(this.home, 'kb');
  readonly #caches = join(this.home, 'xdg');
  readonly #kept = join(this.home, 'kept');
  readonly world: World = { cwd: this.kb, build: BUILD, env: { XDG_CACHE_HOME: this.#caches } };

  constructor() {
    cpSync(join(FIXTURES, 'base'), this.kb, { recursive: true });
    this.clearCaches();
  }

  clearCaches(): void {
    rmSync(this.#caches, { recursive: true, force: true });
    mkdirSync(this.#caches);
  }

  /** Keeps a copy of the caches for `restoreCaches`. */
  keepCaches(): void {
    rmSync(this.#kept, { recursive: true, force: true });
    cpSync(this.#caches, this.#kept, { recursive: true });
  }

  restoreCaches(): void {
    rmSync(this.#caches, { recursive: true, force: true });
    cpSync(this.#kept, this.#caches, { recursive: true });
  }

  /** Makes the locks of a command that ended look as they would in a process of its own: its process is gone. */
  endProcess(): void {
    const owners = readdirSync(this.kb, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.chipkb/lock/holder.json'),
    );
    for (const owner of owners.map((path) => join(this.kb, path)))
      writeFileSync(owner, readFileSync(owner, 'utf8').replace(/"ticks":"\d+"/, '"ticks":"1"'));
  }

  remove(): void {
    rmSync(this.home, { recursive: true });
  }
}

/** Which calls fail: those that read, or those that write. */
type Calls = 'read' | 'write';

/** Runs a command without a fault, and notes the names of its calls. */
export async function runCounted(
  calls: Calls,
  argv: readonly string[],
  world: World,
): Promise<{ ran: Ran; calls: string[] }> {
  const names: string[] = [];
  const ran = await runIntercepted(calls, (name) => void names.push(name), argv, world);
  return { ran, calls: names };
}

/** Runs a command; `before` may throw the error of a call. */
async function runIntercepted(
  calls: Calls,
  before: (name: string, path: string | undefined) => void,
  argv: readonly string[],
  world: World,
): Promise<Ran> {
  const restore = interceptFs(calls, (name, [path], real) => {
    try {
      before(name, typeof path === 'string' ? path : undefined);
    } catch (error) {
      // It never throws.
      if (name === 'existsSync') return false;
      throw error;
    }
    // What is flushed can't be seen here, and takes long on a busy disk.
    return name === 'fsyncSync' ? undefined : real();
  });
  try {
    return await run(argv, world);
  } finally {
    restore();
  }
}

/** A fault of the machine at the call with this number, counted from 0. */
export interface Fault {
  calls: Calls;
  name: string;
  at: number;
  /** The error of the system, such as EIO. */
  code: string;
  /** Whether all later calls fail too. */
  stays: boolean;
}

/** Each call with one of the errors, or in `npm test` each `step`th call. */
export function* faultsAt(
  calls: Calls,
  names: readonly string[],
  codes: readonly string[],
  step: number,
): Generator<Fault> {
  const each = isSlow ? 1 : step;
  for (let at = 0; at < names.length; at += each) {
    const code = codes[(at / each) % codes.length] ?? '';
    for (const stays of [true, false]) yield { calls, name: names[at] ?? '', at, code, stays };
  }
}

/** Runs a command with a fault. */
export function runWithFault(
  { calls, code, at, stays }: Fault,
  argv: readonly string[],
  world: World,
): Promise<Ran> {
  let count = -1;
  const before = (name: string, path: string | undefined) => {
    count++;
    if (count !== at && !(stays && count > at)) return;
    const detail = { code, syscall: name.replace('Sync', ''), ...(path !== undefined && { path }) };
    throw Object.assign(new Error(`${code}: injected`), detail);
  };
  return runIntercepted(calls, before, argv, world);
}

/** Runs a command while another program makes a change before the call that reads with this number. */
export function runWithChange(
  at: number,
  change: () => void,
  argv: readonly string[],
  world: World,
): Promise<Ran> {
  let count = -1;
  return runIntercepted('read', () => void (++count === at && change()), argv, world);
}

/** The error of a run with `--json`; null if it is not a known error. */
export function knownErrorOf({
  code,
  err,
}: Ran): { code: string; message: string; hint: string | null } | null {
  const start = err.indexOf('{\n  "error"');
  if (code === 0 || start === -1) return null;
  const { error } = JSON.parse(err.slice(start));
  return error.code === 'unexpected' ? null : error;
}
