/** The world around a run: everything that the program reads from or writes to outside the knowledge base. */

import type { Readable, Writable } from 'node:stream';

/** A stream that text is written to. */
export interface Sink {
  write(text: string): void;
  isTerminal: boolean;
  /** Columns of the terminal; null for no limit. */
  columns: number | null;
}

export interface Io {
  out: Sink;
  err: Sink;
  env: ReadonlyMap<string, string>;
  /** The folder that the command was started in; absolute. */
  cwd: string;
  /** The folder of the package, which holds the bundled data; absolute. */
  packageFolder: string;
  /** Which build of the program this is, by which it knows what it made itself; null where it runs from its source. */
  build: string | null;
  /** The file that threads run which work on files; null where the work is done in this thread. */
  threadFile: string | null;
  /** From so many bytes of YAML on, what is kept of a knowledge base is a database. */
  largeFrom: number;
  /** All that comes in on standard input. */
  readInput(): Promise<Uint8Array>;
  /** The terminal that notes go to, where they go to one. */
  notes: NodeJS.WriteStream | null;
  /** Has `undo` run where the program is interrupted, until the function that it gives is called. */
  onInterrupt(undo: () => void): () => void;
  /** Where a person can be asked; null where nobody sits at a terminal. */
  terminal: { input: Readable; output: Writable } | null;
}
