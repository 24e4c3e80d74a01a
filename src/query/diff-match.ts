/** Matches the records of two knowledge bases: which record of one is which of the other. */
import { addAll } from '../model/add-all.ts';
import { groupBy } from '../model/group-by.ts';
import type { FieldChange } from './answers/diff.ts';

/** The records that both have, and those that only one has. */
export interface Matched<T> {
  both: [before: T, after: T][];
  removed: T[];
  added: T[];
}

/** Matches records by id. `idAfter` maps an id before to the id after, in case the record was renamed. */
export function matchById<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  idAfter: (id: string) => string,
): Matched<T> {
  const left = new Map(before.map((item) => [idAfter(item.id), item]));
  const right = new Map(after.map((item) => [item.id, item]));
  return {
    both: after.flatMap((item): [T, T][] => {
      const other = left.get(item.id);
      return other ? [[other, item]] : [];
    }),
    removed: before.filter(({ id }) => !right.has(idAfter(id))),
    added: after.filter(({ id }) => !left.has(id)),
  };
}

/** How similar two records with the same key are. */
export interface Similarity<T> {
  /** The fields that differ. */
  fields(before: T, after: T): readonly FieldChange[];
  /** Texts that two different records rarely share, such as quotes. */
  texts(item: T): readonly string[];
  /** False if two records with this number of shared texts must be different records. */
  canBeSame(shared: number): boolean;
}

/** Matches records with the same key: equal ones first, then those with the most shared texts, then those with the fewest differing fields. */
export function matchInGroups<T>(
  before: ReadonlyMap<string, readonly T[]>,
  after: ReadonlyMap<string, readonly T[]>,
  similarity: Similarity<T>,
): Matched<T> {
  const matched: Matched<T> = { both: [], removed: [], added: [] };
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const group = matchGroup(before.get(key) ?? [], after.get(key) ?? [], similarity);
    addAll(matched.both, group.both);
    addAll(matched.removed, group.removed);
    addAll(matched.added, group.added);
  }
  return matched;
}

function matchGroup<T>(before: readonly T[], after: readonly T[], similarity: Similarity<T>): Matched<T> {
  const texts = after.map((item) => new Set(similarity.texts(item)));
  const pairs = before.flatMap((left, i) =>
    after.flatMap((right, j) => {
      const shared = new Set(similarity.texts(left).filter((text) => texts[j]?.has(text))).size;
      const differing = similarity.fields(left, right).length;
      return differing === 0 || similarity.canBeSame(shared)
        ? [{ left, right, i, j, shared, differing }]
        : [];
    }),
  );
  // Pairs that tie on all of these share no record, so their order does not matter: diff(b, a) mirrors diff(a, b).
  pairs.sort(
    (a, b) =>
      Number(a.differing > 0) - Number(b.differing > 0) ||
      b.shared - a.shared ||
      a.differing - b.differing ||
      a.i + a.j - (b.i + b.j),
  );
  const taken = new Set<T>();
  const both: [T, T][] = [];
  for (const { left, right } of pairs) {
    if (taken.has(left) || taken.has(right)) continue;
    taken.add(left).add(right);
    both.push([left, right]);
  }
  const isFree = (item: T) => !taken.has(item);
  return { both, removed: before.filter(isFree), added: after.filter(isFree) };
}

/** Normalised names by which a renamed record is recognised. */
interface Names {
  /** Its id. */
  own: string;
  /** All its other names. */
  all: readonly string[];
}

/**
 * The new ids of renamed records by their old ids. A record was renamed if its id disappeared, a new id appeared, and one of
 * the two ids is a name of the other record and of no third one.
 */
export function renamedIds<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  namesOf: (item: T) => Names,
): ReadonlyMap<string, string> {
  const known = { before: new Set(before.map(({ id }) => id)), after: new Set(after.map(({ id }) => id)) };
  const removed = before.filter(({ id }) => !known.after.has(id));
  const added = after.filter(({ id }) => !known.before.has(id));
  const pairs = new Map<string, readonly [string, string]>();
  const pair = (from: T, to: T) => pairs.set(JSON.stringify([from.id, to.id]), [from.id, to.id]);
  for (const [from, to] of namedBy(removed, added, namesOf)) pair(from, to);
  for (const [to, from] of namedBy(added, removed, namesOf)) pair(from, to);
  const ids = [...pairs.values()];
  const [left, right] = [groupBy(ids, ([from]) => from), groupBy(ids, ([, to]) => to)];
  return new Map(ids.filter(([from, to]) => left.get(from)?.length === 1 && right.get(to)?.length === 1));
}

/** Each record whose own name is a name of another record, with that record. */
function namedBy<T>(records: readonly T[], others: readonly T[], namesOf: (item: T) => Names): [T, T][] {
  const byOwn = groupBy(records, (item) => namesOf(item).own);
  return others.flatMap((other) =>
    namesOf(other).all.flatMap((name) => (byOwn.get(name) ?? []).map((item): [T, T] => [item, other])),
  );
}
