/** The index of names over names in memory. */
import type { Kind } from '../model/vocabulary.ts';
import { gramsOf, lengthOf, type NameIndex } from './name-index.ts';
import type { NameRecord } from './store.ts';

/** Indexes names in order; `kindOf` gives the kind of an entity. */
export function indexInMemory(
  names: readonly NameRecord[],
  kindOf: (entity: string) => Kind | undefined,
): NameIndex {
  const holders = new Map<string, number[]>();
  for (const [at, { folded }] of names.entries()) {
    for (const gram of gramsOf(folded)) {
      const known = holders.get(gram);
      if (known) known.push(at);
      else holders.set(gram, [at]);
    }
  }
  return {
    async count(grams, numbers) {
      for (const gram of grams)
        for (const at of holders.get(gram) ?? []) numbers[at] = (numbers[at] ?? 0) + 1;
    },
    end: async () => names.length,
    lengths: async () => Uint8Array.from(names, ({ folded }) => lengthOf(folded)),
    folded: async (ordinals) => ordinals.map((at) => [at, names[at]?.folded ?? ''] as const),
    names: async (ordinals, folded) => {
      const [wantedAt, wanted] = [new Set(ordinals), new Set(folded)];
      return names.filter((name, at) => wantedAt.has(at) || wanted.has(name.folded));
    },
    ofKinds: async (ordinals, kinds) =>
      ordinals.filter((at) => {
        const kind = kindOf(names[at]?.entity ?? '');
        return kind !== undefined && kinds.includes(kind);
      }),
  };
}
