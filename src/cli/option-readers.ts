/** How the values of options are read. Each reader gets the text, the value so far and the flag, and throws a usage error. */
import { DATE_FORMS, dayRange, isIsoDate } from '../model/dates.ts';
import { fail } from '../model/errors.ts';
import { words } from '../model/vocabulary.ts';

/** An option that takes words of a vocabulary, separated by commas, and may be repeated. */
export function listOf(vocabulary: object) {
  const choices: readonly string[] = words(vocabulary);
  const read = (typed: string, before: unknown, flag: string): string[] => {
    const given = typed.split(',').map((word) => word.trim());
    const wrong = given.find((word) => !choices.includes(word));
    if (wrong !== undefined) throw invalidChoice(flag, wrong, choices);
    return [...((before as string[] | undefined) ?? []), ...given];
  };
  return { choices, read };
}

/** An option that takes one of some words, or another name of one. */
export function oneOf(choices: readonly string[], aliases: ReadonlyMap<string, string> = new Map()) {
  const read = (typed: string, _: unknown, flag: string): string => {
    const word = aliases.get(typed) ?? typed;
    if (!choices.includes(word)) throw invalidChoice(flag, typed, choices);
    return word;
  };
  return { read };
}

const invalidChoice = (flag: string, typed: string, choices: readonly string[]) =>
  fail.usage(`“${typed}” is not a valid value of ${flag}`, `Choose from: ${choices.join(', ')}.`);

/** A text; the option may be repeated. */
export const several = (typed: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  typed,
];

/** An existing date in the form YYYY-MM-DD. */
export function readDate(typed: string, _: unknown, flag: string): string {
  if (!isIsoDate(typed)) throw fail.usage(`${flag} must be a valid date (YYYY-MM-DD), not “${typed}”`);
  return typed;
}

/** A day, a month or a range of days, or one of some other words. */
export const readDateOr =
  (...otherWords: string[]) =>
  (typed: string, _: unknown, flag: string): string => {
    if (otherWords.includes(typed) || dayRange(typed) !== null) return typed;
    throw fail.usage(
      `“${typed}” is not a valid value of ${flag}`,
      `Write ${[DATE_FORMS, ...otherWords].join('; or ')}.`,
    );
  };

/** Two line numbers, from 1, the second not before the first. */
export function readLineRange(typed: string, _: unknown, flag: string): { first: number; last: number } {
  const [first = 0, last = 0] = /^([1-9]\d{0,8})-([1-9]\d{0,8})$/.exec(typed)?.slice(1).map(Number) ?? [];
  if (first === 0 || last < first)
    throw fail.usage(`${flag} must be two line numbers, such as 3-38, not “${typed}”`);
  return { first, last };
}

export function readPositive(typed: string, _: unknown, flag: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw fail.usage(`${flag} must be a positive integer, not “${typed}”`);
  return Number(typed);
}

/** Names separated by commas; the option may be repeated. */
export const readFields = (typed: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  ...typed
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== ''),
];
