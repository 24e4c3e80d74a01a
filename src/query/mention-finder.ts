/** Finds which of many entities a text mentions. Names are indexed by their start, so not every name is tried on every text. */
import { mentionOf, spaced } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';

/** Returns a function that finds the ids of the entities that a text mentions by a name or alias, in the order of the entities. */
export function mentionFinder(entities: readonly EntityRecord[]): (text: string) => string[] {
  // A mention starts with a word between spaces or, in Chinese, with a character.
  const byStart = new Map<string, { order: number; mention: string }[]>();
  for (const [order, { name, aliases }] of entities.entries()) {
    for (const mention of [name, ...aliases.map((alias) => alias.name)].map(mentionOf)) {
      const start = mention.startsWith(' ') ? mention.split(' ')[1] : [...mention][0];
      if (start === undefined) continue;
      const sameStart = byStart.get(start);
      if (sameStart) sameStart.push({ order, mention });
      else byStart.set(start, [{ order, mention }]);
    }
  }
  return (text) => {
    const words = spaced(text);
    const found = new Set<number>();
    for (const start of new Set([...words.split(' '), ...words])) {
      for (const { order, mention } of byStart.get(start) ?? [])
        if (words.includes(mention)) found.add(order);
    }
    return [...found].sort((a, b) => a - b).flatMap((order) => entities[order]?.id ?? []);
  };
}
