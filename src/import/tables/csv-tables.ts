/** Finds the table of CSV or TSV (RFC 4180). */
import { CsvError, parse } from 'csv-parse/sync';
import type { FoundRow, TableCollector } from './collector.ts';
import { printedText } from './printed-text.ts';

/** Adds the table of a CSV file; its first line that is not blank is the header. Returns a fault, or null. */
export function addCsvTable(text: string, delimiter: ',' | '\t', collector: TableCollector): string | null {
  let records: string[][];
  try {
    records = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return faultOf(error);
  }
  let line = 1;
  const rows: FoundRow[] = [];
  for (const record of records) {
    const row: FoundRow = { line, cells: [] };
    for (const value of record) {
      row.cells.push({ text: printedText(value), line });
      line += value.split('\n').length - 1;
    }
    line += 1;
    if (record.length > 1 || record[0]?.trim()) rows.push(row);
  }
  const [header, ...body] = rows;
  if (header === undefined) return null;
  const texts = header.cells.map((cell) => cell?.text ?? '');
  collector.add([], { line: header.line, header: [texts], rows: body });
  return null;
}

function faultOf(error: CsvError): string {
  const line = Number(error.lines);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'has a quotation mark that is not closed';
  return `is not valid CSV: line ${line} has a quotation mark inside a cell`;
}
