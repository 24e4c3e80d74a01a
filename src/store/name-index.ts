/**
 * Names by their trigrams: from a text that names nothing to the few names that it may mean, without a look at the others.
 * Names have ordinals, in the order of authoring. (Ukkonen, “Approximate string-matching with q-grams and maximal matches”, 1992.)
 */

import type { NameRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import { editDistance } from './edit-distance.ts';

/** How many of the grams that are sought each name has. */
export class Numbers {
  /** By the ordinal of a name: its length times 256, and the number. */
  readonly #known = new Map<number, number>();
  /** The names that have two and more, in no order: most that have any have one. */
  readonly several: number[] = [];

  /** Adds one to the number of a name of this length. */
  add(at: number, length: number): void {
    const known = this.#known.get(at);
    this.#known.set(at, known === undefined ? (length << 8) | 1 : known + 1);
    if (known !== undefined && (known & 0xff) === 1) this.several.push(at);
  }

  of = (at: number): number => (this.#known.get(at) ?? 0) & 0xff;

  /** The length of a name that has any. */
  lengthOf = (at: number): number => (this.#known.get(at) ?? 0) >> 8;

  /** The names that have `least` and more, which is at least one; in no order. */
  holders(least: number): number[] {
    return least > 1 ? this.several.filter((at) => this.of(at) >= least) : [...this.#known.keys()];
  }
}

/** Lengths from the first to the last. */
export type Lengths = readonly [shortest: number, longest: number];

/** Of the shortest that the index keeps to the longest. */
export const ANY_LENGTH: Lengths = [0, 255];

/** Where the grams of names are kept. */
export interface NameIndex {
  /** Those of these grams that names have, with how many have them. */
  sizes(grams: readonly string[]): Promise<readonly (readonly [gram: string, names: number])[]>;
  /** Adds one, for each gram, to the number of each name of these lengths that has it; see `lengthOf`. */
  count(grams: readonly string[], lengths: Lengths, numbers: Numbers): Promise<void>;
  /** The folded forms of the names of these ordinals. */
  folded(ordinals: readonly number[]): Promise<readonly (readonly [ordinal: number, folded: string])[]>;
  /** The names of these ordinals and those with one of these folded forms, each once, in order. */
  names(ordinals: readonly number[], folded: readonly string[]): Promise<readonly NameRecord[]>;
  /** Those of these ordinals whose names are of entities of these kinds. */
  ofKinds(ordinals: readonly number[], kinds: readonly Kind[]): Promise<readonly number[]>;
  /** The ordinals of the first names whose folded form is not empty, of entities of these kinds where they are told. */
  first(limit: number, kinds?: readonly Kind[]): Promise<readonly number[]>;
}

/** A text and a name of more characters are never taken for each other's typing errors. */
export const LONGEST_NAME = 250;

/** Stands twice before and twice behind a name, so that each of its characters is in three grams. */
const PAD = '  ';
const SIZE = 3;

/** The trigrams of a folded name; the second of the same has a number, so that names can be compared by how many they share. */
export function gramsOf(folded: string): string[] {
  const characters = [...`${PAD}${folded}${PAD}`];
  const counts = new Map<string, number>();
  const grams: string[] = [];
  for (let at = 0; at + SIZE <= characters.length; at++) {
    const gram = characters.slice(at, at + SIZE).join('');
    const count = (counts.get(gram) ?? 0) + 1;
    counts.set(gram, count);
    grams.push(count === 1 ? gram : `${gram}${count}`);
  }
  return grams;
}

/** The length of a folded name as the index keeps it: in characters, at most 255. */
export const lengthOf = (folded: string): number => Math.min(255, [...folded].length);

/** How many grams a name of this length has. */
const gramCount = (length: number): number => length + 2 * PAD.length - SIZE + 1;

/** Within so many edits names are found. */
const EDITS = 2;

/** A name that is near shares so many grams at least of those that are counted: with fewer, too many names do. */
const FEWEST_SHARED = 3;

/**
 * Every name whose distance from a folded text of 5 characters or more is at most 2. An edit changes three grams at most and a
 * swap of neighbours four, so that such a name shares a gram; but a swap with another edit may leave none of five characters, and
 * two swaps none of six: the first is found by the grams that it makes, the second is tried out.
 */
export async function namesWithinEditDistance2(
  index: NameIndex,
  folded: string,
): Promise<readonly NameRecord[]> {
  const characters = [...folded];
  const { length } = characters;
  const texts = length > 5 ? [folded] : [0, 3].map((at) => swapped(characters, at).join('')).concat(folded);
  const least = Math.max(1, gramCount(length) - 7);
  const { numbers, left } = await shared(
    index,
    texts,
    [length - EDITS, length + EDITS],
    least - FEWEST_SHARED,
  );
  const near = numbers
    .holders(least - left)
    .filter((at) => numbers.of(at) >= gramCount(Math.max(length, numbers.lengthOf(at))) - 7 - left);
  const within = (await index.folded(near)).filter(
    ([, other]) => editDistance(folded, other, EDITS) <= EDITS,
  );
  return index.names(
    within.map(([at]) => at),
    swappedTwice(folded),
  );
}

const swapped = (characters: readonly string[], at: number): string[] => [
  ...characters.slice(0, at),
  characters[at + 1] ?? '',
  characters[at] ?? '',
  ...characters.slice(at + 2),
];

/** Two swaps that are nearer to each other change a gram together, so seven at most. */
const APART = 4;

/** The forms of a text with two pairs of neighbours swapped so far from each other. */
function swappedTwice(folded: string): string[] {
  const characters = [...folded];
  const forms = new Set<string>();
  for (let first = 0; first + APART + 1 < characters.length; first++) {
    const once = swapped(characters, first);
    for (let second = first + APART; second + 1 < characters.length; second++)
      forms.add(swapped(once, second).join(''));
  }
  return [...forms];
}

/**
 * The `limit` names that are likest to a folded text by the share of their grams that they have in common (Jaccard's measure),
 * and then come first; in order. Grams that very many names have count for nothing, up to a third of the text's. Names of other kinds than these are left out; where the kinds are rare, they are sought among the
 * likest names only, and where there is none of them, the first are given.
 */
export async function mostSimilarNames(
  index: NameIndex,
  folded: string,
  limit: number,
  kinds?: readonly Kind[],
): Promise<readonly NameRecord[]> {
  const own = gramCount([...folded].length);
  const { numbers } = await shared(index, [folded], ANY_LENGTH, own / 3);
  let wanted: readonly number[];
  for (let most = kinds === undefined ? limit : limit * MORE; ; most *= MORE) {
    const best = await likest(index, numbers, own, most);
    wanted = kinds === undefined ? best : await ofKinds(index, best, kinds);
    if (wanted.length * MORE >= limit || best.length < most || most > MOST) break;
  }
  if (kinds !== undefined && wanted.length === 0) wanted = await index.first(limit, kinds);
  return index.names(wanted.slice(0, limit), []);
}

async function ofKinds(
  index: NameIndex,
  ordinals: readonly number[],
  kinds: readonly Kind[],
): Promise<number[]> {
  const kept = new Set(await index.ofKinds(ordinals, kinds));
  return ordinals.filter((at) => kept.has(at));
}

/** So many times as many names are looked at where only some kinds are wanted, and again where they are rare. */
const MORE = 8;

/** Where so many names were looked at for those of a kind, no more are. */
const MOST = 5000;

/** In how many steps likeness is told. */
const STEPS = 255;

/** The ordinals of the `most` that are likest and then come first, in order; those that share no gram come last. */
async function likest(index: NameIndex, numbers: Numbers, own: number, most: number): Promise<number[]> {
  const likenessOf = (at: number) => {
    const number = numbers.of(at);
    return Math.floor((STEPS * number) / (own + gramCount(numbers.lengthOf(at)) - number));
  };
  const ranked = (least: number) =>
    numbers
      .holders(least)
      .map((at) => ({ at, likeness: likenessOf(at) }))
      .sort((a, b) => b.likeness - a.likeness || a.at - b.at)
      .slice(0, most);
  const least = leastOf(numbers, most);
  let best = ranked(least);
  // A name is as like as the share of the text's grams that it has, at most: one that is among the best has so many.
  const needed = Math.max(1, Math.ceil(((best.at(-1)?.likeness ?? 0) * own) / STEPS));
  if (best.length === most && needed < least) best = ranked(needed);
  const ordinals = best.map(({ at }) => at);
  if (ordinals.length === most) return ordinals;
  const others = (await index.first(most)).filter((at) => numbers.of(at) === 0);
  return [...ordinals, ...others].slice(0, most);
}

/** How many grams `most` names have, and more; 1 where so many have not even two. */
function leastOf(numbers: Numbers, most: number): number {
  const howMany = new Uint32Array(256);
  for (const at of numbers.several) (howMany[numbers.of(at)] as number)++;
  let least = howMany.length;
  for (let sum = 0; least > 1 && sum < most; least--) sum += howMany[least - 1] as number;
  return least;
}

/** A gram that more names have tells little, and takes long to count. */
const COMMON = 2000;

/** How many of the grams of these texts each name of these lengths has. The commonest grams are left out, `most` of them at most: how many were. */
async function shared(
  index: NameIndex,
  texts: readonly string[],
  lengths: Lengths,
  most: number,
): Promise<{ numbers: Numbers; left: number }> {
  const grams = texts.flatMap((text) => gramsOf([...text].slice(0, LONGEST_NAME).join('')));
  const sizes = [...(await index.sizes([...new Set(grams)]))].sort(
    ([gram, names], [other, others]) => others - names || (gram < other ? -1 : 1),
  );
  const common = sizes.filter(([, names]) => names > COMMON).length;
  const left = Math.max(0, Math.min(common, Math.floor(most)));
  const numbers = new Numbers();
  const counted = sizes.slice(left).map(([gram]) => gram);
  await index.count(counted, lengths, numbers);
  return { numbers, left };
}
