/** The only module that uses cli-table3: draws the tables that a person reads on a terminal. */
import { stripVTControlCharacters } from 'node:util';
import CliTable from 'cli-table3';
import { GAP, type GridLine } from './columns.ts';
import type { Styler } from './style.ts';
import type { Width } from './width.ts';

/**
 * Lines as text, in columns of these widths; null if the columns are not aligned, because cli-table3 measures some scripts
 * (such as Devanagari) and new emoji differently from terminals.
 */
export function drawTable(
  lines: readonly GridLine[],
  widths: readonly number[],
  width: Width,
  paint: Styler,
): string[] | null {
  const table = new CliTable({
    chars: { ...NO_BORDERS, middle: ' '.repeat(GAP) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  // A line for a row, because the time that cli-table3 takes grows with the cube of the height of a cell.
  for (const [index, line] of lines.entries()) {
    const cells = line.map(({ spans }) => spans.map(paint).join(''));
    // The first line sets the widths; `colWidths` would cut text that cli-table3 measures as too wide.
    table.push(
      index > 0
        ? cells
        : cells.map((text, at) => text + ' '.repeat(Math.max(0, (widths[at] ?? 0) - (line[at]?.width ?? 0)))),
    );
  }
  const drawn = table.toString().split('\n');
  const total = widths.reduce((sum, columns) => sum + columns, GAP * (widths.length - 1));
  return drawn.every((line) => width(stripVTControlCharacters(line)) === total) ? drawn : null;
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
