/** The only home of cli-table3: it sets cells in columns. */
import CliTable from 'cli-table3';
import type { Styler } from './style.ts';
import type { Content } from './view.ts';
import { spansOf } from './view.ts';
import type { Width } from './width.ts';
import { type WrappedLine, wrap } from './wrap.ts';

/** Columns between two columns of a table. */
export const GAP = 2;

/**
 * A character that no clean text holds. cli-table3 measures and cuts text by rules of its own, so it is given these in
 * place of the text, as many as the column is wide, and the text, wrapped and padded here, is put in afterwards.
 */
const STAND_IN = '\uE000';
const STAND_INS = /\uE000+/g;

/** Draws rows in columns of these widths; the cells are clean. */
export function drawTable(
  rows: readonly (readonly Content[])[],
  widths: readonly number[],
  width: Width,
  paint: Styler,
): string[] {
  const key = widths.join();
  const line = lineByWidths.get(key) ?? lineOf(widths);
  lineByWidths.set(key, line);
  return rows.flatMap((row) => {
    const cells = row.map((cell, index) => wrap(spansOf(cell), widths[index] ?? 1, width));
    const height = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
    return Array.from({ length: height }, (_, at) => {
      let next = 0;
      const texts = cells.map((cell, index) => padded(cell[at], widths[index] ?? 1, paint));
      return line.replace(STAND_INS, () => texts[next++] ?? '').trimEnd();
    });
  });
}

/** Tables of one view are often of the same widths. */
const lineByWidths = new Map<string, string>();

/** A line of a table with columns of these widths. All its lines are alike, and cli-table3 takes its time over each. */
function lineOf(widths: readonly number[]): string {
  const table = new CliTable({
    chars: { ...NO_BORDERS, middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(widths.map((columns) => STAND_IN.repeat(columns)));
  return table.toString();
}

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
};

function padded(line: WrappedLine | undefined, columns: number, paint: Styler): string {
  if (line === undefined) return ' '.repeat(columns);
  return line.spans.map(paint).join('') + ' '.repeat(Math.max(0, columns - line.width));
}
