/** Runs the whole program in-process, with its two streams caught. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.ts';
import { run as runProgram } from '../../src/cli/run.ts';

export const packageFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What a run left behind. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The world around a run, where it differs from a pipe in the project's folder. */
export interface World {
  /** Columns of a terminal on both streams; none: a pipe. */
  columns?: number;
  env?: Record<string, string>;
  cwd?: string;
  /** The folder of the package, with its data. */
  packageFolder?: string;
  /** What comes in on standard input. */
  input?: string | Uint8Array;
  /** Where a person is asked. */
  terminal?: Io['terminal'];
  /** From so many bytes on a database is kept. */
  largeFrom?: number;
  /** The build of the program; none: it runs from its source. */
  build?: string | null;
}

/** Which store answers: `npm test` asks all command lines of both. */
const STORE = process.env.STORE ?? 'memory';

/** Where databases are kept between runs. */
const databases = STORE === 'sqlite' ? mkdtempSync(join(tmpdir(), 'chipkb-databases-')) : null;
process.on('exit', () => databases !== null && rmSync(databases, { recursive: true }));

/** What makes databases answer that a run has not chosen itself. */
const STORE_WORLD = databases === null ? {} : { build: '0.0.0 test', env: { XDG_CACHE_HOME: databases } };

/** Runs a command line given as words. */
export async function run(
  argv: readonly string[],
  {
    columns,
    env = STORE_WORLD.env ?? {},
    cwd = packageFolder,
    packageFolder: packaged = packageFolder,
    input = '',
    terminal = null,
    build = STORE_WORLD.build ?? null,
    largeFrom,
  }: World = {},
): Promise<Ran> {
  const ran = { code: 0, out: '', err: '' };
  const sink = (stream: 'out' | 'err') => ({
    write: async (text: string) => {
      ran[stream] += text;
    },
    isTerminal: columns !== undefined,
    columns: columns ?? null,
  });
  const io: Io = {
    out: sink('out'),
    err: sink('err'),
    env: new Map(Object.entries(env)),
    cwd,
    packageFolder: packaged,
    build,
    threadFile: null,
    largeFrom: largeFrom ?? (databases === null ? Number.POSITIVE_INFINITY : 0),
    readInput: async () => Buffer.from(input),
    terminal,
    notes: null,
    onInterrupt: () => () => {},
  };
  ran.code = await runProgram(argv, io, '0.0.0-test');
  return ran;
}

/** The words of a command line: separated by single spaces, or between double quotes. */
export const wordsOf = (line: string): string[] =>
  line.includes('"')
    ? (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
    : line.split(' ');

/** Runs a command line as typed, `chipkb` left out. */
export const ask = (line: string, world?: World): Promise<Ran> => run(wordsOf(line), world);

/** The JSON answer of a command line that must succeed quietly. */
export async function askJson<T>(line: string): Promise<T> {
  const { code, out, err } = await run([...wordsOf(line), '--json']);
  if (code !== 0 || err !== '') throw new Error(`${line}: exit ${code}: ${err}`);
  return JSON.parse(out) as T;
}
