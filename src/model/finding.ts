/** Findings: problems and remarkable facts in the data, each with its position. */
import { relative } from 'node:path';
import { isInside } from './is-inside.ts';

/** `error`: the data can't be used. `warning`: a person should look at it. `info`: worth knowing. */
export type Level = 'error' | 'warning' | 'info';

/** A place in a file. `line` and `col` count from 1; `line` is 0 for the whole file or folder. */
export interface Place {
  file: string;
  line: number;
  /** Column in UTF-16 units, from 1. */
  col: number;
  /** How many UTF-16 units from `col` the finding is about. */
  width: number;
  /** The text of the line, or the part of a long line around the value; empty if `line` is 0. */
  excerpt: string;
  /** The column of the first character of the excerpt; more than 1 only in a long line. */
  excerptCol: number;
}

/** The most UTF-16 units of a line that an excerpt contains: a line can be a whole JSON document. */
const MAX_EXCERPT = 110;
/** How many of them are before the value, in a long line. */
const MAX_BEFORE = 20;

/** The place of the value at a column of a line. */
export function placeInLine(file: string, line: number, text: string, col: number, width: number): Place {
  const from = col + width > MAX_EXCERPT ? Math.max(0, col - 1 - MAX_BEFORE) : 0;
  const excerpt = text.slice(from, from + MAX_EXCERPT);
  return { file, line, col, width, excerpt, excerptCol: from + 1 };
}

export interface Finding {
  level: Level;
  /** The id of the rule that found it. */
  rule: string;
  message: string;
  /** The next step; null if the message is enough. */
  hint: string | null;
  /** The id of the record, by which kb.yaml can accept the finding as an exception; null if it can't. */
  record: string | null;
  place: Place;
}

/** An error at a place. Errors can't be accepted as exceptions. */
export const errorAt = (
  rule: string,
  message: string,
  place: Place,
  hint: string | null = null,
): Finding => ({
  level: 'error',
  rule,
  message,
  hint,
  record: null,
  place,
});

/** The place of a whole file or folder. */
export const wholeFile = (file: string): Place => ({
  file,
  line: 0,
  col: 0,
  width: 0,
  excerpt: '',
  excerptCol: 1,
});

/** A path as shown to the user: relative to the folder `from` if it is inside, otherwise absolute. */
export function shownPath(path: string, from: string): string {
  return isInside(from, path) ? relative(from, path) || '.' : path;
}

/** True if the data can't be used. */
export const hasError = (findings: readonly Finding[]): boolean =>
  findings.some(({ level }) => level === 'error');

/** Compares findings by file, then by place, then by rule. */
export function compareFindings(a: Finding, b: Finding): number {
  const key = (finding: Finding) =>
    [finding.place.file, finding.place.line, finding.place.col, finding.rule] as const;
  const left = key(a);
  const right = key(b);
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? part;
    if (part < other) return -1;
    if (part > other) return 1;
  }
  return 0;
}
