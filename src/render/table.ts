/** The only home of cli-table3: it sets cells in columns. */
import CliTable from 'cli-table3';
import type { Paint } from './paint.ts';
import type { Content } from './view.ts';
import { spansOf } from './view.ts';
import type { Width } from './width.ts';
import { type WrappedLine, wrap } from './wrap.ts';

/** Columns between two columns of a table. */
export const GAP = 2;

/** cli-table3 takes time by the square of the lines, so that it is given parts of a table, all of the same widths. */
const LINES_AT_ONCE = 100;

/**
 * A character that no clean text holds. cli-table3 measures and cuts text by rules of its own, so it is given these in
 * place of the text, as many as the column is wide, and the text, wrapped and padded here, is put in afterwards.
 */
const STAND_IN = '\uE000';

/** Draws rows in columns of these widths; the cells are clean. */
export function drawTable(
  rows: readonly (readonly Content[])[],
  widths: readonly number[],
  width: Width,
  paint: Paint,
): string[] {
  const lines = rows.flatMap((row) => {
    const cells = row.map((cell, index) => wrap(spansOf(cell), widths[index] ?? 1, width));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      cells.map((cell, index) => padded(cell[line], widths[index] ?? 1, paint)),
    );
  });
  const drawn: string[] = [];
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    drawn.push(...drawPart(lines.slice(at, at + LINES_AT_ONCE), widths));
  }
  return drawn;
}

function drawPart(lines: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const table = new CliTable({
    chars: { ...NO_BORDERS, middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const texts = lines.flat();
  for (const _ of lines) table.push(widths.map((columns) => STAND_IN.repeat(columns)));
  let next = 0;
  const drawn = table.toString().replace(new RegExp(`${STAND_IN}+`, 'g'), () => texts[next++] ?? '');
  return drawn.split('\n').map((line) => line.trimEnd());
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

function padded(line: WrappedLine | undefined, columns: number, paint: Paint): string {
  if (line === undefined) return ' '.repeat(columns);
  return line.spans.map(paint).join('') + ' '.repeat(Math.max(0, columns - line.width));
}
