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
  toCsv,
  toJson,
  toMarkdown,
  toNdjson,
  toTsv,
  toYaml,
} from '../render/formats.ts';
import type { View } from '../render/view.ts';
import { stylerFor } from './colour.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';
import type { Options } from './option-values.ts';
import { COMMON_FORMATS, FILTER_OPTIONS, type Format } from './options.ts';

/** The format that the options of a command choose. Throws a usage error if they contradict each other. */
export function formatOf(
  command: Command,
  { json, format = json ? 'json' : 'table', fields }: Options,
): Format {
  if (json && format !== 'json')
    throw fail.usage(`--json and --format ${format} contradict each other`, 'Use one of them.');
  if (fields && (format === 'table' || format === 'ids'))
    throw fail.usage('--fields needs --json or another data format');
  const formats: readonly Format[] = [...COMMON_FORMATS, ...(command.formats ?? [])];
  if (!formats.includes(format))
    throw fail.usage(`${command.name} has no format ${format}`, `Choose from: ${formats.join(', ')}.`);
  return format;
}

/** Prints a view: data on stdout, and on stderr a notice if there is none. */
export async function printView(view: View, format: Format, options: Options, io: Io): Promise<void> {
  const data = options.fields ? picked(view.data, options.fields) : view.data;
  if (view.empty !== null)
    io.err.write(`${clean(view.empty)}${isFiltered(options) ? ' with these filters' : ''}.\n`);
  if (format === 'table') {
    if (view.empty !== null) return;
    const paint = await stylerFor(io.out, options.color, io);
    const { drawView } = await import('../render/text.ts');
    io.out.write(await drawView(view, { columns: io.out.columns, paint }));
    return;
  }
  if (format === 'markdown' && view.markdown !== undefined && !options.fields) io.out.write(view.markdown);
  else if (format === 'ids') io.out.write([...new Set(view.ids)].map((id) => `${clean(id)}\n`).join(''));
  else {
    const printed = await PRINTERS[format](data, options.rawCsv ?? false);
    for (const part of typeof printed === 'string' ? [printed] : printed) await io.out.write(part);
  }
}

const isFiltered = (options: Options): boolean => Object.keys(FILTER_OPTIONS).some((name) => name in options);

const PRINTERS: Record<
  Exclude<Format, 'table' | 'ids'>,
  (data: unknown, rawCsv: boolean) => string | Iterable<string> | Promise<string>
> = {
  json: jsonParts,
  ndjson: toNdjson,
  csv: toCsv,
  tsv: toTsv,
  yaml: toYaml,
  markdown: toMarkdown,
  // Only `check` has these, and its data is findings.
  github: (data) => toGithub(data as Finding[]),
  sarif: async (data) => {
    const { ALL_RULES } = await import('../check/rules.ts');
    return toJson(toSarif(data as Finding[], ALL_RULES));
  },
  // Only `cite` has these, and its data is citations.
  bibtex: async (data) => (await import('../render/cite/bibtex.ts')).toBibtex(data as Citation[]),
  ris: async (data) => (await import('../render/cite/ris.ts')).toRis(data as Citation[]),
  csl: async (data) => (await import('../render/cite/csl.ts')).toCsl(data as Citation[]),
};

function picked(data: unknown, fields: readonly string[]): unknown {
  const known = fieldsOf(data);
  const wrong = known.size === 0 ? undefined : fields.find((field) => !known.has(field));
  if (wrong !== undefined) {
    const top = [...known].filter((field) => !field.includes('.'));
    throw fail.usage(
      `unknown field “${wrong}”`,
      `Choose from: ${top.join(', ')}; use a dot for nested fields.`,
    );
  }
  return pick(data, fields);
}

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
