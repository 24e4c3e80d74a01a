/** Measures how the CPU time of the commands that read text grows with the size of plain and hostile inputs. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filled, MARKDOWN, PAGES, type Repeated, TEXTS, YAML } from './inputs.ts';
import { quietEnv } from './timing.ts';

/** A command on an input of a kind. */
export interface InputCase {
  kind: string;
  command: string;
  /** Writes an input of about `size` bytes, with a knowledge base, into a folder; returns the words of the command. */
  prepare(folder: string, size: number): string[];
}

/** What a process used. */
export interface Usage {
  /** Null if it was killed at the limit. */
  code: number | null;
  /** CPU time. */
  seconds: number;
  /** Peak memory. */
  megabytes: number;
  /** The start of stderr. */
  err: string;
}

const REPORT =
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))";

/** In seconds of CPU time, which do not depend on what else the machine does. */
const LIMIT = 60;

/** Runs the built program with at most 1 GB of objects: a text of a million empty lines needs 700 MB to be listed line by line. */
export function usageOf(program: string, words: readonly string[], cache: string): Promise<Usage> {
  const node = [process.execPath, '--max-old-space-size=1024', '--import', `data:text/javascript,${REPORT}`];
  const argv = ['-c', `ulimit -t ${LIMIT}; exec "$@"`, 'sh', ...node, program, ...words];
  const env = quietEnv({ XDG_CACHE_HOME: cache });
  return new Promise((done, failed) => {
    const child = spawn('sh', argv, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let report = '';
    let err = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      report += chunk;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      err = (err + chunk).slice(0, 200);
    });
    child.on('error', failed);
    child.on('close', (code) => {
      const usage = report === '' ? null : (JSON.parse(report) as NodeJS.ResourceUsage);
      const seconds = usage ? (usage.userCPUTime + usage.systemCPUTime) / 1e6 : LIMIT;
      done({ code, seconds, megabytes: (usage?.maxRSS ?? Number.NaN) / 1000, err });
    });
  });
}

const QUOTE = 'Acme Chips supports M1.';

const ENTITIES = [
  ['acme', 'Acme Chips', 'company', '砺铁芯片'],
  ['beta', 'Beta Labs', 'company', '青雀智研'],
  ['n9', 'N9', 'hardware', '砺铁集群'],
  ['m1', 'M1', 'model', '青雀一号'],
  ['gazette', 'Gazette', 'publisher', '日报'],
].map(([id, name, kind, alias]) => ({ id, name, kind, description: 'd', aliases: [alias] }));

function writeKb(folder: string): void {
  for (const part of ['entities', 'sources', 'seeds']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'kb.yaml'), 'format: 1\ntitle: t\ndescription: d\nlicence: l\n');
  writeFileSync(join(folder, 'entities/all.yaml'), JSON.stringify(ENTITIES));
}

/** Writes a knowledge base with a text as a source, and a claim with a quote. */
function writeSource(folder: string, text: string, quote = QUOTE): void {
  writeKb(folder);
  const record = {
    id: 'any',
    title: 'Any',
    publisher: 'gazette',
    published: '2025-02-05',
    text: 'any.txt',
    sha256: createHash('sha256').update(text).digest('hex'),
    extent: { first: 1, last: text.split('\n').length - 1 },
    edges: [{ relation: 'supports', from: 'acme', to: 'm1', status: 'available', evidence: [{ quote }] }],
  };
  writeFileSync(join(folder, 'seeds/any.txt'), text);
  writeFileSync(join(folder, 'sources/any.yaml'), JSON.stringify(record));
}

const ADD = '--dry-run --id new --title T --publisher gazette --published 2025-02-05 --data'.split(' ');

/** What is written for a command, and its words before the folder of the knowledge base. */
interface Group {
  prefix: string;
  inputs: Readonly<Record<string, Repeated>>;
  write(folder: string, input: string): void;
  commands: readonly string[];
}

