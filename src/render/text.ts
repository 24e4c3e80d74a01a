/** Draws a view as text for a person: fitted to the width of a terminal, or at full length for a pipe. */
import { addAll } from '../model/add-all.ts';
import { clean } from './clean.ts';
import { columnsKey, columnWidths } from './column-widths.ts';
import { drawColumns, gridLines } from './columns.ts';
import { drawFinding, textsOfFindings } from './findings.ts';
import type { Styler } from './style.ts';
import {
  type Block,
  type Drawable,
  type Line,
  NO_CLAIM,
  NONE,
  type RichText,
  type Span,
  span,
  spansOf,
  type Table,
  textOf,
} from './view.ts';
import { type Width, widthFor } from './width.ts';
import { NO_BREAK_SPACE, withoutBreaks, wrap } from './wrap.ts';

/** Where a view is drawn. */
export interface Screen {
  /** Columns of the terminal; null for no limit. */
  columns: number | null;
  paint: Styler;
  /** Draw the names of the columns of tables; by default true. */
  headers?: boolean;
}

/** Columns to the left of a table. */
const INDENT = 2;

/** Draws a view; ends with a line end. */
export async function drawView(view: Drawable, screen: Screen): Promise<string> {
  const title = cleanText(view.title ?? '');
  const blocks = view.blocks().map(cleanBlock);
  const footer = view.footer && {
    legend: cleanText(view.footer.legend ?? ''),
    left: clean(view.footer.left),
    right: clean(view.footer.right),
  };
  const draw = new Drawing(screen, await widthFor(drawnTexts(title, blocks, footer)));
  const tables = blocks.filter((block) => 'columns' in block);
  const room = screen.columns === null ? null : screen.columns - INDENT;
  const widths = columnWidths(tables, room, draw.width);
  const lines = view.title === null ? [] : draw.text(title, 'title', 0);
  const startPart = () => {
    if (lines.length > 0) lines.push('');
  };
  for (const block of blocks) {
    startPart();
    if (block.heading !== null) lines.push(...draw.text(block.heading, 'strong', 0));
    const drawn =
      'columns' in block
        ? await draw.table(block, widths.get(columnsKey(block)) ?? null)
        : 'findings' in block
          ? block.findings.flatMap((finding) => drawFinding(finding, screen.paint, draw.width).split('\n'))
          : block.lines.flatMap((line) => draw.line(line));
    addAll(lines, drawn);
  }
  if (footer && footer.legend.length > 0) {
    startPart();
    lines.push(...draw.text(footer.legend, 'plain', INDENT));
  }
  if (footer) {
    startPart();
    lines.push(...draw.footer(footer));
  }
  return `${lines.join('\n')}\n`;
}

/** Draws the parts of a view on one screen. */
class Drawing {
  readonly #screen: Screen;
  readonly #hasStyles: boolean;
  readonly width: Width;

  constructor(screen: Screen, width: Width) {
    this.#screen = screen;
    this.#hasStyles = screen.paint(span('quote', 'x')) !== 'x';
    this.width = width;
  }

  /** Text in a style, wrapped to `room` columns (null for no limit), with `mark` before each line. */
  text(
    text: RichText,
    style: 'plain' | 'title' | 'strong' | 'dim',
    indent: number,
    room = this.#screen.columns,
    mark = '',
  ): string[] {
    const spans = typeof text === 'string' ? [span(style, text)] : text;
    // On a very narrow screen the text matters more than its indent.
    const left = room === null ? indent : Math.max(0, Math.min(indent, Math.floor(room / 4)));
    const margin = ' '.repeat(left) + (room === null || room > left + mark.length + 2 ? mark : '');
    const limit = room === null ? Number.POSITIVE_INFINITY : Math.max(2, room - margin.length);
    return wrap(spans, limit, this.width).map((line) =>
      `${margin}${line.spans.map(this.#screen.paint).join('')}`.trimEnd(),
    );
  }

