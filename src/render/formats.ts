/** The formats that print the data of a view, unchanged or flattened to rows and columns. */
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';
import { clean } from './clean.ts';

type Json = unknown;
/** The cells of a row by the names of their columns. */
type FlatRow = ReadonlyMap<string, string>;

/** JSON indented by two spaces. Characters that could control a terminal are written as escapes. */
export const toJson = (data: Json): string => [...jsonParts(data)].join('');

/** The number of characters after which a part is printed. */
const PART_LENGTH = 65_536;

/** The text of `toJson` in parts, so that a long list is printed without building one very long string. */
export function* jsonParts(data: Json): Generator<string> {
  if (!Array.isArray(data) || data.length === 0) {
    yield `${safeJson(data, 2)}\n`;
    return;
  }
  let part = '[\n';
  for (const [index, row] of data.entries()) {
    const end = index + 1 < data.length ? ',\n' : '\n]\n';
    part += `${safeJson([row], 2).slice('[\n'.length, -'\n]'.length)}${end}`;
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}

/** One JSON value a line: each row of a list, or the object. */
export const toNdjson = (data: Json): string =>
  rowsOf(data)
    .map((row) => `${safeJson(row)}\n`)
    .join('');

/** YAML 1.2. A text with characters that could control a terminal is quoted, with escapes. */
export async function toYaml(data: Json): Promise<string> {
  const { Document, visit } = await import('yaml');
  const document = new Document(JSON.parse(JSON.stringify(data)), { aliasDuplicateObjects: false });
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

/**
 * Comma-separated values as in RFC 4180, with LF; entities by id, lists joined by “; ”. Unless `raw`, a cell that a
 * spreadsheet would run as a formula gets an apostrophe in front (OWASP, “CSV Injection”).
 */
export const toCsv = (data: Json, raw: boolean): string =>
  delimited(data, ',', raw, (cell) =>
    /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell,
  );

/** Tab-separated values, with apostrophes as in `toCsv`; tabs and line ends inside a cell become spaces. */
export const toTsv = (data: Json, raw: boolean): string => delimited(data, '\t', raw, (cell) => cell);

/** Puts an apostrophe before a formula. */
const disarmed = (cell: string): string => (/^\s*[=+\-@]/.test(cell) ? `'${cell}` : cell);

/** A Markdown table; entities by name. */
export function toMarkdown(data: Json): string {
  const { columns, rows } = flatten(data, 'name');
  if (columns.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => literal(row.get(column) ?? '')))),
  ].join('');
}

/** Escapes a text for Markdown, on one line. */
export const literal = (text: string): string =>
  clean(text).replace(/[\\|`*_<>[\]&]/g, (character) => `\\${character}`);

function delimited(data: Json, separator: string, raw: boolean, quote: (cell: string) => string): string {
  const { columns, rows } = flatten(data, 'id');
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quote(raw ? clean(cell) : disarmed(clean(cell)))).join(separator)}\n`;
  if (columns.length === 0) return '';
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row.get(column) ?? '')))].join('');
}

/** The rows of a list, or the object as the only row. */
export const rowsOf = (data: Json): readonly Json[] => (Array.isArray(data) ? data : [data]);

/** Flattens data to rows of text cells. Nested fields get dotted names; an entity, claim or remark becomes its id or name. */
export function flatten(data: Json, by: 'id' | 'name'): { columns: string[]; rows: FlatRow[] } {
  const rows = rowsOf(data).map((row) => {
    const cells = new Map<string, string[]>();
    for (const [key, value] of entriesOf(row)) addCells(cells, key, value, by);
    return new Map([...cells].map(([name, parts]) => [name, parts.join('; ')]));
  });
  return { columns: [...new Set(rows.flatMap((row) => [...row.keys()]))], rows };
}

function addCells(cells: Map<string, string[]>, name: string, value: Json, by: 'id' | 'name'): void {
  const put = (...parts: string[]) => {
    const own = cells.get(name);
    if (own) own.push(...parts);
    else cells.set(name, parts);
  };
  if (Array.isArray(value)) {
    if (value.length === 0) put();
    for (const item of value) addCells(cells, name, item, by);
  } else if (!isRecord(value)) put(value === null || value === undefined ? '' : String(value));
  else if (isNamed(value)) put(String(value[by] ?? value.id));
  else for (const [key, part] of entriesOf(value)) addCells(cells, `${name}.${key}`, part, by);
}

/** True for an entity, a claim or a remark, which is printed as its id. Only some fields of one are printed as they are. */
const isNamed = (value: Record<string, Json>): boolean =>
  'id' in value && ('kind' in value || 'relation' in value || 'topic' in value);

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

/** Unsafe characters as escapes, which mean the same in JSON and in double-quoted YAML. */
const escaped = (text: string): string =>
  text.replace(UNSAFE_CHARACTERS, (found) =>
    found.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

const safeJson = (data: Json, indent?: number): string => escaped(JSON.stringify(data, null, indent));

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entriesOf = (value: Json): [string, Json][] => (isRecord(value) ? Object.entries(value) : []);
