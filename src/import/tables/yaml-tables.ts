/**
 * Finds the tables of YAML and JSON. The scalars of a mapping are a table with the columns `key` and `value`. A list of mappings,
 * and a mapping of mappings that all have a scalar for the same key, are a table with a row for each; its nested scalars are in
 * columns such as `a.b`. The scalars of a list are a table with the column `value`. Their heading is the keys that lead to them.
 */
import type { PrintedCell } from '../../model/printed-tables.ts';
import type { TableCollector } from './collector.ts';
import { type Entry, type Part, parseParts } from './yaml-parts.ts';

/** A row by the names of its columns. */
interface NamedRow {
  line: number;
  cells: Map<string, PrintedCell>;
}

/** A part that is not in the row of a table, with the keys that lead to it. */
interface Nested {
  path: string[];
  part: Part;
}

/** Adds the tables of YAML or JSON. Returns a fault, or null. Throws TooManyCells. */
export function addYamlTables(text: string, collector: TableCollector): string | null {
  const documents = parseParts(text, collector);
  if ('fault' in documents) return documents.fault;
  for (const part of documents) addPart({ path: [], part }, collector);
  return null;
}

/** Adds the table of JSON that has a value a line (NDJSON, JSON Lines). Returns a fault, or null. Throws TooManyCells. */
export function addJsonLines(text: string, collector: TableCollector): string | null {
  const items: Part[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = parseParts(line, collector);
    if ('fault' in parsed) return parsed.fault.replace('line 1', `line ${index + 1}`);
    items.push(...parsed.map((part) => moveTo(part, index + 1)));
  }
  addPart({ path: [], part: { line: 1, size: 1, type: 'list', items } }, collector);
  return null;
}

/** The same part with all its lines changed to one. */
function moveTo(part: Part, line: number): Part {
  if (part.type === 'list') return { ...part, line, items: part.items.map((item) => moveTo(item, line)) };
  if (part.type === 'scalar') return { ...part, line };
  return {
    ...part,
    line,
    entries: part.entries.map(({ key, value }) => ({ key, line, value: moveTo(value, line) })),
  };
}

function addPart({ path, part }: Nested, collector: TableCollector): void {
  if (part.type === 'scalar') return;
  const rows: NamedRow[] = [];
  const scalars: NamedRow[] = [];
  const nested: Nested[] = [];
  if (part.type === 'map') {
    const isTable = shareScalar(part.entries);
    for (const { key, line, value } of part.entries) {
      const keyCell: [string, PrintedCell] = ['key', { text: key, line }];
      if (value.type === 'scalar')
        scalars.push({ line, cells: new Map([keyCell, ['value', cellOf(value)]]) });
      else if (isTable) rows.push(rowOf(line, [keyCell], value, [...path, key], nested));
      else nested.push({ path: [...path, key], part: value });
    }
  } else {
    for (const item of part.items) {
      if (item.type === 'scalar')
        scalars.push({ line: item.line, cells: new Map([['value', cellOf(item)]]) });
      else if (item.type === 'map') rows.push(rowOf(item.line, [], item, path, nested));
      else nested.push({ path, part: item });
    }
  }
  addRows(path, scalars, collector);
  addRows(path, rows, collector);
  for (const one of nested) addPart(one, collector);
}

/** True if all values are mappings that have a scalar for the same key. */
function shareScalar(entries: readonly Entry[]): boolean {
  let shared: string[] | null = null;
  for (const { value } of entries) {
    if (value.type !== 'map') return false;
    const scalars = value.entries.filter((entry) => entry.value.type === 'scalar').map(({ key }) => key);
    const keys = new Set(scalars);
    shared = shared === null ? [...keys] : shared.filter((key) => keys.has(key));
    if (shared.length === 0) return false;
  }
  return shared !== null;
}

const cellOf = ({ text, line }: Part & { type: 'scalar' }): PrintedCell => ({ text, line });

/** The scalars of a mapping as a row; adds its lists to `nested`. */
function rowOf(
  line: number,
  first: [string, PrintedCell][],
  part: Part,
  path: string[],
  nested: Nested[],
): NamedRow {
  const cells = new Map(first);
  const repeated = new Map<string, number>();
  const addCell = (column: string, cell: PrintedCell) => {
    let name = column;
    for (let number = repeated.get(column) ?? 2; cells.has(name); number++) {
      name = `${column} (${number})`;
      repeated.set(column, number + 1);
    }
    cells.set(name, cell);
  };
  const addEntries = (entries: readonly Entry[], prefix: string, keys: string[]) => {
    for (const { key, value } of entries) {
      if (value.type === 'scalar') addCell(prefix + key, cellOf(value));
      else if (value.type === 'map') addEntries(value.entries, `${prefix}${key}.`, [...keys, key]);
      else nested.push({ path: [...keys, key], part: value });
    }
  };
  if (part.type === 'map') addEntries(part.entries, '', path);
  return { line, cells };
}

function addRows(path: string[], rows: readonly NamedRow[], collector: TableCollector): void {
  const filled = rows.filter(({ cells }) => cells.size > 0);
  const [first] = filled;
  if (first === undefined) return;
  const columns = [...new Set(filled.flatMap(({ cells }) => [...cells.keys()]))];
  collector.add(path, {
    line: first.line,
    header: [columns],
    rows: filled.map(({ line, cells }) => {
      collector.countUnprinted(columns.length - cells.size);
      return { line, cells: columns.map((column) => cells.get(column) ?? null) };
    }),
  });
}
