/** Postings: which records contain a key. */

/** The ordinals of the records that contain a key, ascending. */
export type Postings = ReadonlyMap<string, readonly number[]>;

/** Builds the postings of records; `keysOf` returns the keys of one, each once. */
export function postingsOf<T>(records: readonly T[], keysOf: (record: T) => Iterable<string>): Postings {
  const postings = new Map<string, number[]>();
  for (const [ordinal, record] of records.entries()) {
    for (const key of keysOf(record)) {
      const known = postings.get(key);
      if (known) known.push(ordinal);
      else postings.set(key, [ordinal]);
    }
  }
  return postings;
}

/** The ordinals of all these keys, each once, ascending. */
export const ordinalsOf = (postings: Postings, keys: readonly string[]): number[] =>
  [...new Set(keys.flatMap((key) => postings.get(key) ?? []))].sort((a, b) => a - b);
