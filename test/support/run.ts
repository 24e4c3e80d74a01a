/** Runs the whole program in this process and captures its two streams. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.ts';
import { run as runProgram } from '../../src/cli/run.ts';

export const packageFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The exit code and the output of a run. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The surroundings of a run. By default it writes to a pipe, in the project's folder, with a cache of the tests. */
export interface World {
  /** Columns of a terminal on both streams; undefined: a pipe. */
  columns?: number;
  env?: Record<string, string>;
  cwd?: string;
  /** The folder of the package, with its data. */
  packageFolder?: string;
  /** The content of standard input. */
  input?: string | Uint8Array;
  /** The terminal for prompts. */
  terminal?: Io['terminal'];
  /** The size of a knowledge base in bytes from which the cache is a database. */
  databaseThresholdBytes?: number;
  /** Identifies the build in the cache; null: no cache. If it is given, `env` alone says where the cache is. */
  build?: string | null;
}

/** Answers come from an SQLite database in the cache, as those of a large knowledge base do. */
const isSqlite = process.env.STORE === 'sqlite';

/** The cache of this test file, which most of its runs share. */
const CACHE_HOME = mkdtempSync(join(tmpdir(), 'chipkb-cache-home-'));

/** Runs a command line that is given as words. */
export async function run(
  argv: readonly string[],
  {
    columns,
    env = {},
    cwd = packageFolder,
    packageFolder: packaged = packageFolder,
    input = '',
    terminal = null,
    build,
    databaseThresholdBytes = isSqlite && build === undefined ? 0 : Number.POSITIVE_INFINITY,
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
    env: new Map(Object.entries(build === undefined ? { XDG_CACHE_HOME: CACHE_HOME, ...env } : env)),
    cwd,
    packageFolder: packaged,
    build: build === undefined ? '0.0.0 test' : build,
    databaseThresholdBytes,
    readStdin: async () => Buffer.from(input),
    terminal,
    progressStream: null,
    onInterrupt: () => () => {},
  };
  ran.code = await runProgram(argv, io, '0.0.0-test');
  return ran;
}

/** The words of a command line, separated by single spaces; spaces in double quotes belong to a word. */
export const wordsOf = (line: string): string[] =>
  line.includes('"')
    ? (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''))
    : line.split(' ');

/** Runs a command line as typed, without `chipkb`. */
export const ask = (line: string, world?: World): Promise<Ran> => run(wordsOf(line), world);

/** The JSON answer of a command line that must exit with 0 and print nothing on stderr. */
export async function askJson<T>(line: string): Promise<T> {
  const { code, out, err } = await run([...wordsOf(line), '--json']);
  if (code !== 0 || err !== '') throw new Error(`${line}: exit ${code}: ${err}`);
  return JSON.parse(out) as T;
}
