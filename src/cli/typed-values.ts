/** Checks of what was typed that several commands share. */
import { resolve } from 'node:path';
import { fail } from '../model/errors.ts';
import { exists } from '../model/files.ts';
import { ID_FORM, isId } from '../model/ids.ts';

/** What is wrong with a new id; undefined if it is valid. */
export const idFault = (typed: string): string | undefined =>
  isId(typed) ? undefined : `An id consists of ${ID_FORM}.`;

/** A new id as typed. Throws a usage error if it is not valid. */
export function newId(typed: string): string {
  if (!isId(typed)) throw fail.usage(`“${typed}” is not a valid id`, idFault(typed));
  return typed;
}

/** The value of an option that can't be repeated, although its type is a list. Throws a usage error if it was. */
export function single<T>(flag: string, values: readonly T[] | undefined): T | undefined {
  if (values && values.length > 1) throw fail.usage(`${flag} takes one value`);
  return values?.[0];
}

/** The absolute path of a folder as typed. Throws a usage error if it does not exist. */
export function existingFolder(typed: string, cwd: string): string {
  const folder = resolve(cwd, typed);
  if (!exists(folder)) throw fail.usage(`${typed} does not exist`);
  return folder;
}

/** A value that a command needs, from an option, the document or the person at the terminal. */
interface Needed {
  /** The option that takes it. */
  flag: string;
  value: unknown;
  /** A sentence for the error: what the option takes, or why there is no other value. */
  why: string;
}

/** The values that a command needs. Throws one usage error for all that are null or undefined. */
export function required<T extends Record<string, Needed>>(
  needed: T,
): { [Name in keyof T]: NonNullable<T[Name]['value']> } {
  const missing = Object.values(needed).filter(({ value }) => value == null);
  if (missing.length > 0) throw fail.missingOptions(missing);
  return Object.fromEntries(Object.entries(needed).map(([name, { value }]) => [name, value])) as never;
}
