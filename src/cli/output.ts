/** Prints a view in the chosen format on stdout, and an error on stderr. */
import { fail } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { KnownError } from '../model/known-error.ts';
import type { Citation } from '../query/answers/cite.ts';
import { toGithub, toSarif } from '../render/annotations.ts';
import { clean } from '../render/clean.ts';
import {
  fieldsOf,
  jsonParts,
  pick,
  pickColumns,
  toCsv,
  toJson,
  toNdjson,
  toTsv,
  toYaml,
} from '../render/formats.ts';
import type { Drawable, Records, View } from '../render/view.ts';
import { stylerFor } from './colour.ts';
import type { Command } from './command.ts';
import type { Io, Sink } from './io.ts';
import type { Options } from './option-values.ts';
import { COMMON_FORMATS, FILTER_OPTIONS, type Format } from './options.ts';

/** The formats that print the records of a view. */
const RECORD_FORMATS: readonly Format[] = ['csv', 'tsv'];

/** The format that the options of a command choose. Throws a usage error if they contradict each other. */
export function formatOf(command: Command, options: Options): Format {
  const { json, format = json ? 'json' : 'table', fields } = options;
  if (json && format !== 'json')
    throw fail.usage(`--json and --format ${format} contradict each other`, 'Use one of them.');
  if (fields && (format === 'table' || format === 'ids'))
    throw fail.usage('--fields needs --json or another data format');
  const forRecords = (['passages', 'bom', 'rawCsv'] as const).find((name) => options[name]);
  if (forRecords && !RECORD_FORMATS.includes(format)) {
    const flag = forRecords === 'rawCsv' ? 'raw-csv' : forRecords;
    throw fail.usage(`--${flag} needs --format ${RECORD_FORMATS.join(' or ')}`);
  }
  const formats: readonly Format[] = [...COMMON_FORMATS, ...(command.formats ?? [])];
  if (!formats.includes(format))
    throw fail.usage(`${command.name} has no format ${format}`, `Choose from: ${formats.join(', ')}.`);
  return format;
}

/** Prints a view: data on stdout, and on stderr a notice if there is none. */
export async function printView(view: View, format: Format, options: Options, io: Io): Promise<void> {
  const empty =
    view.empty === null ? null : `${view.empty}${isFiltered(options) ? ' with these filters' : ''}.`;
  const printed =
    format === 'table' ? await drawn(view, options, io) : await PRINTERS[format](view, options, empty);
  if (empty !== null && !options.quiet) io.err.write(`${clean(empty)}\n`);
  for (const part of typeof printed === 'string' ? [printed] : printed) await io.out.write(part);
}

const isFiltered = (options: Options): boolean => Object.keys(FILTER_OPTIONS).some((name) => name in options);

/** The text for a person; '' if there are no rows. In a pipe the title and the footer of tables go to stderr, like other hints. */
async function drawn(view: View, options: Options, io: Io): Promise<string> {
  if (view.empty !== null) return '';
  if (view.text !== undefined) return view.text;
  const { drawView } = await import('../render/text.ts');
  const draw = async (part: Drawable, sink: Sink) => {
    const paint = await stylerFor(sink, options.color, io);
    return drawView(part, { columns: sink.columns, paint, headers: options.headers ?? true });
  };
  const footer = options.quiet ? null : view.footer;
  if (io.out.isTerminal) return draw({ ...view, footer }, io.out);
  const blocks = view.blocks();
  const isTables = blocks.length > 0 && blocks.every((block) => 'columns' in block);
  const [title, heading] = isTables ? [null, view.title] : [view.title, null];
  if (footer !== null) io.err.write(await draw({ title: heading, blocks: () => [], footer }, io.err));
  return draw({ title, blocks: () => blocks, footer: null }, io.out);
}

