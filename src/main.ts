/** The only file that touches `process`: arguments, streams and environment -> Io, and the exit code. */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import packageJson from '../package.json' with { type: 'json' };
import type { Io, Sink } from './cli/io.ts';
import { run } from './cli/run.ts';
import { systemReason } from './model/errors.ts';
import { EXIT } from './model/known-error.ts';

/** Identifies the build; the bundler defines it. */
declare const CHIPKB_BUILD: string | undefined;

const packageFolder = join(import.meta.dirname, '..');
const build = typeof CHIPKB_BUILD === 'undefined' ? null : CHIPKB_BUILD;

function sink(
  stream: NodeJS.WriteStream & { fd: number },
  onError: (error: NodeJS.ErrnoException) => void,
): Sink {
  stream.on('error', onError);
  const { fd } = stream;
  // The documentation of `process.stdout` defines this.
  const isFile = !(stream instanceof Duplex);
  return {
    async write(text) {
      try {
        if (isFile) writeWhole(fd, Buffer.from(text));
        else if (!stream.write(text)) await new Promise((done) => stream.once('drain', done));
      } catch (error) {
        onError(error as NodeJS.ErrnoException);
      }
    },
    isTerminal: stream.isTTY === true,
    // Undefined in a pipe, and 0 in some terminals: both mean no limit.
    columns: stream.columns || null,
  };
}

/** Writes all bytes to a file. Node's stream drops, without an error, what a full disk does not accept. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

let isOutputBroken = false;

function onOutputError(error: NodeJS.ErrnoException): void {
  // The reader, such as `head`, has read enough.
  if (error.code === 'EPIPE') process.exit(EXIT.answered);
  // The program ends when its message is written; until then, more output may fail.
  if (isOutputBroken) return;
  isOutputBroken = true;
  process.stderr.write(`error: cannot write the output: ${systemReason(error.code ?? error.message)}\n`, () =>
    process.exit(EXIT.failed),
  );
}

/** Runs `undo` if a signal interrupts the program; returns a function that unsubscribes. */
function onInterrupt(undo: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const end = (signal: NodeJS.Signals) => {
    undo();
    off();
    // The signal itself ends the program.
    process.kill(process.pid, signal);
  };
  const off = () => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return off;
}

// Node 22 warns that its SQLite is experimental, which is of no use to a person who asks a question.
const [printWarning] = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') printWarning?.(warning);
});

const io: Io = {
  out: sink(process.stdout, onOutputError),
  // A message that can't be written does not change the answer.
  err: sink(process.stderr, () => {}),
  env: new Map(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  get cwd() {
    return process.cwd();
  },
  packageFolder,
  build,
  // From this size on, a database answers faster than compiled records.
  databaseThresholdBytes: 1_000_000,
  readStdin: async (maxBytes) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
      if (bytes > maxBytes) break;
    }
    return Buffer.concat(chunks);
  },
  progressStream: process.stderr.isTTY ? process.stderr : null,
  onInterrupt,
  get terminal() {
    return process.stdin.isTTY && process.stderr.isTTY
      ? { input: process.stdin, output: process.stderr }
      : null;
  },
};

void run(process.argv.slice(2), io, packageJson.version).then((code) => {
  process.exitCode = code;
});
