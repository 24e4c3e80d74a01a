/** The world around a run: everything that the program reads from or writes to outside the knowledge base. */
import type { Readable, Writable } from 'node:stream';

/** A stream that text is written to. */
export interface Sink {
  /** Resolves when more can be written, so that a long text does not pile up in memory. Never rejects. */
  write(text: string): Promise<void>;
  isTerminal: boolean;
  /** Columns of the terminal; null for no limit. */
  columns: number | null;
}

export interface Io {
  out: Sink;
  err: Sink;
  env: ReadonlyMap<string, string>;
  /** The folder that the command was started in; absolute. Throws an error of the system if it was deleted. */
  readonly cwd: string;
  /** The folder of the package, which contains the bundled data; absolute. */
  packageFolder: string;
  /** Identifies the build of the program, which trusts only caches that the same build wrote; null if it runs from source. */
  build: string | null;
  /** The size of a knowledge base, in bytes of YAML, from which its cache is a database. */
  databaseThresholdBytes: number;
  /** Reads standard input to its end, or until it has more than `maxBytes` bytes. */
  readStdin(maxBytes: number): Promise<Uint8Array>;
  /** The terminal for progress; null if stderr is not a terminal. */
  progressStream: NodeJS.WriteStream | null;
  /** Runs `undo` if a signal interrupts the program; returns a function that unsubscribes. */
  onInterrupt(undo: () => void): () => void;
  /** The terminal on which a person is asked; null if there is none. */
  terminal: { input: Readable; output: Writable } | null;
}
