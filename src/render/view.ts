/** A view: what an answer looks like to a person, beside the data that every other format prints. */

import type { Finding } from '../model/finding.ts';

/** How a piece of text looks; the words carry the meaning, never the style alone. */
export type Style =
  | 'plain'
  | 'title'
  | 'strong'
  | 'dim'
  | 'good'
  | 'fair'
  | 'weak'
  | 'bad'
  | 'match'
  | 'quote';

/** A piece of text in one style. */
export interface Span {
  text: string;
  style: Style;
}

/** What stands in a cell or line: plain text, or pieces in styles. */
export type Content = string | readonly Span[];

/** Rows under column names. Tables of one view with the same columns are drawn to the same widths. */
export interface Table {
  heading: Content | null;
  columns: readonly string[];
  rows: readonly (readonly Content[])[];
}

/** Running text; `indent` columns from the left, on every line that it wraps to. */
export interface Line {
  indent: number;
  /** Stands before the first line, and keeps its room on the lines that it wraps to; in ASCII and box drawing. */
  label?: string;
  content: Content;
  /** Left for the terminal to wrap, so that it can be clicked and copied: for addresses. */
  unbroken?: boolean;
}

/** Lines under a heading. */
export interface Prose {
  heading: Content | null;
  lines: readonly Line[];
}

/** Findings under a heading, drawn each with its place and a pointer. */
interface Faults {
  heading: Content | null;
  findings: readonly Finding[];
}

/** A part of a view. */
export type Block = Table | Prose | Faults;

/** A whole answer. */
export interface View {
  /** What `--json` prints. */
  data: unknown;
  /** What `--format ids` prints, one a line. */
  ids: readonly string[];
  title: Content;
  /** Made when they are drawn. */
  blocks(): readonly Block[] | Promise<readonly Block[]>;
  /** What `--format markdown` prints where a table of the data is not what a person would paste. */
  markdown?: string;
  /** Counts on the left, the command that digs deeper on the right. */
  footer: { left: string; right: string } | null;
  /** What to say on stderr where the answer has no rows, without the full stop; null where it has. */
  empty: string | null;
}

/** What stands where nothing is recorded. */
export const NONE = '–';

export const span = (style: Style, text: string): Span => ({ style, text });

/** The pieces of a content. */
export const spansOf = (content: Content): readonly Span[] =>
  typeof content === 'string' ? [{ style: 'plain', text: content }] : content;

/** The text of a content, without styles. */
export const textOf = (content: Content): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('');
