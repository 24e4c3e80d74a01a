/** Indexes of names in memory. */
import { wordsOf } from '../../model/names.ts';
import type { NameRecord } from '../../model/records.ts';
import type { Kind } from '../../model/vocabulary.ts';
import { gramsOf, type NameIndex } from '../name-index.ts';
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
  /** The number of these grams in each name that has at least one. */
  const sharedGrams = (grams: readonly string[]) => {
    const counts = new Map<number, number>();
    for (const ordinal of grams.flatMap((gram) => byGram.get(gram) ?? []))
      counts.set(ordinal, (counts.get(ordinal) ?? 0) + 1);
    return counts;
  };
  return {
    gramSizes: async (grams) =>
      new Map(
        grams.flatMap((gram) => {
          const ordinals = byGram.get(gram);
          return ordinals ? [[gram, ordinals.length] as const] : [];
        }),
      ),
    async namesSharing(grams, least, maxOthers) {
      return [...sharedGrams(grams)]
        .filter(([ordinal, shared]) => shared >= least && (totals[ordinal] ?? 0) - shared <= maxOthers)
        .map(([ordinal]) => ({ ordinal, folded: names[ordinal]?.folded ?? '' }));
    },
    async mostSimilar(grams, count, limit, kinds) {
      return [...sharedGrams(grams)]
        .filter(([ordinal]) => kinds === undefined || isOfKinds(ordinal, kinds))
        .map(([ordinal, shared]) => ({
          ordinal,
          similarity: shared / (count + (totals[ordinal] ?? 0) - shared),
        }))
        .sort((a, b) => b.similarity - a.similarity || a.ordinal - b.ordinal)
        .slice(0, limit)
        .map(({ ordinal }) => ordinal);
    },
    async names(ordinals, folded) {
      const all = new Set([...ordinals, ...folded.flatMap((form) => byFolded.get(form) ?? [])]);
      return [...all].sort((a, b) => a - b).flatMap((ordinal) => names[ordinal] ?? []);
    },
  };
}

/** Finds names by whole words; see `Store.namesWithWords`. */
export function wordSearch(
  names: readonly NameRecord[],
): (words: readonly string[]) => readonly NameRecord[] {
  const wordSets = names.map(({ name }) => new Set(wordsOf(name)));
  return (words) => {
    const matching = names.filter((_, ordinal) => words.every((word) => wordSets[ordinal]?.has(word)));
    const shortestFirst = matching.toSorted((a, b) => lengthOf(a) - lengthOf(b));
    const firstTwo = [...new Set(shortestFirst.map(({ entity }) => entity))].slice(0, 2);
    return names.filter(({ entity }) => firstTwo.includes(entity));
  };
}

/** The letters of a folded name, without the hyphens between digits. */
const lengthOf = ({ folded }: NameRecord): number => [...folded.replaceAll('-', '')].length;
