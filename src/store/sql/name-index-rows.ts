/** The rows of the index of names, put together from what each file of entities adds to it. */

import { ANY_LENGTH, gramsOf } from '../name-index.ts';
import type { Database } from './driver.ts';
import { heldName, ordinalOf, pack, unpack } from './posting-list.ts';
import type { Holders, Rows, Value } from './rows.ts';

export class NameIndexRows {
  readonly #old: Database | null;
  /** The names that have each gram that was touched, as `heldName` gives them. */
  readonly #holders = new Map<string, number[]>();

  /** `old`: a database that has an index already; what is touched is taken out of it. */
  constructor(old: Database | null) {
    this.#old = old;
  }

  /** Takes out the names in a range of ids, which have these folded forms. */
  takeOut(first: number, end: number, folded: readonly string[]): void {
    const isOther = (name: number) => ordinalOf(name) < first || ordinalOf(name) >= end;
    for (const gram of new Set(folded.flatMap(gramsOf)))
      this.#holders.set(gram, this.#holdersOf(gram).filter(isOther));
  }

  /** Adds names, counted from 0 where the first has the id `first`. */
  add(holders: Holders, first: number): void {
    for (const [gram, names] of holders) {
      const own = this.#holdersOf(gram);
      for (const name of names) own.push(name + first);
    }
  }

  /** What is to be put into the database. */
  rows(): Rows {
    const held = [...this.#holders].filter(([, names]) => names.length > 0);
    return { name_gram: held.flatMap(([gram, names]): Value[] => [gram, names.length, pack(names)]) };
  }

  #holdersOf(gram: string): number[] {
    const known = this.#holders.get(gram);
    if (known) return known;
    const own: number[] = [];
    const old = this.#old?.prepare('delete from name_gram where gram = ? returning names').get(gram);
    if (old)
      unpack((old as { names: Uint8Array }).names, ANY_LENGTH, {
        add: (at, length) => own.push(heldName(at, length)),
      });
    this.#holders.set(gram, own);
    return own;
  }
}
