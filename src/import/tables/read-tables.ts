/** Reads the tables of a file in Markdown, HTML, CSV, TSV, YAML, JSON or JSON Lines. */
import type { PrintedTables } from '../../model/printed-tables.ts';
import { collectTables, type TableCollector, TooManyCells } from './collector.ts';
import { addCsvTable } from './csv-tables.ts';
import { findHtmlTables } from './html-tables.ts';
import { findMarkdownTables } from './markdown-tables.ts';
import { addTables, type PagePart } from './outline.ts';
import { addJsonLines, addYamlTables } from './yaml-tables.ts';

/** Adds the tables of a text to a collector, and returns a fault or null. */
type Reader = (text: string, collector: TableCollector) => string | null;

const page =
  (find: (text: string, collector: TableCollector) => PagePart[] | null): Reader =>
  (text, collector) => {
    const parts = find(text, collector);
    if (parts === null) return 'is nested too deeply';
    addTables(parts, collector);
    return null;
  };

const markdown = page(findMarkdownTables);
const html = page(findHtmlTables);

/** The reader for each file extension. */
const READERS = new Map<string, Reader>([
  ['md', markdown],
  ['mdx', markdown],
  ['markdown', markdown],
  ['html', html],
  ['htm', html],
  ['csv', (text, collector) => addCsvTable(text, ',', collector)],
  ['tsv', (text, collector) => addCsvTable(text, '\t', collector)],
  ['yaml', addYamlTables],
  ['yml', addYamlTables],
  ['json', addYamlTables],
  ['ndjson', addJsonLines],
  ['jsonl', addJsonLines],
]);

/** Reads the tables of a file; the extension of its path is its format. A fault completes a sentence that starts with the file's name. */
export function readTables(path: string, bytes: Uint8Array): PrintedTables | { fault: string } {
  const read = READERS.get(/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
  if (read === undefined)
    return { fault: `is not in a format with tables; these are: ${[...READERS.keys()].join(', ')}` };
  const text = decode(bytes);
  if (text === null) return { fault: 'is not UTF-8' };
  if (text.includes('\0')) return { fault: 'contains NUL bytes, so it is not text' };
  const collector = collectTables();
  try {
    const fault = read(text, collector);
    return fault === null ? collector.finish() : { fault };
  } catch (error) {
    if (!(error instanceof TooManyCells)) throw error;
    return {
      fault: 'has tables with more than 1,000,000 cells that are missing, spanned or repeated by aliases',
    };
  }
}

/** Decodes UTF-8 without its byte order mark; null if it is invalid. Only a line feed ends a line, as in the hashes of lines. */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.replaceAll('\r\n', '\n').replaceAll('\r', ' ');
  } catch {
    return null;
  }
}
