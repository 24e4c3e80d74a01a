/** Edits as plain data: what is meant, and the value that it gives. */

/** The way to a part of a value: keys and indexes from the top. */
export type Path = readonly (string | number)[];

/**
 * One edit. `set` puts a value in place of another, or adds a key to its record, after the nearest key that `order` has
 * before it; `append` adds an item at the end of a list; `insert` adds one after the item at `path`; `remove` takes out
 * a key or an item with what stands in it. Comments around what is removed stay.
 */
export type Edit =
  | { op: 'set'; path: Path; value: unknown; order?: readonly string[] }
  | { op: 'append' | 'insert'; path: Path; value: unknown }
  | { op: 'remove'; path: Path };

/** A stretch of the old text, `end` exclusive, and what stands there instead. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Thrown where no local change of the text gives the value that was meant; nothing is lost by it. */
export class Unspliceable extends Error {
  constructor() {
    super('this part of the file can’t be changed without touching what stands around it');
  }
}

/** The plain value after an edit. */
export function valueAfter(value: unknown, edit: Edit): unknown {
  const copy = structuredClone(value);
  const { op, path } = edit;
  if (op === 'set') return setIn(copy, path, edit.value);
  if (op === 'append') {
    (at(copy, path) as unknown[]).push(edit.value);
    return copy;
  }
  const parent = at(copy, path.slice(0, -1)) as Record<string, unknown> | unknown[];
  const key = path.at(-1) as never;
  if (!Array.isArray(parent)) delete parent[key];
  else if (op === 'remove') parent.splice(key, 1);
  else parent.splice(Number(key) + 1, 0, edit.value);
  return copy;
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);

export function setIn(value: unknown, path: Path, put: unknown): unknown {
  const key = path.at(-1);
  if (key === undefined) return put;
  (at(value, path.slice(0, -1)) as Record<string | number, unknown>)[key] = put;
  return value;
}
