/** A view -> text for a person, fitted to the width of a terminal or at full length for a pipe. */
import { clean } from './clean.ts';
import { drawFinding, textsOfFindings } from './findings.ts';
import type { Styler } from './style.ts';
import { drawTable, GAP } from './table.ts';
import {
  type Block,
  type Content,
  type Line,
  NONE,
  type Span,
  span,
  spansOf,
  type Table,
  textOf,
  type View,
} from './view.ts';
import { type Width, widthFor } from './width.ts';
import { wrap } from './wrap.ts';

export { drawFindings } from './findings.ts';

/** Where text is drawn. */
export interface Screen {
  /** Columns of the terminal; null for no limit. */
  columns: number | null;
  paint: Styler;
}

const INDENT = 2;
/** A column is not made narrower than this or than its longest word, if its text is wider. */
const MIN_COLUMN = 9;
/** A longer word does not keep a column wide. */
const LONG_WORD = 24;

/** Draws a view; ends with a line end. */
export async function drawView(view: View, screen: Screen): Promise<string> {
  const blocks = (await view.blocks()).map((block) => cleanBlock(block));
  const title = cleanContent(view.title);
  const footer = view.footer && { left: clean(view.footer.left), right: clean(view.footer.right) };
  const width = await widthFor(textsOf(title, blocks, footer));
  const lines = [...draw(title, 'title', 0, screen, width)];
  const widths = columnWidths(blocks, screen, width);
  for (const block of blocks) {
    lines.push('');
    if (block.heading !== null) lines.push(...draw(block.heading, 'strong', 0, screen, width));
    if ('columns' in block) {
      // One by one: as arguments of one call, a hundred thousand are too many.
      for (const line of drawRows(block, widths.get(columnsKey(block)) ?? null, screen, width))
        lines.push(line);
    } else if ('findings' in block) {
      for (const finding of block.findings)
        lines.push(...drawFinding(finding, screen.paint, width).split('\n'));
    } else for (const line of block.lines) lines.push(...drawLine(line, screen, width));
  }
  if (footer) lines.push('', ...drawFooter(footer, screen, width));
  return `${lines.join('\n')}\n`;
}

function draw(
  content: Content,
  style: Span['style'],
  indent: number,
  screen: Screen,
  width: Width,
): string[] {
  const spans = typeof content === 'string' ? [span(style, content)] : content;
  // On a very narrow screen the text matters more than its indent.
  const left = screen.columns === null ? indent : Math.min(indent, Math.floor(screen.columns / 4));
  const limit = screen.columns === null ? Number.POSITIVE_INFINITY : Math.max(2, screen.columns - left);
  return wrap(spans, limit, width).map((line) =>
    (' '.repeat(left) + line.spans.map(screen.paint).join('')).trimEnd(),
  );
}

function drawLine(
  { indent, label, content, unbroken = false }: Line,
  screen: Screen,
  width: Width,
): string[] {
  if (label === undefined)
    return draw(content, 'plain', indent, unbroken ? { ...screen, columns: null } : screen, width);
  const columns = screen.columns === null ? null : screen.columns - label.length;
  const lines = draw(content, 'plain', indent, { ...screen, columns }, width);
  return lines.map((line, index) =>
    `${index === 0 ? screen.paint(span('dim', label)) : ' '.repeat(label.length)}${line}`.trimEnd(),
  );
}

const columnsKey = ({ columns }: Table) => columns.join('\u0000');

/** The widths of each set of columns, over all tables that have it; null where no table fits, and rows are stacked. */
function columnWidths(blocks: readonly Block[], screen: Screen, width: Width): Map<string, number[] | null> {
  const sizes = new Map<string, Size[]>();
  for (const block of blocks) {
    if (!('columns' in block)) continue;
    const key = columnsKey(block);
    const own = sizes.get(key) ?? block.columns.map(() => ({ natural: 1, least: 1 }));
    // The name of a column may part at its hyphens; an id in a cell stays whole.
    for (const [index, name] of block.columns.entries())
      widen(own[index], name.split(/ |(?<=-)/), name, width);
    for (const row of block.rows) {
      for (const [index, cell] of row.entries())
        widen(own[index], textOf(cell).split(' '), textOf(cell), width);
    }
    sizes.set(key, own);
  }
  return new Map([...sizes].map(([key, own]) => [key, fitted(own, screen.columns)]));
}

