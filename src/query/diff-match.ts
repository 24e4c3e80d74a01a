/** Which record of one knowledge base is which of another. */
import { groupBy } from '../model/group-by.ts';
import type { FieldChange } from './answers/diff.ts';

/** What stands on both sides, and what on one only. */
export interface Matched<T> {
  both: [before: T, after: T][];
  removed: T[];
  added: T[];
}

/** Matches records by an id that each has alone. `idBefore` is the id that a record of before has after. */
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

/** How records that share a key are told apart. */
export interface Likeness<T> {
  fields(before: T, after: T): readonly FieldChange[];
  /** Texts that are seldom shared by chance: its quotes. */
  texts(item: T): readonly string[];
  /** Whether two records that share so many texts can be the same at all. */
  canBeSame(shared: number): boolean;
}

/** Matches the records of each key: equal ones first, then those that share the most texts, then the most fields. */
export function matchInGroups<T>(
  before: ReadonlyMap<string, readonly T[]>,
  after: ReadonlyMap<string, readonly T[]>,
  likeness: Likeness<T>,
): Matched<T> {
  const matched: Matched<T> = { both: [], removed: [], added: [] };
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const group = matchGroup(before.get(key) ?? [], after.get(key) ?? [], likeness);
    matched.both.push(...group.both);
    matched.removed.push(...group.removed);
    matched.added.push(...group.added);
  }
  return matched;
}

function matchGroup<T>(before: readonly T[], after: readonly T[], likeness: Likeness<T>): Matched<T> {
  const texts = after.map((item) => new Set(likeness.texts(item)));
  const pairs = before.flatMap((left, i) =>
    after.flatMap((right, j) => {
      const shared = new Set(likeness.texts(left).filter((text) => texts[j]?.has(text))).size;
      const differing = likeness.fields(left, right).length;
      return differing === 0 || likeness.canBeSame(shared) ? [{ left, right, i, j, shared, differing }] : [];
    }),
  );
  // Two pairs that are alike in all of this have no record in common, so that the way of comparing makes no difference.
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

/** What an id is known by: itself in some form, and every other name of its record in that form. */
interface Names {
  own: string;
  all: readonly string[];
}

/**
 * The new ids of what was renamed, by the old ones: an id that is gone and a new one, of which one is a name of the
 * other's record, and of no third.
 */
export function renamedIds<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  namesOf: (item: T) => Names,
): ReadonlyMap<string, string> {
  const known = { before: new Set(before.map(({ id }) => id)), after: new Set(after.map(({ id }) => id)) };
  const gone = before.filter(({ id }) => !known.after.has(id));
  const come = after.filter(({ id }) => !known.before.has(id));
  const pairs = new Map<string, readonly [string, string]>();
  const pair = (from: T, to: T) => pairs.set(JSON.stringify([from.id, to.id]), [from.id, to.id]);
  for (const [from, to] of linked(gone, come, namesOf)) pair(from, to);
  for (const [to, from] of linked(come, gone, namesOf)) pair(from, to);
  const ids = [...pairs.values()];
  const [left, right] = [groupBy(ids, ([from]) => from), groupBy(ids, ([, to]) => to)];
  return new Map(ids.filter(([from, to]) => left.get(from)?.length === 1 && right.get(to)?.length === 1));
}

/** Each record whose own name is among all the names of another, with that. */
function linked<T>(records: readonly T[], others: readonly T[], namesOf: (item: T) => Names): [T, T][] {
  const byOwn = groupBy(records, (item) => namesOf(item).own);
  return others.flatMap((other) =>
    namesOf(other).all.flatMap((name) => (byOwn.get(name) ?? []).map((item): [T, T] => [item, other])),
  );
}
