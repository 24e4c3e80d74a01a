/** The formats for programs: JSON, NDJSON and YAML print the data of a view, CSV and TSV its records. */
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';
import { clean } from './clean.ts';
import { cellOf } from './records.ts';
import type { Records } from './view.ts';

type Json = unknown;

/** JSON indented by two spaces. Characters that could control a terminal are written as escapes. */
export const toJson = (data: Json): string => [...jsonParts(data)].join('');

/** The text of `toJson` in parts, so that a long list is printed without building one very long string. */
export function* jsonParts(data: Json): Generator<string> {
  if (!Array.isArray(data) || data.length === 0) yield `${safeJson(data, 2)}\n`;
  else yield* inParts(jsonLines(data));
}

function* jsonLines(rows: readonly Json[]): Generator<string> {
  yield '[\n';
  for (const [index, row] of rows.entries()) {
    const end = index + 1 < rows.length ? ',\n' : '\n]\n';
    yield `${safeJson([row], 2).slice('[\n'.length, -'\n]'.length)}${end}`;
  }
}

/** Joins texts to parts of some length. */
function* inParts(texts: Iterable<string>): Generator<string> {
  let part = '';
  for (const text of texts) {
    part += text;
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/** One JSON value a line: each row of a list, or the object. */
export function* toNdjson(data: Json): Generator<string> {
  const rows: readonly Json[] = Array.isArray(data) ? data : [data];
  yield* inParts(rows.map((row) => `${safeJson(row)}\n`));
}

/**
 * YAML 1.2. A text that YAML 1.1 reads as another type, such as a date or “no”, is quoted. So is one with characters that could
 * control a terminal, with escapes.
 */
export async function toYaml(data: Json): Promise<string> {
  const { Document, visit } = await import('yaml');
  const document = new Document(JSON.parse(JSON.stringify(data)), {
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
  });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      // The yaml library does not always restore a block of text whose lines start with spaces.
      const isIndented = node.value.includes('\n') && /^[ \t]/m.test(node.value);
      if (isIndented || node.value.search(UNSAFE_CHARACTERS) !== -1) node.type = 'QUOTE_DOUBLE';
    },
  });
  return escaped(document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity }));
}

/** How CSV and TSV are written. */
export interface CellOptions {
  /** Do not change cells that a spreadsheet would run as formulas. */
  rawCsv?: boolean;
  /** Start with a byte order mark, by which spreadsheets recognise UTF-8. */
  bom?: boolean;
  /** Print the names of the columns; by default true. */
  headers?: boolean;
}

/**
 * Comma-separated values as in RFC 4180, with LF. Unless `rawCsv`, a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front (OWASP, “CSV Injection”).
 */
export const toCsv = (records: Records, options: CellOptions): Generator<string> =>
  inParts(
    delimitedLines(records, options, ',', (cell) =>
      /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell,
    ),
  );

/** Tab-separated values, with apostrophes as in `toCsv`; tabs and line ends inside a cell become spaces. */
export const toTsv = (records: Records, options: CellOptions): Generator<string> =>
  inParts(delimitedLines(records, options, '\t', (cell) => cell));

function* delimitedLines(
  { columns, rows }: Records,
  { rawCsv = false, bom = false, headers = true }: CellOptions,
  separator: string,
  quote: (cell: string) => string,
): Generator<string> {
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quote(rawCsv ? clean(cell) : disarmed(clean(cell)))).join(separator)}\n`;
  if (bom) yield '\ufeff';
  if (headers) yield line(columns);
  for (const row of rows) yield line(columns.map((column) => cellOf(row, column)));
}

/** Puts an apostrophe before a formula. */
const disarmed = (cell: string): string => (/^\s*[=+\-@]/.test(cell) ? `'${cell}` : cell);

/** The columns that are named, or that contain a named field, in the order of the names; null if a field is unknown. */
export function pickColumns({ columns, rows }: Records, fields: readonly string[]): Records | null {
  const found = fields.map((field) =>
    columns.filter((column) => column === field || column.startsWith(`${field}.`)),
  );
  return found.some((own) => own.length === 0) ? null : { columns: [...new Set(found.flat())], rows };
}

/** The fields of the data with these names, such as `supporter.name` or `claims.evidence.quote`. */
export function pick(data: Json, fields: readonly string[]): Json {
  const paths = fields.map((field) => field.split('.'));
  return Array.isArray(data) ? data.map((row) => pickFrom(row, paths)) : pickFrom(data, paths);
}

function pickFrom(value: Json, paths: readonly string[][]): Json {
  if (Array.isArray(value)) return value.map((item) => pickFrom(item, paths));
  if (!isRecord(value) || paths.some((path) => path.length === 0)) return value;
  const picked = new Map<string, Json>();
  for (const [first] of paths) {
    if (first === undefined || picked.has(first)) continue;
    const deeper = paths.filter((path) => path[0] === first).map((path) => path.slice(1));
    picked.set(first, pickFrom(Object.hasOwn(value, first) ? value[first] : null, deeper));
  }
  return Object.fromEntries(picked);
}

/** The names of all fields of the data; nested ones are dotted. */
export function fieldsOf(data: Json): Set<string> {
  const fields = new Set<string>();
  const visit = (value: Json, above: string) => {
    if (Array.isArray(value)) for (const item of value) visit(item, above);
    else if (isRecord(value)) {
      for (const [key, part] of entriesOf(value)) {
        fields.add(above + key);
        visit(part, `${above}${key}.`);
      }
    }
  };
  visit(data, '');
  return fields;
}

/** The number of characters after which a part is printed. */
const PART_LENGTH = 65_536;

/** Unsafe characters as escapes, which mean the same in JSON and in double-quoted YAML. */
export const escaped = (text: string): string =>
  text.replace(UNSAFE_CHARACTERS, (found) =>
    found.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

const safeJson = (data: Json, indent?: number): string => escaped(JSON.stringify(data, null, indent));

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entriesOf = (value: Json): [string, Json][] => (isRecord(value) ? Object.entries(value) : []);
