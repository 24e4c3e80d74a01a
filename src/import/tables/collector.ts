/** Collects the tables of a document: gives each its columns, compares each row with them, and limits the number of cells. */
import { count } from '../../model/count.ts';
import type { PrintedCell, PrintedTable, PrintedTables, TableRemark } from '../../model/printed-tables.ts';
import { findSecondHeader } from './second-header.ts';

/** A table as a reader of a format finds it. */
export interface FoundTable {
  /** The line of its header, from 1. */
  line: number;
  /** The texts of its header, row by row; an empty text adds nothing to its column. */
  header: string[][];
  rows: FoundRow[];
}

/** A row with as many cells as it prints. */
export interface FoundRow {
  line: number;
  cells: (PrintedCell | null)[];
}

/** A short file can make many cells: by rows that are much shorter than the header, spans, and aliases. */
const MAX_UNPRINTED = 1_000_000;

/** Thrown when the tables of a document have more than 1,000,000 cells that are not printed where they are. */
export class TooManyCells extends Error {}

export interface TableCollector {
  /** Counts cells that are missing or spanned before they are created; throws TooManyCells. */
  countUnprinted(cells: number): void;
  remark(line: number, message: string): void;
  add(heading: string[], table: FoundTable): void;
  /** The tables and remarks in the order of their lines. */
  finish(): PrintedTables;
}

/** Starts to collect the tables of one document. */
export function collectTables(): TableCollector {
  const tables: PrintedTable[] = [];
  const remarks: TableRemark[] = [];
  let unprinted = 0;
  const remark = (line: number, message: string) => {
    remarks.push({ line, message });
  };
  const countUnprinted = (cells: number) => {
    unprinted += cells;
    if (unprinted > MAX_UNPRINTED) throw new TooManyCells();
  };

  function fitRow({ line, cells }: FoundRow, width: number): FoundRow {
    if (cells.length === width) return { line, cells };
    const extra = cells
      .slice(width)
      .flatMap((cell) => (cell === null || cell.text === '' ? [] : [cell.text]));
    const lost = extra.length > 0 ? `; without a column: ${extra.map((text) => `“${text}”`).join(', ')}` : '';
    remark(line, `the row has ${count(cells.length, 'cell')} for ${count(width, 'column')}${lost}`);
    const missing = Math.max(0, width - cells.length);
    countUnprinted(missing);
    return { line, cells: [...cells, ...Array<null>(missing).fill(null)] };
  }

  return {
    countUnprinted,
    remark,
    add(heading, { line, header, rows }) {
      const second = header.length === 1 ? findSecondHeader(header[0] ?? [], rows) : null;
      if (second !== null) remark(rows[0]?.line ?? line, second.remark);
      const isHeader = second?.isHeader === true;
      const headerRows = isHeader
        ? [...header, (rows[0]?.cells ?? []).map((cell) => cell?.text ?? '')]
        : header;
      const columns = distinct(joinRows(headerRows));
      const body = isHeader ? rows.slice(1) : rows;
      if (columns.every((column) => column === '')) remark(line, 'the header of the table is blank');
      if (body.length === 0) remark(line, 'the table has a header and no rows');
      tables.push({ heading, line, columns, rows: body.map((row) => fitRow(row, columns.length)) });
    },
    finish: () => ({ tables: tables.sort(byLine), remarks: remarks.sort(byLine) }),
  };
}

const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;

/** Joins the texts of each column; a text that the row above has too, because its cell spans both, is not repeated. */
function joinRows(rows: string[][]): string[] {
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((row) => row[column] ?? '')
      .filter((text, index, texts) => text !== '' && text !== texts[index - 1])
      .join(' · '),
  );
}

/** Numbers repeated texts, except empty ones: “FP16”, “FP16 (2)”. */
export function distinct(texts: readonly string[]): string[] {
  const printed = new Set(texts);
  const counts = new Map<string, number>();
  return texts.map((text) => {
    let number = (counts.get(text) ?? 0) + 1;
    if (text === '' || number === 1) {
      counts.set(text, number);
      return text;
    }
    while (printed.has(`${text} (${number})`)) number++;
    counts.set(text, number);
    return `${text} (${number})`;
  });
}