  line({ indent, label = '', text, unbroken = false }: Line): string[] {
    const { columns, paint } = this.#screen;
    const room = unbroken || columns === null ? null : columns - label.length;
    const spans = spansOf(cleanText(text));
    const parts = this.#hasStyles ? [spans] : quotesApart(spans);
    const lines = parts.flatMap((part) =>
      this.text(part, 'plain', indent, room, !this.#hasStyles && isQuote(part) ? '> ' : ''),
    );
    return lines.map((line, index) =>
      `${index === 0 && label !== '' ? paint(span('dim', label)) : ' '.repeat(label.length)}${line}`.trimEnd(),
    );
  }

  async table({ columns, rows, notes = [] }: Table, widths: number[] | null): Promise<string[]> {
    const { paint, headers = true } = this.#screen;
    const below = rows.map((_, index) => (notes[index] ?? []).flatMap((line) => this.line(line)));
    if (widths === null)
      return rows.flatMap((row, index) => [...this.#stacked(columns, row), ...(below[index] ?? [])]);
    const head = columns.map((name): RichText => [span('dim', name)]);
    const all = [head, ...rows];
    const drawn =
      (await this.#byCliTable(all, widths)) ??
      all.map((row) => gridLines(row, widths, this.width).map((line) => drawColumns(line, widths, paint)));
    return drawn.flatMap((own, index) => {
      const lines = own.map((line) => `${' '.repeat(INDENT)}${line}`.trimEnd());
      if (index === 0) return headers ? lines : [];
      return [...lines, ...(below[index - 1] ?? [])];
    });
  }

  /** The lines of each row by cli-table3 for a person at a terminal; null if plain columns do better. */
  async #byCliTable(
    rows: readonly (readonly RichText[])[],
    widths: readonly number[],
  ): Promise<string[][] | null> {
    if (this.#screen.columns === null || rows.length > MAX_CLI_TABLE_LINES) return null;
    const grid = rows.map((row) => gridLines(row, widths, this.width));
    const lines = grid.flat();
    if (lines.length > MAX_CLI_TABLE_LINES) return null;
    const { drawTable } = await import('./table.ts');
    const drawn = drawTable(lines, widths, this.width, this.#screen.paint);
    if (drawn === null) return null;
    let at = 0;
    return grid.map(({ length }) => {
      at += length;
      return drawn.slice(at - length, at);
    });
  }

  /** The first cell, and below it the others with the names of their columns, for a screen too narrow for columns. */
  #stacked(columns: readonly string[], [first = '', ...others]: readonly RichText[]): string[] {
    const facts = others.flatMap((cell, index): Span[][] => {
      if (['', NONE, NO_CLAIM].includes(textOf(cell))) return [];
      const label = withoutBreaks(`${columns[index + 1] ?? ''}: `);
      return [[span('dim', label), ...spansOf(cell)]];
    });
    return [
      // A further claim of the row above has no name of its own.
      ...(textOf(first) === '' ? this.text('also', 'dim', INDENT * 2) : this.text(first, 'plain', INDENT)),
      ...this.text(joinSpans(facts, span('dim', `${NO_BREAK_SPACE}· `)), 'plain', INDENT * 2),
    ];
  }

  footer({ left, right }: { left: string; right: string }): string[] {
    const { columns } = this.#screen;
    const together = right === '' ? left : `${left}        ${right}`;
    const isOneLine = columns === null || this.width(together) <= columns;
    return (isOneLine ? [together] : [left, right]).flatMap((part) => this.text(part, 'dim', 0));
  }
}

/** cli-table3 takes about a millisecond a line, so longer tables are drawn without it. */
const MAX_CLI_TABLE_LINES = 300;

function* drawnTexts(
  title: RichText,
  blocks: readonly Block[],
  footer: Drawable['footer'],
): Generator<string> {
  yield textOf(title);
  if (footer) yield* [textOf(footer.legend ?? ''), footer.left, footer.right];
  for (const block of blocks) {
    if (block.heading !== null) yield textOf(block.heading);
    if ('findings' in block) yield* textsOfFindings(block.findings);
    if ('columns' in block) for (const row of [block.columns, ...block.rows]) yield* row.map(textOf);
    for (const { text } of linesOf(block)) yield textOf(text);
  }
}

/** The lines of running text in a block. */
const linesOf = (block: Block): readonly Line[] =>
  'lines' in block ? block.lines : 'columns' in block ? (block.notes ?? []).flat() : [];

/** The block without unsafe characters in its heading and its table; lines are cleaned one by one when they are drawn. */
function cleanBlock(block: Block): Block {
  const heading = block.heading === null ? null : cleanText(block.heading);
  if ('columns' in block)
    return {
      heading,
      columns: block.columns.map(clean),
      rows: drawnRows(block).map((row) => row.map(cleanText)),
      ...(block.notes && { notes: block.notes }),
    };
  return { ...block, heading };
}

/** The rows without the cells that repeat the row above. */
const drawnRows = ({ rows, repeated = [] }: Table): readonly (readonly RichText[])[] =>
  rows.map((row, index) => row.map((cell, at) => (at < (repeated[index] ?? 0) ? '' : cell)));

/** The text without unsafe characters. */
const cleanText = (text: RichText): RichText =>
  typeof text === 'string' ? clean(text) : text.map(({ style, text: own }) => ({ style, text: clean(own) }));

const joinSpans = (parts: readonly (readonly Span[])[], separator: Span): Span[] =>
  parts.flatMap((spans, index) => (index === 0 ? spans : [separator, ...spans]));

const isQuote = (spans: readonly Span[]): boolean => spans[0]?.style === 'quote';

/** The text in parts: each quote, and what is before, between and after quotes, without the spaces next to a quote. */
function quotesApart(spans: readonly Span[]): Span[][] {
  const parts: Span[][] = [];
  for (const one of spans) {
    const last = parts.at(-1);
    if (last && one.style !== 'quote' && !isQuote(last)) last.push(one);
    else if (last === undefined && one.text !== '') parts.push([one]);
    else if (one.text.trim() !== '') parts.push([{ ...one, text: one.text.replace(/^ +/, '') }]);
  }
  return parts.length > 0 ? parts : [[]];
}
