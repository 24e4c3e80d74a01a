/** The indexes of names over names in memory. */
import { groupBy } from '../../model/group-by.ts';
import { wordsOf } from '../../model/names.ts';
import type { NameRecord } from '../../model/records.ts';
import type { Kind } from '../../model/vocabulary.ts';
import { gramsOf, lengthOf, type NameIndex } from '../name-index.ts';

/** Indexes names in order; `kindOf` gives the kind of an entity. */
export function indexInMemory(
  names: readonly NameRecord[],
  kindOf: (entity: string) => Kind | undefined,
): NameIndex {
  const holders = ordinalsBy(names, ({ folded }) => gramsOf(folded));
  const byFolded = ordinalsBy(names, ({ folded }) => [folded]);
  const lengths = Uint8Array.from(names, ({ folded }) => lengthOf(folded));
  const isOf = (name: NameRecord | undefined, kinds: readonly Kind[]) => {
    const kind = name && kindOf(name.entity);
    return kind !== undefined && kinds.includes(kind);
  };
  return {
    sizes: async (grams) =>
      grams.flatMap((gram) => {
        const own = holders.get(gram);
        return own ? [[gram, own.length] as const] : [];
      }),
    async count(grams, [shortest, longest], numbers) {
      for (const gram of grams)
        for (const at of holders.get(gram) ?? []) {
          const length = lengths[at] ?? 0;
          if (length >= shortest && length <= longest) numbers.add(at, length);
        }
    },
    folded: async (ordinals) => ordinals.map((at) => [at, names[at]?.folded ?? ''] as const),
    async names(ordinals, folded) {
      const wanted = new Set([...ordinals, ...folded.flatMap((form) => byFolded.get(form) ?? [])]);
      return [...wanted].sort((a, b) => a - b).flatMap((at) => names[at] ?? []);
    },
    ofKinds: async (ordinals, kinds) => ordinals.filter((at) => isOf(names[at], kinds)),
    async first(limit, kinds) {
      const first: number[] = [];
      for (let at = 0; at < names.length && first.length < limit; at++)
        if (lengths[at] !== 0 && (kinds === undefined || isOf(names[at], kinds))) first.push(at);
      return first;
    },
  };
}

/** Finds all names of the first two entities, if there are so many, that each have a name with all of these words. */
export function wordIndexInMemory(
  names: readonly NameRecord[],
): (words: readonly string[]) => readonly NameRecord[] {
  const holders = ordinalsBy(names, ({ name }) => new Set(wordsOf(name)));
  const ofEntity = groupBy(names, ({ entity }) => entity);
  return (words) => {
    const lists = words.map((word) => holders.get(word) ?? []).sort((a, b) => a.length - b.length);
    const entities = new Set<string>();
    for (const at of lists[0] ?? []) {
      if (entities.size === 2) break;
      const { entity, name } = names[at] as NameRecord;
      const own = new Set(wordsOf(name));
      if (words.every((word) => own.has(word))) entities.add(entity);
    }
    return [...entities].flatMap((entity) => ofEntity.get(entity) ?? []);
  };
}

/** The ordinals of names by what each is found by. */
function ordinalsBy(
  names: readonly NameRecord[],
  keysOf: (name: NameRecord) => Iterable<string>,
): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  for (const [at, name] of names.entries()) {
    for (const key of keysOf(name)) {
      const known = holders.get(key);
      if (known) known.push(at);
      else holders.set(key, [at]);
    }
  }
  return holders;
}
