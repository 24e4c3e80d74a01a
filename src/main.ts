/** The only file that touches `process`: arguments, streams, environment -> Io, and the exit code. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Io, Sink } from './cli/io.ts';
import { run } from './cli/run.ts';
import { EXIT } from './errors.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

function sink(stream: NodeJS.WriteStream): Sink {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    // Undefined in a pipe, and 0 in some terminals: both mean no limit.
    columns: stream.isTTY && stream.columns > 0 ? stream.columns : null,
  };
}

function onOutputError(error: NodeJS.ErrnoException): void {
  // The reader, such as `head`, has all it wants: what it was given is the answer.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.answered);
  process.stderr.write(`error: the output could not be written (${error.code ?? error.message})\n`);
  process.exit(EXIT.failed);
}

process.stdout.on('error', onOutputError);
process.stderr.on('error', () => process.exit(process.exitCode ?? EXIT.failed));

const io: Io = {
  out: sink(process.stdout),
  err: sink(process.stderr),
  env: new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  cwd: process.cwd(),
  packageFolder,
  readInput: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  },
  terminal:
    process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : null,
};
const { version } = JSON.parse(readFileSync(`${packageFolder}/package.json`, 'utf8')) as { version: string };
process.exitCode = await run(process.argv.slice(2), io, version);
