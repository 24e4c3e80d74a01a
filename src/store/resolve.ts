/** From what was typed to one entity: exactly, by a safe correction, or not at all, with the best candidates. */
import { isAscii } from '../model/ascii.ts';
import { foldName, isVersion, wordsOf } from '../model/names.ts';
import type { EntityRecord, NameRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import { editDistance } from './edit-distance.ts';
import { rank } from './fuzzy.ts';
import { gramsOf, LONGEST_NAME } from './name-index.ts';
import type { Store } from './store.ts';

/** What a typed text means. Candidates come best first. */
export type Resolution =
  | { state: 'exact'; entity: EntityRecord }
  | { state: 'corrected'; entity: EntityRecord }
  | { state: 'ambiguous'; candidates: EntityRecord[] }
  | { state: 'unknown'; candidates: EntityRecord[] };

const MAX_CANDIDATES = 5;

/** How many names are ranked to find them. */
const MAX_NAMES = 100;

/** Of so many letters one is typed wrong at most. */
const LETTERS_OF_AN_EDIT = 3;

/** Candidates whose likeness is this much worse than the best one's are noise. */
const LIKENESS_BAND = 0.25;

/** How a text is resolved. */
export interface ResolveOptions {
  /** Whether a safe correction may answer. */
  correct: boolean;
  /** The kinds that candidates are drawn from, where any of those is likely meant. */
  kinds?: readonly Kind[];
}

/**
 * Resolves a text: an id; a name or alias after folding; with `correct`, a safe correction. A word that tells
 * versions apart is never corrected, and an alias marked ambiguous is never resolved.
 */
export async function resolve(
  store: Store,
  typed: string,
  { correct, kinds }: ResolveOptions,
): Promise<Resolution> {
  const id = typed.trim();
  const byId = (await store.entities([id])).get(id);
  if (byId) return { state: 'exact', entity: byId };

  const folded = foldName(typed);
  const hits = folded === '' ? [] : await store.namesByFolded(folded);
  const named = [...new Set(hits.map(({ entity }) => entity))];
  const [only] = named;
  if (only !== undefined) {
    const entities = await entitiesInOrder(store, named);
    const [entity] = entities;
    if (named.length > 1 || hits.some(({ ambiguous }) => ambiguous))
      return { state: 'ambiguous', candidates: entities };
    if (entity) return { state: 'exact', entity };
  }

  if (correct && folded !== '') {
    const meant = (await byEdits(store, typed, folded)) ?? (await byWords(store, typed));
    const entity = meant === null ? undefined : (await store.entities([meant])).get(meant);
    if (entity) return { state: 'corrected', entity };
  }
  return { state: 'unknown', candidates: await candidatesFor(store, typed, folded, kinds) };
}

/**
 * One entity lies within the allowed distance, its version words equal, and no other within two edits: of two that a person may
 * have meant, the nearer is still a guess.
 */
async function byEdits(store: Store, typed: string, folded: string): Promise<string | null> {
  const allowed = allowedEdits(folded);
  if (allowed === 0) return null;
  const versions = versionWords(typed);
  const near = await store.namesWithinEditDistance2(folded);
  const [first] = near;
  if (first === undefined || near.some(({ entity }) => entity !== first.entity)) return null;
  const distances = near.map((name) => ({ name, distance: editDistance(folded, name.folded) }));
  const nearest = Math.min(...distances.map(({ distance }) => distance));
  const isSafe = distances.some(
    ({ name: { name, folded: other, ambiguous }, distance }) =>
      distance === nearest &&
      !ambiguous &&
      distance <= Math.min(allowed, allowedEdits(other)) &&
      sameWords(versions, versionWords(name)),
  );
  return isSafe ? first.entity : null;
}

/** The edits that a text of this many letters allows: none up to 4 letters, 1 up to 7, 2 from 8. */
function allowedEdits(folded: string): number {
  const characters = [...folded];
  if (characters.length > LONGEST_NAME) return 0;
  const letter = isAscii(folded) ? /[a-z]/ : /\p{L}/u;
  const letters = characters.filter((character) => letter.test(character)).length;
  return letters <= 4 ? 0 : letters <= 7 ? 1 : 2;
}

/** The words are whole words of names of one entity only, and begin its printed name or make up half of its letters. */
async function byWords(store: Store, typed: string): Promise<string | null> {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return null;
  const holders = new Set<string>();
  const meant = new Set<string>();
  for (const { entity, name, isPrinted } of await store.namesWithWords(wanted)) {
    const words = wordsOf(name);
    if (!wanted.every((word) => words.includes(word))) continue;
    holders.add(entity);
    const begins = sameWords(wanted, words.slice(0, wanted.length));
    const half = letterCount(wanted) * 2 >= letterCount(words);
    if (isPrinted && (begins || half) && sameWords(wanted.filter(isVersion), words.filter(isVersion)))
      meant.add(entity);
  }
  const [only] = meant;
  return only !== undefined && holders.size === 1 ? only : null;
}

const versionWords = (text: string) => wordsOf(text).filter(isVersion);
const letterCount = (words: readonly string[]) => [...words.join('')].length;

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  const right = [...b].sort();
  return a.length === b.length && [...a].sort().every((word, index) => word === right[index]);
}

async function candidatesFor(
  store: Store,
  typed: string,
  folded: string,
  kinds: readonly Kind[] | undefined,
): Promise<EntityRecord[]> {
  const names = await store.similarNames(folded, MAX_NAMES, kinds);
  const ranked = await likest(typed, names);
  const ids = [...within(typed, folded, names), ...(ranked.length > 0 ? ranked : nearest(folded, names))];
  return entitiesInOrder(store, [...new Set(ids)].slice(0, MAX_CANDIDATES));
}

/**
 * The ids of the entities with a name so near that it was likely meant, the nearest first; of two as near, the one that shares
 * more grams. The same words in another order are nearest of all.
 */
function within(typed: string, folded: string, names: readonly NameRecord[]): string[] {
  const words = wordsOf(typed);
  const limit = Math.floor([...folded].length / LETTERS_OF_AN_EDIT);
  const own = new Set(gramsOf(folded));
  return names
    .map(({ entity, name, folded: other }) => ({
      entity,
      distance: sameWords(words, wordsOf(name)) ? 0 : editDistance(folded, other, limit),
      shared: gramsOf(other).filter((gram) => own.has(gram)).length,
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || b.shared - a.shared)
    .map(({ entity }) => entity);
}

/** The ids of the entities with the likest names, best first. */
async function likest(typed: string, names: readonly NameRecord[]): Promise<string[]> {
  const documents = names.map(({ entity, name }) => ({ item: entity, texts: [name] }));
  const ranked = await rank(documents, typed, 'any');
  const worst = (ranked[0]?.score ?? 0) + LIKENESS_BAND;
  return [...new Set(ranked.filter(({ score }) => score <= worst).map(({ item }) => item))];
}

/** The ids of the entities with a name the fewest edits away, for a text that is like none. */
function nearest(folded: string, names: readonly NameRecord[]): string[] {
  const ranked = names
    .map(({ entity, folded: other }) => ({ entity, distance: editDistance(folded, other) }))
    .sort((a, b) => a.distance - b.distance);
  return [...new Set(ranked.map(({ entity }) => entity))].slice(0, MAX_CANDIDATES);
}

async function entitiesInOrder(store: Store, ids: readonly string[]): Promise<EntityRecord[]> {
  const entities = await store.entities(ids);
  return ids.flatMap((id) => entities.get(id) ?? []);
}
