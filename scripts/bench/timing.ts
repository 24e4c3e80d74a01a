/** Times whole processes. Each run of a program is paired with a run of the baseline, so that both slow down when the machine does. */
import { spawn } from 'node:child_process';

/** A program to time. */
export interface Contender {
  name: string;
  argv: readonly string[];
  /** Whether it runs in a terminal, which `script` of util-linux provides. */
  onTerminal?: boolean;
  /** What is wrong with its answer; null if nothing is. */
  fault(run: CompletedRun): string | null;
  /** The largest acceptable ratio to the baseline; null if there is none. */
  goal: number | null;
}

/** A process that has ended. */
export interface CompletedRun {
  code: number | null;
  out: string;
  /** Milliseconds from the start until the output was closed; in a terminal, until the process ended. */
  time: number;
}

/** Medians and quartiles over the pairs; ratios are to the baseline. */
export interface Timing {
  name: string;
  goal: number | null;
  ratio: number;
  quartiles: readonly [number, number];
  milliseconds: number;
}

/** The environment of every timed process. `NODE_EXTRA_CA_CERTS` doubles the start of Node 20, and so would flatter every ratio. */
export const quietEnv = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;
  return { ...env, TERM: 'xterm', ...more };
};

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Runs a program in a terminal. A shell in it takes the times, which exclude opening the terminal. */
const inTerminal = (argv: readonly string[]): string[] => {
  const timed = `begun=$EPOCHREALTIME; ${argv.map(quoted).join(' ')}; code=$?; echo; echo $begun $EPOCHREALTIME; exit $code`;
  return ['script', '-qec', `bash -c ${quoted(timed)}`, '/dev/null'];
};

/** The seconds since 1970 that the shell prints last. */
const SHELL_TIMES = /\s+(\d+[.,]\d+) (\d+[.,]\d+)\s*$/;

/** Runs a program to its end. */
export function ended(
  { argv, onTerminal = false }: Pick<Contender, 'argv' | 'onTerminal'>,
  env: NodeJS.ProcessEnv,
): Promise<CompletedRun> {
  const [program = '', ...words] = onTerminal ? inTerminal(argv) : argv;
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', (code) => {
      const time = performance.now() - start;
      if (!onTerminal) return resolve({ code, out, time });
      const [all = '', begun = '', end = ''] = SHELL_TIMES.exec(out) ?? [];
      const seconds = (text: string) => Number(text.replace(',', '.'));
      resolve({
        code,
        out: out.slice(0, out.length - all.length),
        time: (seconds(end) - seconds(begun)) * 1000,
      });
    });
  });
}

/** Times contenders against `baseline`, after one run of each that does not count. */
export async function timed(
  baseline: readonly string[],
  contenders: readonly Contender[],
  pairs: number,
  env: NodeJS.ProcessEnv,
): Promise<Timing[]> {
  const measured = contenders.map((contender) => ({
    contender,
    times: [] as number[],
    ratios: [] as number[],
  }));
  for (let pair = -1; pair < pairs; pair++) {
    for (const { contender, times, ratios } of measured) {
      const { onTerminal = false } = contender;
      const base = await ended({ argv: baseline, onTerminal }, env);
      const own = await ended(contender, env);
      if (pair < 0) continue;
      times.push(own.time);
      ratios.push(own.time / base.time);
    }
  }
  return measured.map(({ contender: { name, goal }, times, ratios }) => ({
    name,
    goal,
    ratio: quantile(ratios, 0.5),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    milliseconds: quantile(times, 0.5),
  }));
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(position)] ?? below) - below) * (position % 1);
}

/** A table in Markdown; the first row is the heading. */
export const markdownTable = ([head = [], ...rows]: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
