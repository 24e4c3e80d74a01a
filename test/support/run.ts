/** Runs the whole program in-process, with its two streams caught. */
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
  /** The build of the program; none: it runs from its source. */
  build?: string | null;
}

/** Runs a command line given as words. */
export async function run(
  argv: readonly string[],
  {
    columns,
    env = {},
    cwd = packageFolder,
    packageFolder: packaged = packageFolder,
    input = '',
    terminal = null,
    build = null,
  }: World = {},
): Promise<Ran> {
  const ran = { code: 0, out: '', err: '' };
  const sink = (stream: 'out' | 'err') => ({
    write: (text: string) => {
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