/** Columns that a column takes at full length, and the fewest that it can be drawn in well. */
interface Size {
  natural: number;
  least: number;
}

function widen(size: Size | undefined, words: readonly string[], text: string, width: Width): void {
  if (size === undefined) return;
  const columns = width(text);
  const longestWord = words.reduce((most, word) => Math.max(most, Math.min(width(word), LONG_WORD)), 0);
  size.natural = Math.max(size.natural, columns);
  size.least = Math.max(size.least, Math.min(columns, Math.max(MIN_COLUMN, longestWord)));
}

/** Narrows the widest columns until all fit; null where they can't. */
function fitted(sizes: readonly Size[], columns: number | null): number[] | null {
  if (columns === null) return sizes.map(({ natural }) => natural);
  const room = columns - INDENT - GAP * (sizes.length - 1);
  const narrowed = (cap: number) =>
    sizes.map(({ natural, least }) => Math.min(natural, Math.max(cap, least)));
  const sum = (widths: readonly number[]) => widths.reduce((total, own) => total + own, 0);
  if (sum(narrowed(0)) > room) return null;
  let cap = Math.max(...sizes.map(({ natural }) => natural));
  while (sum(narrowed(cap)) > room) cap--;
  const widths = narrowed(cap);
  // What the last step left over goes to the first columns that want it.
  for (const [index, { natural }] of sizes.entries()) {
    const spare = room - sum(widths);
    widths[index] = Math.min(natural, (widths[index] ?? 0) + spare);
  }
  return widths;
}

function drawRows({ columns, rows }: Table, widths: number[] | null, screen: Screen, width: Width): string[] {
  if (widths === null) return rows.flatMap((row) => drawStacked(columns, row, screen, width));
  const head = columns.map((name): Content => [span('dim', name)]);
  return drawTable([head, ...rows], widths, width, screen.paint).map((line) =>
    (' '.repeat(INDENT) + line).trimEnd(),
  );
}

/** One line a cell, for a screen too narrow for columns. */
function drawStacked(
  columns: readonly string[],
  row: readonly Content[],
  screen: Screen,
  width: Width,
): string[] {
  return row.flatMap((cell, index) => {
    // Nothing recorded needs no line of its own.
    if (textOf(cell) === NONE) return [];
    const label = span('dim', `${columns[index] ?? ''}: `);
    const content = index === 0 ? spansOf(cell) : [label, ...spansOf(cell)];
    return draw(content, 'plain', index === 0 ? INDENT : INDENT * 2, screen, width);
  });
}

function drawFooter(
  { left, right }: { left: string; right: string },
  screen: Screen,
  width: Width,
): string[] {
  const gap = '        ';
  const together = `${left}${right === '' ? '' : gap}${right}`;
  const isOneLine = screen.columns === null || width(together) <= screen.columns;
  const parts = isOneLine ? [together] : [left, right];
  return parts.flatMap((part) => draw([span('dim', part)], 'dim', 0, screen, width));
}

function* textsOf(title: Content, blocks: readonly Block[], footer: View['footer']): Generator<string> {
  yield textOf(title);
  if (footer) yield* [footer.left, footer.right];
  for (const block of blocks) {
    if (block.heading !== null) yield textOf(block.heading);
    if ('columns' in block) for (const row of [block.columns, ...block.rows]) yield* row.map(textOf);
    else if ('findings' in block) yield* textsOfFindings(block.findings);
    else for (const { content } of block.lines) yield textOf(content);
  }
}

function cleanBlock(block: Block): Block {
  const heading = block.heading === null ? null : cleanContent(block.heading);
  if ('columns' in block) {
    const rows = block.rows.map((row) => row.map((cell) => cleanContent(cell)));
    return { heading, columns: block.columns.map(clean), rows };
  }
  if ('findings' in block) return { ...block, heading };
  const lines = block.lines.map((line) => ({ ...line, content: cleanContent(line.content) }));
  return { ...block, heading, lines };
}

/** The content without what could steer a terminal; the same object where there is nothing to change, as mostly. */
function cleanContent(content: Content): Content {
  if (typeof content === 'string') return clean(content);
  const cleaned = content.map((own) => {
    const text = own.style === 'quote' ? `»${clean(own.text)}«` : clean(own.text);
    return text === own.text ? own : { style: own.style, text };
  });
  return cleaned.every((own, index) => own === content[index]) ? content : cleaned;
}
