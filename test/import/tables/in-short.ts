/** Tables in short, for tests. */
import { readTables } from '../../../src/import/tables/read-tables.ts';
import type { PrintedTable, PrintedTables } from '../../../src/model/printed-tables.ts';

export const utf8 = (text: string) => new TextEncoder().encode(text);

export function tablesOf(path: string, text: string | Uint8Array): PrintedTables {
  const read = readTables(path, typeof text === 'string' ? utf8(text) : text);
  if ('fault' in read) throw new Error(`${path} ${read.fault}`);
  return read;
}

/** Each table as `heading > columns` and `line: cells`; a cell on another line than its row as `cell@line`, a missing cell as `∅`. */
export const inShort = ({ heading, columns, rows }: PrintedTable): string[] => [
  [...heading, columns.join(', ')].join(' > '),
  ...rows.map(({ line, cells }) => {
    const texts = cells.map((cell) =>
      cell === null ? '∅' : cell.text + (cell.line === line ? '' : `@${cell.line}`),
    );
    return `${line}: ${texts.join(', ')}`;
  }),
];

export const short = (path: string, text: string): string[] => tablesOf(path, text).tables.flatMap(inShort);

export const remarks = (path: string, text: string): string[] =>
  tablesOf(path, text).remarks.map(({ line, message }) => `${line}: ${message}`);
