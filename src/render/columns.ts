/** Rows in columns without cli-table3: for a pipe, for long tables, and for scripts that cli-table3 measures wrongly. */
import type { Styler } from './style.ts';
import { type RichText, spansOf } from './view.ts';
import type { Width } from './width.ts';
import { type WrappedLine, wrap } from './wrap.ts';

/** Columns of the screen between two columns of a table. */
export const GAP = 2;

/** One line of the screen: the part of each cell that is on it. */
export type GridLine = readonly WrappedLine[];

const EMPTY_LINE: WrappedLine = { spans: [], width: 0 };

/** The lines that a row takes when its cells are wrapped to the widths of the columns. */
export function gridLines(row: readonly RichText[], widths: readonly number[], width: Width): GridLine[] {
  const cells = row.map((cell, index) => wrap(spansOf(cell), widths[index] ?? 1, width));
  const height = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
  return Array.from({ length: height }, (_, at) => cells.map((cell) => cell[at] ?? EMPTY_LINE));
}

/** A line as text, each cell padded to the width of its column. */
export const drawColumns = (line: GridLine, widths: readonly number[], paint: Styler): string =>
  line
    .map(({ spans, width }, index) => {
      const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width));
      return `${spans.map(paint).join('')}${padding}`;
    })
    .join(' '.repeat(GAP));
