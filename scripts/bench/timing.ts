/** Times whole processes in turns: each run of a contender stands beside a run of the baseline, so that a machine that drifts moves both. */
import { spawn } from 'node:child_process';

/** A program that is timed. */
export interface Contender {
  name: string;
  argv: readonly string[];
  /** In a terminal of its own, as `script` of util-linux makes it. */
  onTerminal?: boolean;
  /** What its answer must be, so that only equal work is compared; gives what is wrong. */
  fault(ran: Ended): string | null;
  /** The most times the baseline that it may take; null for none. */
  goal: number | null;
}

/** A process that has ended. */
export interface Ended {
  code: number | null;
  out: string;
  /** Milliseconds from its start until its output was closed; in a terminal, until it ended. */
  time: number;
}

/** How long one took, in times the baseline and in milliseconds: medians and quartiles over the pairs. */
export interface Timed {
  name: string;
  goal: number | null;
  ratio: number;
  quartiles: readonly [number, number];
  milliseconds: number;
}

/** The environment of every timed process. With certificates named in it Node 20 starts in twice the time. */
export const quietEnv = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;
  return { ...env, TERM: 'xterm', ...more };
};

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** Runs a program in a terminal, where a shell takes the time: making the terminal is no work of the program. */
function inTerminal(argv: readonly string[]): string[] {
  const timed = `begun=$EPOCHREALTIME; ${argv.map(quoted).join(' ')}; code=$?; echo; echo $begun $EPOCHREALTIME; exit $code`;
  return ['script', '-qec', `bash -c ${quoted(timed)}`, '/dev/null'];
}

/** The seconds since 1970 at which it began and ended, as the shell prints them last. */
const SHELL_TIMES = /\s+(\d+[.,]\d+) (\d+[.,]\d+)\s*$/;

/** Runs a program to its end. */
export function ended(
  { argv, onTerminal = false }: Pick<Contender, 'argv' | 'onTerminal'>,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  const [program = '', ...words] = onTerminal ? inTerminal(argv) : argv;
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint();
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.resume();
    child.on('error', failed);
    child.on('close', (code) => {
      if (!onTerminal) {
        done({ code, out, time: Number(process.hrtime.bigint() - start) / 1e6 });
        return;
      }
      const [all = '', begun = '', end = ''] = SHELL_TIMES.exec(out) ?? [];
      const seconds = (text: string) => Number(text.replace(',', '.'));
      const time = (seconds(end) - seconds(begun)) * 1000;
      done({ code, out: out.slice(0, out.length - all.length), time });
    });
  });
}

/** Times contenders against `baseline`, after one run of each that is not counted. */
export async function timed(
  baseline: readonly string[],
  contenders: readonly Contender[],
  pairs: number,
  env: NodeJS.ProcessEnv,
): Promise<Timed[]> {
  const results: Timed[] = [];
  const times = contenders.map((): { own: number; ratio: number }[] => []);
  for (let pair = -1; pair < pairs; pair++) {
    for (const [index, contender] of contenders.entries()) {
      const { onTerminal = false } = contender;
      const base = await ended({ argv: baseline, onTerminal }, env);
      const own = await ended(contender, env);
      if (pair >= 0) times[index]?.push({ own: own.time, ratio: own.time / base.time });
    }
  }
  for (const [index, { name, goal }] of contenders.entries()) {
    const ratios = (times[index] ?? []).map(({ ratio }) => ratio);
    results.push({
      name,
      goal,
      ratio: quantile(ratios, 0.5),
      quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      milliseconds: quantile(
        (times[index] ?? []).map(({ own }) => own),
        0.5,
      ),
    });
  }
  return results;
}

/** The value below which this part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at % 1);
}