/** Each format for programs: a function of the view, the options, and the notice if there are no rows. */
const PRINTERS: Record<
  Exclude<Format, 'table'>,
  (view: View, options: Options, empty: string | null) => string | Iterable<string> | Promise<string>
> = {
  json: (view, options) => jsonParts(chosenData(view, options)),
  ndjson: (view, options) => toNdjson(chosenData(view, options)),
  yaml: (view, options) => toYaml(chosenData(view, options)),
  csv: (view, options) => toCsv(chosenRecords(view, options), options),
  tsv: (view, options) => toTsv(chosenRecords(view, options), options),
  async markdown(view, options, empty) {
    const { recordsToMarkdown, toMarkdown } = await import('../render/markdown.ts');
    if (options.fields) return recordsToMarkdown(chosenRecords(view, options));
    return view.markdown ?? toMarkdown(view, empty);
  },
  ids: ({ ids }) => [...new Set(ids)].map((id) => `${clean(id)}\n`).join(''),
  // Only `check` has these, and its data is findings.
  github: ({ data }) => toGithub(data as Finding[]),
  sarif: async ({ data }) => {
    const { ALL_RULES } = await import('../check/rules.ts');
    return toJson(toSarif(data as Finding[], ALL_RULES));
  },
  // Only `cite` has these, and its data is citations.
  bibtex: async ({ data }) => (await import('../render/cite/bibtex.ts')).toBibtex(data as Citation[]),
  ris: async ({ data }) => (await import('../render/cite/ris.ts')).toRis(data as Citation[]),
  csl: async ({ data }) => (await import('../render/cite/csl.ts')).toCsl(data as Citation[]),
};

/** The data, or the fields that were chosen. */
function chosenData({ data }: View, { fields }: Options): unknown {
  if (fields === undefined) return data;
  const known = fieldsOf(data);
  const wrong = known.size === 0 ? undefined : fields.find((field) => !known.has(field));
  if (wrong !== undefined) {
    const top = [...known].filter((field) => !field.includes('.'));
    throw unknownField(wrong, `${top.join(', ')}; use a dot for nested fields`);
  }
  return pick(data, fields);
}

/** The records, or the columns that were chosen. */
function chosenRecords(view: View, { fields, passages = false }: Options): Records {
  const records = view.records(passages);
  if (fields === undefined) return records;
  const wrong = fields.find((field) => pickColumns(records, [field]) === null);
  if (wrong !== undefined) throw unknownField(wrong, records.columns.join(', '));
  return pickColumns(records, fields) ?? records;
}

const unknownField = (field: string, choices: string) =>
  fail.usage(`unknown field “${field}”`, `Choose from: ${choices}.`);

/** Prints an error on stderr, as text or as one JSON object. */
export async function printError(
  error: KnownError,
  asJson: boolean,
  options: Options,
  io: Io,
): Promise<void> {
  const { code, message, hint, findings } = error;
  const candidates = error.candidates.map(({ id, name, kind }) => ({ id, name, kind }));
  if (asJson) {
    const more = findings.length > 0 ? { findings } : {};
    io.err.write(toJson({ error: { code, message, hint, candidates, ...more } }));
    return;
  }
  const paint = await stylerFor(io.err, options.color, io);
  if (findings.length > 0) {
    const { drawFindings } = await import('../render/findings.ts');
    io.err.write(await drawFindings(findings, paint));
  }
  const lines =
    code === 'cancelled' ? ['Cancelled.'] : [`${paint({ style: 'bad', text: 'error' })}: ${clean(message)}`];
  const idWidth = Math.max(...candidates.map(({ id }) => id.length));
  for (const { heading, candidates: listed } of error.suggestions) {
    lines.push(heading);
    for (const { id, name, kind } of listed)
      lines.push(`  ${clean(id.padEnd(idWidth))}  ${clean(`${name}, ${kind}`)}`);
  }
  if (hint !== null) lines.push(clean(hint));
  io.err.write(`${lines.join('\n')}\n`);
}
