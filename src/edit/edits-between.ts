/** The edits that change one value of a file into another. */
import { isDeepStrictEqual } from 'node:util';
import type { ValuePath, YamlEdit } from './edits.ts';

/** Edits in two lists, to be made one after the other. */
interface EditsBetween {
  /** New texts and numbers of fields that have one; they need one parse together. */
  scalars: YamlEdit[];
  others: YamlEdit[];
}

/** The edits that turn a record into another one. A list of another length, and one for which `isWhole` is true, is set as a whole. */
export function editsBetween(
  before: object,
  after: object,
  isWhole: (path: ValuePath, before: object, after: object) => boolean,
  order: readonly string[],
): EditsBetween {
  const scalars: YamlEdit[] = [];
  const others: YamlEdit[] = [];
  const compare = (old: unknown, value: unknown, path: ValuePath): void => {
    if (isDeepStrictEqual(old, value)) return;
    if (!isCollection(old) && !isCollection(value)) scalars.push({ op: 'set', path, value });
    else if (
      !isCollection(old) ||
      !isCollection(value) ||
      isOtherList(old, value) ||
      isWhole(path, old, value)
    )
      others.push({ op: 'set', path, value, order });
    else compareParts(old, value, path);
  };
  const compareParts = (old: object, value: object, path: ValuePath): void => {
    const [olds, values] = [new Map(Object.entries(old)), new Map(Object.entries(value))];
    const partOf = (key: string): ValuePath => [...path, Array.isArray(value) ? Number(key) : key];
    for (const [key, part] of values)
      if (olds.has(key)) compare(olds.get(key), part, partOf(key));
      else others.push({ op: 'set', path: partOf(key), value: part, order });
    for (const key of olds.keys()) if (!values.has(key)) others.push({ op: 'remove', path: partOf(key) });
  };
  compareParts(before, after, []);
  return { scalars, others };
}

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isOtherList = (a: object, b: object): boolean =>
  (Array.isArray(a) || Array.isArray(b)) && !(Array.isArray(a) && Array.isArray(b) && a.length === b.length);
