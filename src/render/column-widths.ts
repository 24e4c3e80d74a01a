/** How wide the columns of the tables of a view are. */
import { GAP } from './columns.ts';
import { type RichText, type Table, textOf } from './view.ts';
import type { Width } from './width.ts';

/** A column is not narrower than this or than its longest word, if its text is wider. */
const MIN_COLUMN = 7;
/** A longer word, such as an id, may be broken to make a column narrower. */
const LONG_WORD = 32;
/** A longer name of a row may be broken between its words. */
const LONG_NAME = 24;

/** The columns of the screen that a column takes at full length, and the fewest that it can be drawn in well. */
interface Size {
  natural: number;
  least: number;
}

/** The names of the columns of a table as one text: tables with equal names are drawn to equal widths. */
export const columnsKey = ({ columns }: Table): string => columns.join('\n');

/** The widths for each set of column names, fitted to `room` columns of the screen; null if no table fits. */
export function columnWidths(
  tables: readonly Table[],
  room: number | null,
  width: Width,
): ReadonlyMap<string, number[] | null> {
  const sizes = new Map<string, Size[]>();
  for (const table of tables) {
    const own = sizes.get(columnsKey(table)) ?? table.columns.map(() => ({ natural: 1, least: 1 }));
    sizes.set(columnsKey(table), own);
    // The name of a column may break at its hyphens; an id in a cell does not.
    for (const [index, name] of table.columns.entries())
      widen(own[index], name.split(/ |(?<=-)/), name, width);
    for (const row of table.rows)
      for (const [index, cell] of row.entries()) widenByCell(own[index], cell, width);
  }
  return new Map(
    [...sizes].map(([key, own]) => [key, fitted(withWholeNames(own), room) ?? fitted(own, room)]),
  );
}

function widenByCell(size: Size | undefined, cell: RichText, width: Width): void {
  const text = textOf(cell);
  widen(size, text.split(' '), text, width);
}

function widen(size: Size | undefined, words: readonly string[], text: string, width: Width): void {
  if (size === undefined) return;
  const columns = width(text);
  const longestWord = words.reduce((most, word) => Math.max(most, Math.min(width(word), LONG_WORD)), 0);
  size.natural = Math.max(size.natural, columns);
  size.least = Math.max(size.least, Math.min(columns, Math.max(MIN_COLUMN, longestWord)));
}

/** The same sizes, but the first column keeps whole names of up to `LONG_NAME` columns. */
const withWholeNames = ([first, ...others]: readonly Size[]): Size[] =>
  first === undefined
    ? []
    : [{ ...first, least: Math.min(first.natural, Math.max(first.least, LONG_NAME)) }, ...others];

/** Narrows the widest columns until all fit; null if they can't. */
function fitted(sizes: readonly Size[], room: number | null): number[] | null {
  if (room === null) return sizes.map(({ natural }) => natural);
  const available = room - GAP * (sizes.length - 1);
  const narrowed = (cap: number) =>
    sizes.map(({ natural, least }) => Math.min(natural, Math.max(cap, least)));
  const sum = (widths: readonly number[]) => widths.reduce((total, own) => total + own, 0);
  if (sum(narrowed(0)) > available) return null;
  let cap = Math.max(...sizes.map(({ natural }) => natural));
  while (sum(narrowed(cap)) > available) cap--;
  const widths = narrowed(cap);
  // The first columns get the space that the last step left over.
  for (const [index, { natural }] of sizes.entries()) {
    const spare = available - sum(widths);
    widths[index] = Math.min(natural, (widths[index] ?? 0) + spare);
  }
  return widths;
}
