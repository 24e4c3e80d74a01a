/** The rows of the index of names, put together from what each file of entities adds to it. */
import { gramsOf } from '../store/name-index.ts';
import { addSteps, steps } from '../store/steps.ts';
import type { Database } from './driver.ts';
import type { NameParts, Rows, Value } from './rows.ts';

export class NameIndexRows {
  readonly #old: Database | null;
  /** The ids of the names that have each gram, of the grams that were touched. */
  readonly #holders = new Map<string, number[]>();
  #lengths: number[] | null = null;

  /** `old`: a database that has an index already; what is touched is taken out of it. */
  constructor(old: Database | null) {
    this.#old = old;
  }

  /** Takes out the names in a range of ids, which have these folded forms. */
  takeOut(first: number, end: number, folded: readonly string[]): void {
    for (const gram of new Set(folded.flatMap(gramsOf))) {
      const others = this.#holdersOf(gram).filter((id) => id < first || id >= end);
      this.#holders.set(gram, others);
    }
    this.#allLengths().fill(0, first, end);
  }

  /** Adds names; the first has the id `first`. */
  add({ holders, lengths }: NameParts, first: number): void {
    for (const [gram, names] of holders) {
      const ids = this.#holdersOf(gram);
      for (const name of names) ids.push(first + name);
    }
    const all = this.#allLengths();
    while (all.length < first) all.push(0);
    for (const [name, length] of lengths.entries()) all[first + name] = length;
  }

  /** What is to be put into the database. */
  rows(): Rows {
    const held = [...this.#holders].filter(([, ids]) => ids.length > 0);
    return {
      name_gram: held.flatMap(([gram, ids]): Value[] => [gram, ids.length, steps(ids.sort((a, b) => a - b))]),
      name_length: this.#lengths ? [Uint8Array.from(this.#lengths)] : [],
    };
  }

  #holdersOf(gram: string): number[] {
    const known = this.#holders.get(gram);
    if (known) return known;
    const ids: number[] = [];
    const old = this.#take<{ names: Uint8Array }>(
      'delete from name_gram where gram = ? returning names',
      gram,
    );
    if (old) addSteps(old.names, { add: (id) => ids.push(id) });
    this.#holders.set(gram, ids);
    return ids;
  }

  #allLengths(): number[] {
    this.#lengths ??= [
      ...(this.#take<{ lengths: Uint8Array }>('delete from name_length returning lengths')?.lengths ?? []),
    ];
    return this.#lengths;
  }

  #take<T>(sql: string, ...parameters: string[]): T | undefined {
    return this.#old?.prepare(sql).get(...parameters) as T | undefined;
  }
}
