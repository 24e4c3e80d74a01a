/** Resolves what was typed to one entity: exactly, by a safe correction, or not at all, with candidates. */
import { foldName, isVersion, wordsOf } from '../model/names.ts';
import type { EntityRecord, NameRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import { editDistance, editsOfTypo } from './edit-distance.ts';
import { rank } from './fuzzy.ts';
import { gramsOf, MAX_NAME_LENGTH } from './name-index.ts';
import type { Store } from './store.ts';

/** What a typed text means. Candidates come best first. */
export type Resolution =
  | { state: 'exact'; entity: EntityRecord }
  | { state: 'corrected'; entity: EntityRecord }
  | { state: 'ambiguous'; candidates: EntityRecord[] }
  /** `close`: the ids of the candidates that the text may be a typo of; the others only have similar names. */
  | { state: 'unknown'; candidates: EntityRecord[]; close: ReadonlySet<string> };

const MAX_CANDIDATES = 5;

/** How many similar names are ranked to find candidates. */
const MAX_RANKED_NAMES = 100;

/** A name with more than one edit in this number of characters is ranked by similarity only. */
const CHARACTERS_PER_EDIT = 3;

/** A candidate whose score is worse than the best one's by more than this is left out. */
const SCORE_RANGE = 0.25;

/** How a text is resolved. */
export interface ResolveOptions {
  /** Whether a safe correction may answer. */
  correct: boolean;
  /** The kinds of the candidates. */
  kinds?: readonly Kind[];
}

/** Any resolution but `unknown`. */
export type Found = Exclude<Resolution, { state: 'unknown' }>;

/**
 * Resolves a text: an id; a name or alias after folding; with `correct`, a safe correction. A word that distinguishes versions
 * is never corrected, and an alias marked ambiguous is never resolved.
 */
export async function resolve(
  store: Store,
  typed: string,
  { correct, kinds }: ResolveOptions,
): Promise<Resolution> {
  const found = await findEntity(store, typed, correct);
  return found ?? { state: 'unknown', ...(await candidatesFor(store, typed, foldName(typed), kinds)) };
}

/** Resolves a text as `resolve` does, but without candidates, which take time to find; null if it is unknown. */
export async function findEntity(store: Store, typed: string, correct: boolean): Promise<Found | null> {
  const id = typed.trim();
  const byId = (await store.entities([id])).get(id);
  if (byId) return { state: 'exact', entity: byId };

  const folded = foldName(typed);
  const names = folded === '' ? [] : await store.namesByFolded(folded);
  const entities = await entitiesInOrder(store, new Set(names.map(({ entity }) => entity)));
  const [entity] = entities;
  if (entities.length > 1 || names.some(({ ambiguous }) => ambiguous))
    return { state: 'ambiguous', candidates: entities };
  if (entity) return { state: 'exact', entity };

  if (correct && folded !== '') {
    const meant = (await correctByEdits(store, typed, folded)) ?? (await correctByWords(store, typed));
    const corrected = meant === null ? undefined : (await store.entities([meant])).get(meant);
    if (corrected) return { state: 'corrected', entity: corrected };
  }
  return null;
}

/**
 * The id of the only entity within two edits, if its nearest name is within the edits allowed and has the same version words. If
 * another entity is within two edits, even the nearer one would be a guess.
 */
async function correctByEdits(store: Store, typed: string, folded: string): Promise<string | null> {
  if (allowedEdits(folded) === 0) return null;
  const close = await store.namesWithinEditDistance2(folded);
  const [first] = close;
  if (first === undefined || close.some(({ entity }) => entity !== first.entity)) return null;
  const distanceTo = (name: NameRecord) => editDistance(folded, name.folded);
  const shortest = Math.min(...close.map(distanceTo));
  const isSafe = close.some(
    (name) =>
      distanceTo(name) === shortest &&
      !name.ambiguous &&
      shortest <= Math.min(allowedEdits(folded), allowedEdits(name.folded)) &&
      sameWords(versionWords(typed), versionWords(name.name)),
  );
  return isSafe ? first.entity : null;
}

/** How many edits a typo in a name may have; none in a text that is too long to be in the index of names. */
const allowedEdits = (folded: string): number =>
  [...folded].length > MAX_NAME_LENGTH ? 0 : editsOfTypo(folded);

/**
 * The id of the only entity that has a name of these words in another order. Otherwise the id of the only entity that has a name
 * with all these words: they must be the first words of its printed name, in any order, or make up half of its letters.
 */
async function correctByWords(store: Store, typed: string): Promise<string | null> {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return null;
  const matching = (await store.namesWithWords(wanted))
    .map((name) => ({ ...name, words: wordsOf(name.name) }))
    .filter(({ words }) => isPartOf(wanted, words));
  const whole = matching.filter(({ words }) => words.length === wanted.length);
  const names = whole.length > 0 ? whole : matching;
  const [first] = names;
  if (first === undefined || names.some(({ entity }) => entity !== first.entity)) return null;
  const isSafe = names.some(
    ({ isPrinted, ambiguous, words }) =>
      (isPrinted || (whole.length > 0 && !ambiguous)) &&
      (isPartOf(wanted, words.slice(0, wanted.length)) || letterCount(wanted) * 2 >= letterCount(words)) &&
      sameWords(wanted.filter(isVersion), words.filter(isVersion)),
  );
  return isSafe ? first.entity : null;
}

const versionWords = (text: string) => wordsOf(text).filter(isVersion);
const letterCount = (words: readonly string[]) => [...words.join('')].length;

/** Whether two lists have the same words in the same order. */
const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index]);

