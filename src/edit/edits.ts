/** Edits of YAML as plain data, and the value that they produce. */
import { addAll } from '../model/add-all.ts';

/** Keys and indexes from the top of a value to a part of it. */
export type ValuePath = readonly (string | number)[];

/**
 * One edit.
 * `set` replaces a value, or adds a key to its record after the nearest key that comes before it in `order`.
 * `append` adds items at the end of a list.
 * `remove` removes a key or an item with its content; comments around it stay.
 * `repeat` copies an item of a list, as it is written, to the place after it.
 */
export type YamlEdit =
  | { op: 'set'; path: ValuePath; value: unknown; order?: readonly string[] }
  | { op: 'append'; path: ValuePath; values: readonly unknown[] }
  | { op: 'remove'; path: ValuePath }
  | { op: 'repeat'; path: ValuePath };

/** A part of the old text, `end` exclusive, and its replacement. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Thrown if an edit would have to rewrite other parts of the text. The text is unchanged then. */
export class CannotEditInPlace extends Error {
  constructor() {
    super('this part of the file can’t be changed without touching the text around it');
  }
}

/** Applies an edit to a value in place. */
export function editValue(value: unknown, edit: YamlEdit): void {
  const { op, path } = edit;
  if (op === 'append') {
    addAll(valueAt(value, path) as unknown[], edit.values);
    return;
  }
  const parent = valueAt(value, path.slice(0, -1)) as Record<string, unknown> | unknown[];
  const key = path.at(-1) as never;
  if (op === 'set') parent[key] = edit.value as never;
  else if (!Array.isArray(parent)) delete parent[key];
  else if (op === 'remove') parent.splice(key, 1);
  else parent.splice(Number(key), 0, structuredClone(parent[key]));
}

/** The part of a value at a path. */
export const valueAt = (value: unknown, path: ValuePath): unknown =>
  path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);
