/** Indexes of names in memory. */
import { wordsOf } from '../../model/names.ts';
import type { NameRecord } from '../../model/records.ts';
import type { Kind } from '../../model/vocabulary.ts';
import { type GramCount, gramsOf, type NameIndex } from '../name-index.ts';
import { postingsOf } from './postings.ts';

/** An index of names by their grams; `kindOf` returns the kind of an entity. */
export function memoryNameIndex(
  names: readonly NameRecord[],
  kindOf: (entity: string) => Kind | undefined,
): NameIndex {
  const byGram = postingsOf(names, ({ folded }) => gramsOf(folded));
  const byFolded = postingsOf(names, ({ folded }) => [folded]);
  const totals = names.map(({ folded }) => gramsOf(folded).length);
  const isOfKinds = (ordinal: number, kinds: readonly Kind[]) => {
    const kind = kindOf(names[ordinal]?.entity ?? '');
    return kind !== undefined && kinds.includes(kind);
  };
  return {
    gramSizes: async (grams) =>
      new Map(
        grams.flatMap((gram) => {
          const ordinals = byGram.get(gram);
          return ordinals ? [[gram, ordinals.length] as const] : [];
        }),
      ),
    async namesSharing(grams, least) {
      const counts = new Map<number, GramCount>();
      for (const ordinal of grams.flatMap((gram) => byGram.get(gram) ?? [])) {
        const known = counts.get(ordinal);
        if (known) known.shared++;
        else counts.set(ordinal, { ordinal, shared: 1, total: totals[ordinal] ?? 0 });
      }
      return [...counts.values()].filter(({ shared }) => shared >= least);
    },
    foldedNames: async (ordinals) =>
      new Map(ordinals.map((ordinal) => [ordinal, names[ordinal]?.folded ?? ''])),
    async names(ordinals, folded) {
      const all = new Set([...ordinals, ...folded.flatMap((form) => byFolded.get(form) ?? [])]);
      return [...all].sort((a, b) => a - b).flatMap((ordinal) => names[ordinal] ?? []);
    },
    ofKinds: async (ordinals, kinds) => ordinals.filter((ordinal) => isOfKinds(ordinal, kinds)),
    first: async (limit, kinds) =>
      [...names.keys()]
        .filter(
          (ordinal) => names[ordinal]?.folded !== '' && (kinds === undefined || isOfKinds(ordinal, kinds)),
        )
        .slice(0, limit),
  };
}

/** Finds names by whole words; see `Store.namesWithWords`. */
export function wordSearch(
  names: readonly NameRecord[],
): (words: readonly string[]) => readonly NameRecord[] {
  const wordSets = names.map(({ name }) => new Set(wordsOf(name)));
  return (words) => {
    const entities = new Set<string>();
    for (const [ordinal, { entity }] of names.entries())
      if (words.every((word) => wordSets[ordinal]?.has(word))) entities.add(entity);
    const firstTwo = [...entities].slice(0, 2);
    return firstTwo.flatMap((id) => names.filter(({ entity }) => entity === id));
  };
}
