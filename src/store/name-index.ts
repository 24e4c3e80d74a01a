/**
 * Finds names by their trigrams, without reading all names. A name is known by its ordinal: its place in the order of authoring.
 * (Ukkonen, “Approximate string-matching with q-grams and maximal matches”, 1992.)
 */
import type { NameRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import { editDistance } from './edit-distance.ts';

/** A name that has some of the given grams. */
export interface NameMatch {
  ordinal: number;
  folded: string;
}

/** Where the grams of names are stored: in memory or in a database. */
export interface NameIndex {
  /** How many names have each of these grams; a gram that no name has is left out. */
  gramSizes(grams: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The names that have at least `least` of these grams and at most `maxOthers` other ones, in no order. */
  namesSharing(grams: readonly string[], least: number, maxOthers: number): Promise<readonly NameMatch[]>;
  /**
   * The ordinals of the first `limit` names that have one of these grams, ordered by the Jaccard index of their grams and those of
   * a text that has `count` grams, and then by ordinal; of entities of these kinds, if given.
   */
  mostSimilar(
    grams: readonly string[],
    count: number,
    limit: number,
    kinds?: readonly Kind[],
  ): Promise<readonly number[]>;
  /** The names of these ordinals and those with one of these folded forms, each once, in order. */
  names(ordinals: readonly number[], folded: readonly string[]): Promise<readonly NameRecord[]>;
}

/** In characters. A longer text is never corrected; similar names are found by the start of it, which has this length. */
export const MAX_NAME_LENGTH = 250;

/** Added before and after a name, so that each of its characters is in three grams. */
const PAD = '  ';
const GRAM_LENGTH = 3;

/** The distinct trigrams of a folded name, with two spaces added at either end. */
export function gramsOf(folded: string): string[] {
  const characters = [...`${PAD}${folded}${PAD}`];
  const grams = new Set<string>();
  for (let at = 0; at + GRAM_LENGTH <= characters.length; at++)
    grams.add(characters.slice(at, at + GRAM_LENGTH).join(''));
  return [...grams];
}

/** The largest distance at which a name is found as a typo. */
const MAX_EDITS = 2;

/** An edit changes up to three grams, a swap up to four. So two edits change at most seven, except two swaps (see `swappedTwice`). */
const CHANGED_GRAMS = 7;

/** So many shared grams are always required; with fewer, too many names qualify. */
const MIN_SHARED = 3;

/** A gram of more names narrows the search little and is slow to count. */
const MAX_POSTINGS = 2000;

/**
 * The names within edit distance 2 of a folded text of at least 5 characters. Such a name shares a gram with the text, with two exceptions.
 * Two swaps may change every gram of six characters, so every form of the text with two swaps is looked up as it is. A swap and
 * another edit may change every gram of five characters, so the grams of the swapped text count too.
 */
export async function namesWithinEditDistance2(
  index: NameIndex,
  folded: string,
): Promise<readonly NameRecord[]> {
  const characters = [...folded];
  const { length } = characters;
  const texts =
    length > 5 ? [folded] : [folded, swapAt(characters, 0).join(''), swapAt(characters, 3).join('')];
  const least = Math.max(1, gramsOf(folded).length - CHANGED_GRAMS);
  const { grams, skipped } = await selectiveGrams(index, texts, least - MIN_SHARED);
  const candidates = await index.namesSharing(grams, least - skipped, CHANGED_GRAMS + skipped);
  const close = candidates.filter((name) => editDistance(folded, name.folded, MAX_EDITS) <= MAX_EDITS);
  return index.names(
    close.map(({ ordinal }) => ordinal),
    swappedTwice(characters),
  );
}

const swapAt = (characters: readonly string[], at: number): string[] => [
  ...characters.slice(0, at),
  characters[at + 1] ?? '',
  characters[at] ?? '',
  ...characters.slice(at + 2),
];

/** Two swaps nearer to each other share a gram, and so change at most seven. */
const SWAP_DISTANCE = 4;

/** Every form of a text with two pairs of neighbours swapped, `SWAP_DISTANCE` or more apart. */
function swappedTwice(characters: readonly string[]): string[] {
  const forms = new Set<string>();
  for (let first = 0; first + SWAP_DISTANCE + 1 < characters.length; first++) {
    const once = swapAt(characters, first);
    for (let second = first + SWAP_DISTANCE; second + 1 < characters.length; second++)
      forms.add(swapAt(once, second).join(''));
  }
  return [...forms];
}

/**
 * The `limit` names most similar to a folded text by the Jaccard index of their grams; of equally similar names the first. The
 * result is in the order of authoring. Very common grams are ignored, up to a third of the text's. With `kinds`, only names
 * of entities of these kinds.
 */
export async function mostSimilarNames(
  index: NameIndex,
  folded: string,
  limit: number,
  kinds?: readonly Kind[],
): Promise<readonly NameRecord[]> {
  const count = gramsOf(folded).length;
  const { grams } = await selectiveGrams(index, [folded], count / 3);
  return index.names(await index.mostSimilar(grams, count, limit, kinds), []);
}

/** The grams of some texts that names have, without the `maxSkipped` most common ones of those with too many names. */
async function selectiveGrams(
  index: NameIndex,
  texts: readonly string[],
  maxSkipped: number,
): Promise<{ grams: string[]; skipped: number }> {
  const all = texts.flatMap((text) => gramsOf([...text].slice(0, MAX_NAME_LENGTH).join('')));
  const sizes = [...(await index.gramSizes([...new Set(all)]))].sort(
    ([gram, size], [other, otherSize]) => otherSize - size || (gram < other ? -1 : 1),
  );
  const common = sizes.filter(([, size]) => size > MAX_POSTINGS).length;
  const skipped = Math.max(0, Math.min(common, Math.floor(maxSkipped)));
  return { grams: sizes.slice(skipped).map(([gram]) => gram), skipped };
}
