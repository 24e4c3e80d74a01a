/** A fault in the data, or something worth knowing of it, at its place. */

import { isAbsolute, relative } from 'node:path';

/** `error`: the data can't be used. `warning`: it can, and a person should look. `info`: worth knowing. */
export type Level = 'error' | 'warning' | 'info';

/** A place in a file. `line` and `col` count from 1; `line` is 0 where the whole file or folder is meant. */
export interface Place {
  file: string;
  line: number;
  /** Column in UTF-16 units, from 1. */
  col: number;
  /** UTF-16 units from `col` that the finding is about, on that line. */
  width: number;
  /** The text of the line; empty where `line` is 0. */
  excerpt: string;
}

export interface Finding {
  level: Level;
  /** The id of the rule that found it. */
  rule: string;
  message: string;
  /** The next step; null where the message says all. */
  hint: string | null;
  /** The id of the record, by which kb.yaml can except a warning or information; null where it can't be. */
  record: string | null;
  place: Place;
}

/** The place of a whole file or folder. */
export const wholeFile = (file: string): Place => ({ file, line: 0, col: 0, width: 0, excerpt: '' });

/** A path as it is shown: from the folder that the command was started in, where it lies below that. */
export function shownPath(path: string, from: string): string {
  const way = relative(from, path);
  return way.startsWith('..') || isAbsolute(way) ? path : way || '.';
}

/** Whether data with these findings can't be used. */
export const hasError = (findings: readonly Finding[]): boolean =>
  findings.some(({ level }) => level === 'error');

/** The order in which findings are shown: by file, then by place, then by rule. */
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
