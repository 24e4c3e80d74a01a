/** Prints a view in the format that was asked for, and an error on the other stream. */
import { fail, type KnownError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
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
import { createStyler } from '../render/style.ts';
import type { View } from '../render/view.ts';
import { colourLevel } from './colour.ts';
import type { Options } from './context.ts';
import type { Io } from './io.ts';
import { FILTER_OPTIONS, type Format } from './options.ts';

/** The format that the options give. */
export function formatOf({ json, format = json ? 'json' : 'table', fields }: Options): Format {
  if (json && format !== 'json')
    throw fail.usage(`--json and --format ${format} ask for two formats`, 'Leave one out.');
  if (fields && (format === 'table' || format === 'ids')) {
    throw fail.usage(
      `--fields picks from data, and ${format} has its own shape`,
      'Add --json or another --format.',
    );
  }
  return format;
}

/** Prints an answer: data on stdout, that there is none also on stderr. */
export async function printView(view: View, options: Options, io: Io): Promise<void> {
  const format = formatOf(options);
  const data = options.fields ? picked(view.data, options.fields) : view.data;
  if (view.empty !== null)
    io.err.write(`${clean(view.empty)}${isFiltered(options) ? ' with these filters' : ''}.\n`);
  if (format === 'table') {
    if (view.empty !== null) return;
    const paint = await createStyler(colourLevel(options.color, io, io.out));
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
};

function picked(data: unknown, fields: readonly string[]): unknown {
  const known = fieldsOf(data);
  const wrong = known.size === 0 ? undefined : fields.find((field) => !known.has(field));
  if (wrong !== undefined) {
    const top = [...known].filter((field) => !field.includes('.'));
    throw fail.usage(
      `there is no field “${wrong}” in this answer`,
      `Its fields: ${top.join(', ')}; parts of them with a dot.`,
    );
  }
  return pick(data, fields);
}

/** Prints a known error: words for a person, or one JSON object. */
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
  const paint = await createStyler(colourLevel(options.color, io, io.err));
  if (findings.length > 0) {
    const { drawFindings } = await import('../render/text.ts');
    io.err.write(await drawFindings(findings, paint));
  }
  const lines = [`${paint({ style: 'bad', text: 'error' })}: ${clean(message)}`];
  if (candidates.length > 0) {
    lines.push('Did you mean?');
    const wide = Math.max(...candidates.map(({ id }) => id.length));
    for (const { id, name, kind } of candidates)
      lines.push(`  ${clean(id.padEnd(wide))}  ${clean(`${name}, ${kind}`)}`);
  }
  if (hint !== null) lines.push(clean(hint));
  io.err.write(`${lines.join('\n')}\n`);
}
