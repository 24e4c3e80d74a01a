/** A view: what an answer looks like to a person, and the data that every other format prints. */
import type { Finding } from '../model/finding.ts';

/** How a piece of text looks. The words carry the meaning; a style only emphasises it. */
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
  | 'quote'
  | 'context';

/** A piece of text in one style. */
export interface Span {
  text: string;
  style: Style;
  /** The web address that it links to in Markdown. */
  href?: string;
}

/** Plain text, or pieces of text in styles. */
export type RichText = string | readonly Span[];

/** Rows under column names. Tables of one view with the same columns are drawn to the same widths. */
export interface Table {
  heading: RichText | null;
  columns: readonly string[];
  rows: readonly (readonly RichText[])[];
  /** How many of the first cells of each row repeat the row above, and are left empty on a screen. In Markdown all are printed. */
  repeated?: readonly number[];
  /** The lines below each row, in the order of the rows. */
  notes?: readonly (readonly Line[])[];
}

/** Running text, indented by `indent` columns on every line. */
export interface Line {
  indent: number;
  /** Printed before the first line; the following lines are indented by its width. ASCII and box drawing only. */
  label?: string;
  text: RichText;
  /** Not wrapped, so that it can be clicked and copied: for addresses and code. */
  unbroken?: boolean;
}

/** Lines under a heading. */
export interface TextBlock {
  heading: RichText | null;
  lines: readonly Line[];
}

/** Findings under a heading, each drawn with its position and a pointer. */
interface FindingsBlock {
  heading: RichText | null;
  findings: readonly Finding[];
}

/** A part of a view. */
export type Block = Table | TextBlock | FindingsBlock;

/** The rows of an answer under columns that do not depend on the rows. */
export interface Records {
  /** The dotted names of fields of the rows. */
  columns: readonly string[];
  rows: readonly object[];
}

/** A whole answer. */
export interface View {
  /** What `--json` prints. */
  data: unknown;
  /** What CSV and TSV print; with `passages`, a row for each quote where the answer has claims. Called only if it is printed. */
  records(passages: boolean): Records;
  /** What `--format ids` prints, one a line. */
  ids: readonly string[];
  /** Null for none. */
  title: RichText | null;
  /** Called only if the view is drawn. */
  blocks(): readonly Block[];
  /** A finished text without unsafe characters that a person gets instead of title, blocks and footer. */
  text?: string;
  /** What `--format markdown` prints instead of the blocks. */
  markdown?: string;
  /** The legend of a table; counts on the left, and a command for more details on the right. */
  footer: { legend?: RichText; left: string; right: string } | null;
  /** The message for stderr if the answer has no rows, without the full stop; null if it has rows. */
  empty: string | null;
}

/** The parts of a view that are drawn. */
export type Drawable = Pick<View, 'title' | 'blocks' | 'footer'>;

/** Printed for a fact that is not recorded. */
export const NONE = '–';

/** Printed in a grid where there is no claim. */
export const NO_CLAIM = '·';

/** A piece of text in a style. */
export const span = (style: Style, text: string): Span => ({ style, text });

/** A piece of text that links to a web address in Markdown; null for no link. */
export const linked = (text: string, href: string | null | undefined): Span =>
  href ? { style: 'plain', text, href } : span('plain', text);

/** The pieces of a text. */
export const spansOf = (text: RichText): readonly Span[] =>
  typeof text === 'string' ? [span('plain', text)] : text;

/** The text without styles. */
export const textOf = (text: RichText): string =>
  typeof text === 'string' ? text : text.map((piece) => piece.text).join('');
