/**
 * Names by their trigrams: from a text that names nothing to the few names that it may mean, without a look at the others.
 * Names have ordinals, in the order of authoring. (Ukkonen, “Approximate string-matching with q-grams and maximal matches”, 1992.)
 */
import type { Kind } from '../model/vocabulary.ts';
import { editDistance } from './edit-distance.ts';
import type { NameRecord } from './store.ts';

/** Where the grams and lengths of names are kept. */
export interface NameIndex {
  /** Adds one, for each gram, to the number of each name that holds it; a number stands at the ordinal of its name. */
  count(grams: readonly string[], numbers: Uint8Array): Promise<void>;
  /** The ordinals that names have are below this. */
  end(): Promise<number>;
  /** How long the folded form of each name is, in characters, at most 255; 0 where an ordinal has no name. */
  lengths(): Promise<Uint8Array>;
  /** The folded forms of the names of these ordinals. */
  folded(ordinals: readonly number[]): Promise<readonly (readonly [ordinal: number, folded: string])[]>;
  /** The names of these ordinals and those with one of these folded forms, each once, in order. */
  names(ordinals: readonly number[], folded: readonly string[]): Promise<readonly NameRecord[]>;
  /** Those of these ordinals whose names are of entities of these kinds. */
  ofKinds(ordinals: readonly number[], kinds: readonly Kind[]): Promise<readonly number[]>;
  /** The ordinals of the first names of entities of these kinds. */
  firstOfKinds(limit: number, kinds: readonly Kind[]): Promise<readonly number[]>;
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

/** The length of a folded name as the index keeps it. */
export const lengthOf = (folded: string): number => Math.min(255, [...folded].length);

/** How many grams a name of this length has. */
const gramCount = (length: number): number => length + 2 * PAD.length - SIZE + 1;

/** Within so many edits names are found. */
const EDITS = 2;

/** So many names are looked at without asking for the lengths of all. */
const FEW = 500;

/**
 * Every name whose distance from a folded text of 5 characters or more is at most 2. An edit changes three grams at most and a
 * swap of neighbours four, so that such a name shares a gram; but a swap with another edit may leave none of five characters, and
 * two swaps none of six: the first is found by the grams that it makes, the second is tried out.
 */
export async function namesWithinTwo(index: NameIndex, folded: string): Promise<readonly NameRecord[]> {
  const characters = [...folded];
  const { length } = characters;
  const texts = length > 5 ? [folded] : [0, 3].map((at) => swapped(characters, at).join('')).concat(folded);
  const numbers = await shared(index, texts);
  const least = Math.max(1, gramCount(length) - 7);
  let near: number[] = [];
  for (let at = 0; at < numbers.length; at++) if ((numbers[at] ?? 0) >= least) near.push(at);
  if (near.length > FEW) {
    const lengths = await index.lengths();
    near = near.filter((at) => {
      const other = lengths[at] ?? 0;
      const isLong = (numbers[at] ?? 0) >= gramCount(Math.max(length, other)) - 7;
      return isLong && Math.abs(other - length) <= EDITS;
    });
  }
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
 * and then come first; in order. Names of other kinds than these are left out; where the kinds are rare, they are sought among the
 * likest names only, and where there is none of them, the first are given.
 */
export async function likestNames(
  index: NameIndex,
  folded: string,
  limit: number,
  kinds?: readonly Kind[],
): Promise<readonly NameRecord[]> {
  const [numbers, lengths] = [await shared(index, [folded]), await index.lengths()];
  const likeness = likenessOf(numbers, lengths, gramCount([...folded].length));
  let wanted: readonly number[];
  for (let most = kinds === undefined ? limit : limit * MORE; ; most *= MORE) {
    const best = likest(likeness, most);
    wanted = kinds === undefined ? best : await index.ofKinds(best, kinds);
    if (wanted.length * MORE >= limit || best.length < most || most > MOST) break;
  }
  if (kinds !== undefined && wanted.length === 0) wanted = await index.firstOfKinds(limit, kinds);
  const sorted = [...wanted].sort((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0) || a - b);
  return index.names(sorted.slice(0, limit), []);
}

/** So many times as many names are looked at where only some kinds are wanted, and again where they are rare. */
const MORE = 8;

/** Where so many names were looked at for those of a kind, no more are. */
const MOST = 5000;

/** In how many steps likeness is told. */
const STEPS = 255;

/** How like each name is, from 1; 0 stands for no name. */
function likenessOf(numbers: Uint8Array, lengths: Uint8Array, own: number): Uint8Array {
  const likeness = new Uint8Array(lengths.length);
  for (let at = 0; at < lengths.length; at++) {
    const length = lengths[at] as number;
    if (length === 0) continue;
    const number = numbers[at] as number;
    likeness[at] = number === 0 ? 1 : 1 + ((STEPS - 1) * number) / (own + gramCount(length) - number);
  }
  return likeness;
}

/** The ordinals of the `most` that are likest and come first, in order of their ordinals. */
function likest(likeness: Uint8Array, most: number): number[] {
  const found = new Uint32Array(STEPS + 1);
  for (let at = 0; at < likeness.length; at++) (found[likeness[at] as number] as number)++;
  let least = STEPS;
  let better = 0;
  while (least > 1 && better + (found[least] as number) < most) better += found[least--] as number;
  const best: number[] = [];
  let left = most - better;
  for (let at = 0; at < likeness.length; at++) {
    const like = likeness[at] as number;
    if (like > least || (like === least && left-- > 0)) best.push(at);
  }
  return best;
}

/** How many of the grams of these texts each name has. */
async function shared(index: NameIndex, texts: readonly string[]): Promise<Uint8Array> {
  const numbers = new Uint8Array(await index.end());
  const grams = texts.flatMap((text) => gramsOf([...text].slice(0, LONGEST_NAME).join('')));
  await index.count([...new Set(grams)], numbers);
  return numbers;
}
