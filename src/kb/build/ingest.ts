/** Puts what was made of files into a database, each record with the ids that are free for it. */

import type { NameIndexRows } from '../../store/sql/name-index-rows.ts';
import { type Value, WIDTHS } from '../../store/sql/rows.ts';
import type { Writer } from '../../store/sql/writer.ts';
import { isRacilyClean } from '../cache/inputs.ts';
import type { InputFile, Made } from './file-work.ts';
import type { KeptInput } from './kept.ts';
import type { Room } from './rooms.ts';

export class Ingest {
  readonly #writer: Writer;
  readonly #began: number;
  readonly #names: NameIndexRows;
  /** The next free id of a line and of a name. */
  #line: number;
  #name: number;

  /** `names`: the index that names are added to; `began`: when the reading did, in milliseconds. */
  constructor(writer: Writer, names: NameIndexRows, began: number, free: { line: number; name: number }) {
    this.#writer = writer;
    this.#names = names;
    this.#began = began;
    this.#line = free.line;
    this.#name = free.name;
  }

  /** Adds the entities of a file; their names go into `names` where those are kept for it already. */
  entities(
    file: string,
    { rows, holders, inputs }: Made,
    { first, size }: Room,
    names?: Omit<Room, 'name'>,
  ): void {
    const count = (rows.name?.length ?? 0) / WIDTHS.name;
    const kept = names ?? { first: this.#name, size: count + (count >> 2) + 16 };
    if (names === undefined) this.#name += kept.size;
    for (const [table, column] of BY_NAME) shift(rows[table], WIDTHS[table], column, kept.first);
    this.#names.add(holders, kept.first);
    this.#writer.insert({ ...rows, room: [file, first, size, kept.first, kept.size] });
    this.inputs(file, inputs);
  }

  source(file: string, { rows, inputs }: Made, { first, size }: Room): void {
    shift(rows.line, WIDTHS.line, 0, this.#line);
    shift(rows.source, WIDTHS.source, FIRST_LINE, this.#line);
    this.#line += (rows.line?.length ?? 0) / WIDTHS.line;
    this.#writer.insert({ ...rows, room: [file, first, size, null, null] });
    this.inputs(file, inputs);
  }

  /** The files that were read for one. */
  inputs(file: string, inputs: readonly InputFile[]): void {
    const rows = inputs.flatMap(({ path, stamp, sha256 }): Value[] => [
      file,
      path,
      stamp,
      sha256,
      this.#isRacilyClean(stamp),
    ]);
    this.#writer.insert({ input: rows });
  }

  /** Puts the index of names in, once all names are known. */
  end(): void {
    this.#writer.insert(this.#names.rows());
  }

  /** Files that have other stamps now, and the same bytes. */
  restamp(inputs: readonly KeptInput[]): void {
    for (const { file, path, stamp } of inputs)
      this.#writer.restamp(file, path, stamp, this.#isRacilyClean(stamp));
  }

  #isRacilyClean = (stamp: string | null): number =>
    stamp !== null && isRacilyClean(stamp, this.#began) ? 1 : 0;
}

/** The columns that hold ids of names. */
const BY_NAME = [
  ['name', 0],
  ['name_words', 0],
] as const;

/** The column of a source that holds the id of its first line. */
const FIRST_LINE = 12;

/** Adds to the numbers in one column. */
function shift(flat: Value[] | undefined, width: number, column: number, by: number): void {
  if (flat === undefined) return;
  for (let at = column; at < flat.length; at += width) {
    const value = flat[at];
    if (typeof value === 'number') flat[at] = value + by;
  }
}