const GROUPS: readonly Group[] = [
  {
    prefix: 'text',
    inputs: TEXTS,
    write: (folder, input) => writeSource(folder, `${input}\n${QUOTE}\n`),
    commands: [
      'suggest any --json --data',
      'propose any --data',
      'coverage any --data',
      'source any --data',
      'why acme m1 --data',
      'check',
    ],
  },
  {
    // The hint shows the passage that is most similar to a long quote with an error at its end.
    prefix: 'quote',
    inputs: TEXTS,
    write: (folder, input) => writeSource(folder, `${input}\n`, `${input.slice(0, 2_000).trim()} Error.`),
    commands: ['check'],
  },
  ...Object.entries({ txt: TEXTS, html: PAGES, md: MARKDOWN }).map(([extension, inputs]) => ({
    prefix: extension,
    inputs,
    write(folder: string, input: string) {
      writeKb(folder);
      writeFileSync(join(folder, `input.${extension}`), input);
    },
    commands: [`add source input.${extension} ${ADD.join(' ')}`],
  })),
  {
    prefix: 'yaml',
    inputs: YAML,
    write(folder, input) {
      writeKb(folder);
      writeFileSync(join(folder, 'entities/more.yaml'), input);
    },
    commands: ['check', 'list --limit 1 --data', 'fmt --check --data', 'build -o out.db', 'diff before'],
  },
];

/** Every command on every kind of input. */
export const inputCases = (): InputCase[] =>
  GROUPS.flatMap(({ prefix, inputs, write, commands }) =>
    Object.entries(inputs).flatMap(([kind, repeated]) =>
      commands.map((command) => ({
        kind: `${prefix}: ${kind}`,
        command: command
          .split(' ')
          .slice(0, command.startsWith('add') ? 2 : 1)
          .join(' '),
        prepare(folder: string, size: number) {
          write(folder, filled(repeated, size));
          writeKb(join(folder, 'before'));
          const words = command.split(' ').map((word) => {
            // Nothing may be written into the knowledge base.
            if (word === 'out.db') return `${folder}.db`;
            return /^(?:input\.|before)/.test(word) ? join(folder, word) : word;
          });
          return [...words, folder];
        },
      })),
    ),
  );

/** How a case grows. */
export interface CaseGrowth {
  /** The CPU time at 1 MB beyond that of a tiny input. */
  seconds: number;
  /** The slope of the logarithm of the time over that of the size, by least squares; null if the time is always short. */
  exponent: number | null;
  /** What happened where there was neither an answer nor a known error. */
  fault: string | null;
}

/** The exit code of a command that was called in a wrong way, and measures nothing. */
const WRONG_USAGE = 2;

/** The largest exponent that counts as linear. */
export const MAX_EXPONENT = 1.2;

/** In bytes, the largest first. */
const SIZES = [1_000_000, 500_000, 250_000, 125_000, 62_500];

/** In bytes: the time of an input of this size is that of the start of the program. */
const TINY = 100;

/** In seconds. Shorter times are mostly the start of the program, and prove nothing. */
const SHORT = 0.2;

/** Measures a case in an empty folder. If it looks too steep, each size is measured again: other processes only add to a time. */
export async function growthOf(one: InputCase, program: string, scratch: string): Promise<CaseGrowth> {
  const best = new Map<number, number>();
  const measure = async (size: number): Promise<Usage> => {
    const folder = join(scratch, String(size));
    const usage = await usageOf(program, one.prepare(folder, size), join(scratch, 'cache'));
    best.set(size, Math.min(usage.seconds, best.get(size) ?? Number.POSITIVE_INFINITY));
    return usage;
  };
  const secondsAt = (size: number) => (best.get(size) ?? 0) - (best.get(TINY) ?? 0);
  const points = () =>
    SIZES.filter((size) => secondsAt(size) >= SHORT).map((size) => [size, secondsAt(size)] as const);
  const largest = SIZES[0] ?? 0;
  let exponent: number | null = null;
  for (let round = 0; round < 2 && (round === 0 || (exponent ?? 0) > MAX_EXPONENT); round++) {
    await measure(TINY);
    for (const size of SIZES) {
      const { code, err } = await measure(size);
      if (code === null || code === WRONG_USAGE || /chipkb failed/.test(err))
        return {
          seconds: secondsAt(size),
          exponent: null,
          fault: `${size} bytes: ${code === null ? 'killed' : err}`,
        };
      if (secondsAt(size) < SHORT || secondsAt(largest) < 4 * SHORT) break;
    }
    exponent = points().length < 2 || secondsAt(largest) < 4 * SHORT ? null : slope(points());
  }
  return { seconds: secondsAt(largest), exponent, fault: null };
}

function slope(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([size, seconds]) => [Math.log(size), Math.log(seconds)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return covariance / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
