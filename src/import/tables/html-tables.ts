/** Finds the tables and headings of HTML, with rows and columns as the HTML standard forms them (4.9.12). */
import type { PrintedCell } from '../../model/printed-tables.ts';
import { attribute, type Element, parseHtml, walk } from '../html-tree.ts';
import type { FoundRow, TableCollector } from './collector.ts';
import type { PagePart } from './outline.ts';
import { printedText, separatesWords } from './printed-text.ts';

/** The largest spans that the HTML standard allows. */
const MAX_COLSPAN = 1000;
const MAX_ROWSPAN = 65_534;

/** A cell as it is written. */
interface HtmlCell extends PrintedCell {
  colspan: number;
  /** 0 if it spans all rows that follow in its section. */
  rowspan: number;
  isHeader: boolean;
}

/** A row as it is written. `section` is its `<thead>`, `<tbody>` or `<tfoot>`. */
interface HtmlRow {
  line: number;
  section: unknown;
  isInHead: boolean;
  cells: HtmlCell[];
}

interface OpenTable {
  line: number;
  caption: string;
  rows: HtmlRow[];
}

const CODE_TAGS = new Set(['script', 'style', 'template', 'noscript']);
const HEADING = /^h[1-6]$/;

/** Finds the tables and headings of HTML; null if unclosed formatting elements would multiply too much. Throws TooManyCells. */
export function findHtmlTables(html: string, collector: TableCollector): PagePart[] | null {
  const page = parseHtml(html, true);
  if (page === null) return null;
  const parts: PagePart[] = [];
  const tables: OpenTable[] = [];
  /** The texts of the cells, captions and headings that are open, the innermost last. */
  const texts: string[][] = [];
  const write = (text: string) => texts.at(-1)?.push(text);
  const isTextHolder = (tagName: string) =>
    tagName === 'td' || tagName === 'th' || tagName === 'caption' || HEADING.test(tagName);

  walk(page, {
    enter(element) {
      const { tagName } = element;
      if (CODE_TAGS.has(tagName)) return false;
      if (separatesWords(tagName)) write(' ');
      if (isTextHolder(tagName)) texts.push([]);
      if (tagName === 'table') tables.push({ line: lineOf(element), caption: '', rows: [] });
      if (tagName === 'tr') tables.at(-1)?.rows.push(rowOf(element));
      return true;
    },
    leave(element) {
      const { tagName } = element;
      const text = isTextHolder(tagName) ? printedText(texts.pop()?.join('') ?? '') : '';
      const table = tables.at(-1);
      if (tagName === 'td' || tagName === 'th') table?.rows.at(-1)?.cells.push(cellOf(element, text));
      else if (tagName === 'caption' && table) table.caption = text;
      else if (HEADING.test(tagName)) {
        parts.push({ line: lineOf(element), type: 'heading', level: Number(tagName[1]), text });
        write(text);
      } else if (tagName === 'table') {
        tables.pop();
        if (table) parts.push(...partsOf(table, collector));
      }
      if (separatesWords(tagName)) write(' ');
    },
    text: write,
  });
  return parts;
}

const lineOf = (element: Element): number => element.sourceCodeLocation?.startLine ?? 0;

function rowOf(element: Element): HtmlRow {
  const section = element.parentNode;
  const isInHead = section !== null && 'tagName' in section && section.tagName === 'thead';
  return { line: lineOf(element), section, isInHead, cells: [] };
}

function cellOf(element: Element, text: string): HtmlCell {
  const span = (name: string, least: number, most: number) => {
    const number = Number.parseInt(attribute(element, name) ?? '', 10);
    return number >= least ? Math.min(number, most) : 1;
  };
  return {
    text,
    line: lineOf(element),
    colspan: span('colspan', 1, MAX_COLSPAN),
    rowspan: span('rowspan', 0, MAX_ROWSPAN),
    isHeader: element.tagName === 'th',
  };
}

/** The table, in a tab of its caption if it has one. */
function partsOf({ line, caption, rows: written }: OpenTable, collector: TableCollector): PagePart[] {
  const rows = written.filter(({ cells }) => cells.length > 0);
  const [first] = rows;
  if (first === undefined) return [];
  const isHeader = ({ isInHead, cells }: HtmlRow) => isInHead || cells.every((cell) => cell.isHeader);
  const firstOther = rows.findIndex((row) => !isHeader(row));
  const headerRows = firstOther === -1 ? rows.length : firstOther;
  const start = first.line || (first.cells[0]?.line ?? line);
  if (headerRows === 0)
    collector.remark(start, 'the table has no header cells; its first row is read as the header');
  const grid = spread(rows, collector);
  const header = grid.slice(0, headerRows || 1);
  const table = {
    line: start,
    header: header.map(({ cells }) => cells.map((cell) => cell?.text ?? '')),
    rows: grid.slice(header.length),
  };
  const part: PagePart = { line, type: 'table', table };
  return caption === '' ? [part] : [{ line, type: 'tab', text: caption }, part, { line, type: 'tab-end' }];
}

/** Repeats each cell in the rows and columns that it spans. */
function spread(rows: readonly HtmlRow[], collector: TableCollector): FoundRow[] {
  /** For each column the last cell that spans rows, and in how many rows to come. */
  let spans: { cell: PrintedCell; left: number }[] = [];
  let section: unknown = null;
  return rows.map((row) => {
    if (row.section !== section) spans = [];
    section = row.section;
    const cells: (PrintedCell | null)[] = [];
    const takeSpanned = () => {
      for (let span = spans[cells.length]; span && span.left > 0; span = spans[cells.length]) {
        collector.countUnprinted(1);
        span.left--;
        cells.push(span.cell);
      }
    };
    for (const { text, line, colspan, rowspan } of row.cells) {
      takeSpanned();
      collector.countUnprinted(colspan - 1);
      const cell = { text, line };
      for (let column = 0; column < colspan; column++) {
        const left = rowspan === 0 ? Number.POSITIVE_INFINITY : rowspan - 1;
        spans[cells.length] = { cell, left };
        cells.push(cell);
      }
    }
    collector.countUnprinted(spans.length - cells.length);
    while (cells.length < spans.length) {
      takeSpanned();
      if (cells.length < spans.length) cells.push(null);
    }
    while (cells.length > row.cells.length && cells.at(-1) === null) cells.pop();
    return { line: row.line || (row.cells[0]?.line ?? 0), cells };
  });
}
