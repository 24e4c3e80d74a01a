/** Which of many entities a text mentions, without a look at every name for every text. */
import { mentionOf, spaced } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';

/** Gives the ids of the entities that a text mentions by a name or alias, in the order of the entities. */
export function mentioned(entities: readonly EntityRecord[]): (text: string) => string[] {
  // A mention begins with a word and the spaces around it or, in Chinese, with a character.
  const byBeginning = new Map<string, { place: number; mention: string }[]>();
  for (const [place, { name, aliases }] of entities.entries()) {
    for (const mention of [name, ...aliases.map((alias) => alias.name)].map(mentionOf)) {
      const beginning = mention.startsWith(' ') ? mention.split(' ')[1] : [...mention][0];
      if (beginning === undefined) continue;
      const own = byBeginning.get(beginning);
      if (own) own.push({ place, mention });
      else byBeginning.set(beginning, [{ place, mention }]);
    }
  }
  return (text) => {
    const words = spaced(text);
    const found = new Set<number>();
    for (const beginning of new Set([...words.split(' '), ...words])) {
      for (const { place, mention } of byBeginning.get(beginning) ?? [])
        if (words.includes(mention)) found.add(place);
    }
    return [...found].sort((a, b) => a - b).flatMap((place) => entities[place]?.id ?? []);
  };
}
