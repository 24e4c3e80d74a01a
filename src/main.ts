/** The only file that touches `process`: arguments, streams, environment -> Io, and the exit code. */
import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Io, Sink } from './cli/io.ts';
import { run } from './cli/run.ts';
import { EXIT } from './errors.ts';

/** The build puts it here. */
declare const CHIPKB_BUILD: string | undefined;

const packageFolder = join(import.meta.dirname, '..');

/**
 * A stream to write to. A pipe, socket or file is written to directly, since Node takes as long to make a stream of it as many an
 * answer takes; a terminal, and what can't take everything at once, is left to Node.
 */
function sink(descriptor: 1 | 2, onError: (error: NodeJS.ErrnoException) => void): Sink {
  let stream: NodeJS.WriteStream | null | undefined;
  const node = () => {
    stream ??= (descriptor === 1 ? process.stdout : process.stderr).on('error', onError);
    return stream;
  };
  const chosen = () => {
    if (stream === undefined) stream = isPipeOrFile(descriptor) ? null : node();
    return stream;
  };
  return {
    write(text) {
      if (chosen() !== null) {
        node().write(text);
        return;
      }
      const bytes = Buffer.from(text);
      try {
        for (let at = 0; at < bytes.length; ) {
          const written = writeSome(descriptor, bytes, at);
          if (written === null) {
            node().write(bytes.subarray(at));
            return;
          }
          at += written;
        }
      } catch (error) {
        onError(error as NodeJS.ErrnoException);
      }
    },
    get isTerminal() {
      return chosen()?.isTTY === true;
    },
    // Undefined in a pipe, and 0 in some terminals: both mean no limit.
    get columns() {
      const own = chosen();
      return own?.isTTY && own.columns > 0 ? own.columns : null;
    },
  };
}

/** How many bytes were taken; null where none can be taken just now. */
function writeSome(descriptor: number, bytes: Uint8Array, at: number): number | null {
  try {
    return writeSync(descriptor, bytes, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}

/** Whether writing to it needs no more than the system's own call. */
function isPipeOrFile(descriptor: number): boolean {
  try {
    const own = fstatSync(descriptor);
    return own.isFIFO() || own.isSocket() || own.isFile() || own.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

function onOutputError(error: NodeJS.ErrnoException): void {
  // The reader, such as `head`, has all it wants: what it was given is the answer.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.answered);
  io.err.write(`error: the output could not be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.failed);
}

/** Which build this is; a program that runs from its source has none. */
const build = typeof CHIPKB_BUILD === 'undefined' ? null : CHIPKB_BUILD;

const io: Io = {
  out: sink(1, onOutputError),
  err: sink(2, () => process.exit(process.exitCode ?? EXIT.failed)),
  env: new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  cwd: process.cwd(),
  packageFolder,
  build,
  threadFile: build === null ? null : join(packageFolder, 'dist', 'worker.cjs'),
  // A database answers sooner than compiled records do from about so many on.
  largeFrom: 1_000_000,
  readInput: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  },
  get notes() {
    return process.stderr.isTTY ? process.stderr : null;
  },
  onInterrupt(undo) {
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
  },
  get terminal() {
    return process.stdin.isTTY && process.stderr.isTTY
      ? { input: process.stdin, output: process.stderr }
      : null;
  },
};

/** A build is known by the version and what tells it from others of that version. */
function versionOf(build: string | null): string {
  if (build !== null) return build.slice(0, build.indexOf(' '));
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
}

void run(process.argv.slice(2), io, versionOf(io.build)).then((code) => {
  process.exitCode = code;
});
