/** The only file that touches `process`: arguments, streams, environment -> Io, and the exit code. */
import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Io, Sink } from './cli/io.ts';
import { run } from './cli/run.ts';
import { EXIT } from './model/errors.ts';

/** The build puts it here. */
declare const CHIPKB_BUILD: string | undefined;

const packageFolder = join(import.meta.dirname, '..');

/** Whether streams of Node may hold something that is not yet written. */
let isLeftToNode = false;

/**
 * A stream to write to. It is written to directly, since Node takes as long to make a stream of it as many an answer takes; what
 * can't take everything at once is left to Node, and so is a console of Windows, which takes no UTF-8.
 */
function sink(descriptor: 1 | 2, onError: (error: NodeJS.ErrnoException) => void): Sink {
  let stream: NodeJS.WriteStream | undefined;
  const node = () => {
    stream ??= (descriptor === 1 ? process.stdout : process.stderr).on('error', onError);
    return stream;
  };
  let terminal: { columns: number } | null | undefined;
  const terminalIfAny = () => {
    if (terminal === undefined)
      terminal = isPipeOrFile(descriptor) ? null : (terminalAt(descriptor) ?? (node().isTTY ? node() : null));
    return terminal;
  };
  let isDirect = process.platform !== 'win32' || isPipeOrFile(descriptor);
  return {
    write(text) {
      for (const bytes of pieces(text)) {
        let rest = bytes;
        try {
          while (isDirect && rest.length > 0) {
            const written = writeSome(descriptor, rest);
            if (written === null) isDirect = false;
            else rest = rest.subarray(written);
          }
        } catch (error) {
          onError(error as NodeJS.ErrnoException);
          return;
        }
        if (rest.length === 0) continue;
        isLeftToNode = true;
        node().write(Buffer.from(rest));
      }
    },
    get isTerminal() {
      return terminalIfAny() !== null;
    },
    // Undefined in a pipe, and 0 in some terminals: both mean no limit.
    get columns() {
      return terminalIfAny()?.columns || null;
    },
  };
}

/** A long text is written in pieces of so many units, in one place of memory: to use as much as it takes would take longer. */
const PIECE = 65_536;

/** The bytes of a text in UTF-8, a part at a time: each is good until the next is asked for. */
function* pieces(text: string): Generator<Uint8Array> {
  if (text.length <= PIECE) {
    yield Buffer.from(text);
    return;
  }
  const encoder = new TextEncoder();
  const place = Buffer.allocUnsafe(3 * PIECE);
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE;
    // A pair of units that make one character stays together.
    const isParted = end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
    const piece = text.slice(at, isParted ? end - 1 : end);
    at += piece.length;
    yield place.subarray(0, encoder.encodeInto(piece, place).written);
  }
}

/** How many bytes were taken; null where none can be taken just now. */
function writeSome(descriptor: number, bytes: Uint8Array): number | null {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}

/** What Node's own streams for terminals are made of; since Node 10 it is not meant for programs, and has stayed. */
interface TerminalBinding {
  TTY: new (
    descriptor: number,
    context: { code?: string },
  ) => {
    /** Sets columns and rows; gives 0, or the number of an error. */
    getWindowSize(size: [columns: number, rows: number]): number;
  };
}

/**
 * A terminal and its width; undefined where that can't be told in this way. A stream of Node tells it too, but loads
 * Node's network code first, which takes as long as half an answer.
 */
function terminalAt(descriptor: number): { columns: number } | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    const { binding } = process as unknown as { binding(name: 'tty_wrap'): TerminalBinding };
    const { TTY } = binding('tty_wrap');
    const context: { code?: string } = {};
    const handle = new TTY(descriptor, context);
    const size: [number, number] = [0, 0];
    if (context.code !== undefined || handle.getWindowSize(size) !== 0) return undefined;
    return { columns: size[0] };
  } catch {
    return undefined;
  }
}

/** Whether it is surely no terminal. */
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
  // The answer stands without what is said beside it.
  err: sink(2, () => {}),
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
    isLeftToNode = true;
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
    isLeftToNode = true;
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
  // Otherwise Node first takes apart what it has made, which takes as long as half an answer.
  if (!isLeftToNode) process.exit();
});