/** Whether a list has all of some words, in any order, a repeated word as often. */
function isPartOf(words: readonly string[], list: readonly string[]): boolean {
  const left = [...list];
  return words.every((word) => {
    const index = left.indexOf(word);
    return index !== -1 && left.splice(index, 1).length === 1;
  });
}

async function candidatesFor(
  store: Store,
  typed: string,
  folded: string,
  kinds: readonly Kind[] | undefined,
): Promise<{ candidates: EntityRecord[]; close: ReadonlySet<string> }> {
  const names = await store.similarNames(folded, MAX_RANKED_NAMES, kinds);
  const near = namesByDistance(typed, folded, names);
  const similar = await mostSimilar(typed, names);
  const ids = [...near.map(({ entity }) => entity), ...similar];
  const candidates = await entitiesInOrder(store, [...new Set(ids)].slice(0, MAX_CANDIDATES));
  const close = near.filter(
    (name) => name.distance <= Math.min(allowedEdits(folded), allowedEdits(name.folded)),
  );
  return { candidates, close: new Set(close.map(({ entity }) => entity)) };
}

/**
 * The names that differ by one edit in three characters at most, the nearest first; of equally near ones, the one that shares more
 * grams. The same words in another order have distance 0.
 */
function namesByDistance(typed: string, folded: string, names: readonly NameRecord[]) {
  const words = wordsOf(typed);
  const limit = Math.floor([...folded].length / CHARACTERS_PER_EDIT);
  const grams = new Set(gramsOf(folded));
  return names
    .map(({ entity, name, folded: other }) => ({
      entity,
      folded: other,
      distance: sameWords([...words].sort(), wordsOf(name).sort()) ? 0 : editDistance(folded, other, limit),
      shared: gramsOf(other).filter((gram) => grams.has(gram)).length,
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || b.shared - a.shared);
}

/** The ids of the entities whose names fuse.js ranks best, best first. */
async function mostSimilar(typed: string, names: readonly NameRecord[]): Promise<string[]> {
  const documents = names.map(({ entity, name }) => ({ item: entity, texts: [name] }));
  const ranked = await rank(documents, typed, 'any');
  const worst = (ranked[0]?.score ?? 0) + SCORE_RANGE;
  return [...new Set(ranked.filter(({ score }) => score <= worst).map(({ item }) => item))];
}

async function entitiesInOrder(store: Store, ids: Iterable<string>): Promise<EntityRecord[]> {
  const entities = await store.entities(ids);
  return [...ids].flatMap((id) => entities.get(id) ?? []);
}
