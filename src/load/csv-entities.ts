/** Reads a CSV file of entities: a line of field names, then an entity a line. */
import { parse } from 'csv-parse/sync';
import { errorAt, type Finding, type Place, placeInLine } from '../model/finding.ts';
import { FIELDS } from '../model/schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** Fields that are lists. Their items are separated by semicolons. */
const FIELDS_WITH_ITEMS = new Set(['roles', 'aliases', 'links']);

const REQUIRED_FIELDS = ['id', 'name', 'kind', 'description'];

/** A row with the number of lines up to its end. */
interface Row {
  record: string[];
  info: { lines: number };
}

/** Parses CSV (RFC 4180) as a list of entities; the place of a cell is its row. The line of names decides whether commas, semicolons or tabs separate cells. */
export function parseCsvEntities(name: string, text: string): YamlFile {
  const lines = text.split(/\r?\n/);
  const placeOf = (line: number): Place => {
    const row = lines[line - 1] ?? '';
    return placeInLine(name, line, row, 1, Math.max(1, row.length));
  };
  const findings: Finding[] = [];
  const invalid = (message: string, line: number, hint: string | null = null): YamlFile => {
    findings.push(errorAt('schema', message, placeOf(line), hint));
    return { name, value: undefined, findings, locate: () => placeOf(line) };
  };
  let rows: Row[];
  try {
    const delimiter = delimiterOf(lines[0] ?? '');
    // The types of the package do not describe what `info` adds.
    rows = parse(text, { info: true, skip_empty_lines: true, trim: true, delimiter }) as unknown as Row[];
  } catch (error) {
    const { message, lines: line } = error as Error & { lines?: number };
    return invalid(message, line ?? 1);
  }
  const [header, ...body] = rows;
  if (!header) return invalid('the file is empty', 1);
  const unknown = header.record.find((field) => !FIELDS.entity.includes(field));
  if (unknown !== undefined)
    return invalid(
      `there is no field “${unknown}”`,
      1,
      `The first line names fields: ${FIELDS.entity.join(', ')}.`,
    );
  const missing = REQUIRED_FIELDS.filter((field) => !header.record.includes(field));
  if (missing.length > 0) return invalid(`the first line does not name ${missing.join(', ')}`, 1);
  if (new Set(header.record).size < header.record.length) return invalid('a field is named twice', 1);
  const entities = body.map(({ record }) =>
    Object.fromEntries(
      header.record.flatMap((field, index) => {
        const cell = record[index] ?? '';
        return cell === '' ? [] : [[field, FIELDS_WITH_ITEMS.has(field) ? itemsOf(cell) : cell]];
      }),
    ),
  );
  const starts = body.map((_, index) => {
    let line = (rows[index]?.info.lines ?? 0) + 1;
    while (lines[line - 1]?.trim() === '') line++;
    return line;
  });
  return { name, value: entities, findings, locate: ([index]) => placeOf(starts[Number(index)] ?? 1) };
}

const itemsOf = (cell: string): string[] =>
  cell
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The separator that occurs most often in a line of field names, none of which contains one. */
const delimiterOf = (header: string): string =>
  [',', ';', '\t'].sort((a, b) => header.split(b).length - header.split(a).length)[0] ?? ',';
