/** The draft of a mapping, which a person fills in: what a file of tables prints, with empty fields for what it means. */
import { inlineYaml } from '../edit/layout.ts';
import { count } from '../model/count.ts';
import { CELL_FIELDS } from '../model/schema.ts';
import { STATUSES, words } from '../model/vocabulary.ts';
import type { PrintedTablesAnswer } from '../query/answers/printed-tables.ts';
import { clean } from '../render/clean.ts';
import { idFrom, idOfSource } from './id-from.ts';

/** Where the file was read; null for what is not known. */
export interface FileOrigin {
  path: string;
  repository: string | null;
  commit: string | null;
  committed: string | null;
}

type Table = PrintedTablesAnswer['tables'][number];

/** A column with at most this many different texts is drafted as a column of statuses. */
const MAX_SYMBOLS = 8;
/** How many texts of another column a comment names. */
const MOST_VALUES = 4;

const yaml = (text: string): string => inlineYaml(clean(text), true);
const field = (name: string, value: string | null): string =>
  value === null ? `${name}:` : `${name}: ${inlineYaml(value, false)}`;

/** The text of the draft. Statuses, names and chips are left for the person. */
export function mappingDraft({ tables, names }: PrintedTablesAnswer, origin: FileOrigin): string {
  const title = tables.find(({ heading }) => heading.length > 0)?.heading[0] ?? null;
  const symbols = symbolsOf(tables);
  const unknown = names.filter(({ entity }) => entity === null);
  return `${[
    '# A mapping: what the tables of a repository mean. Fill in the empty fields; the ids are those of `chipkb list`.',
    '# Then: chipkb import table <this file> --from <clone or folder>',
    field('id', idOfSource(title, null, null)),
    field('title', title),
    'publisher: # the id of the project or company that publishes it',
    'said-by: # the id of the claimant of all claims',
    field('repository', origin.repository),
    field('commit', origin.commit),
    field('committed', origin.committed),
    'licence: # SPDX identifier, such as Apache-2.0',
    'files:',
    `  - {path: ${yaml(origin.path)}}`,
    `# Each symbol needs \`status\`: ${words(STATUSES).join(', ')}, or null if it states nothing;`,
    '# `words` are those of the legend, as printed. Without a legend write `why` it has this status.',
    symbols.length === 0 ? 'legend: {}' : 'legend:',
    ...symbols.map(({ text, cells }) => `  ${yaml(text)}: # ${count(cells, 'cell')}`),
    '# Labels that are not an id, name or alias: an id, a list of ids, or {leave-out: why}.',
    unknown.length === 0 ? 'names: {}' : 'names:',
    ...unknown.map(({ label, similar }) => {
      const ids = similar.map(({ id }) => id).join(', ');
      return `  ${yaml(label)}:${ids === '' ? '' : ` # similar: ${ids}`}`;
    }),
    `# A column gives a field (${CELL_FIELDS.join(', ')}), or it is a column of symbols: {} or what`,
    '# its header says of them, such as {from: <id>} or {precision: FP8}. Remove the columns that are not needed.',
    '# `given` says what is the same for all rows and where it is printed, such as `given: {task: {printed: LLM}}`.',
    'tables:',
    ...tables.flatMap((table, index) => tableLines(table, idsOfTables(tables)[index] ?? '')),
  ].join('\n')}\n`;
}

function tableLines({ heading, columns }: Table, id: string): string[] {
  return [
    `  - id: ${yaml(id)}`,
    `    heading: [${heading.map(yaml).join(', ')}]`,
    '    columns:',
    ...columns.map(({ name, values }, index) => {
      const shown = values.slice(0, MOST_VALUES).map(({ text }) => clean(text));
      const comment = `${shown.join(', ')}${values.length > MOST_VALUES ? ', …' : ''}`;
      const use = index === 0 ? 'to' : isOfSymbols(values) ? '{}' : 'note';
      return `      ${yaml(name)}: ${use} # ${comment}`;
    }),
  ];
}

const isOfSymbols = (values: Table['columns'][number]['values']): boolean => values.length <= MAX_SYMBOLS;

/** The texts of the columns that are drafted as statuses, the most frequent first. */
function symbolsOf(tables: readonly Table[]): { text: string; cells: number }[] {
  const counts = new Map<string, number>();
  for (const { columns } of tables)
    for (const { values } of columns.slice(1))
      if (isOfSymbols(values))
        for (const { text, cells } of values) counts.set(text, (counts.get(text) ?? 0) + cells);
  return [...counts].map(([text, cells]) => ({ text, cells })).sort((a, b) => b.cells - a.cells);
}

/** Ids for tables, from their last headings; numbered if two are equal. */
function idsOfTables(tables: readonly Table[]): string[] {
  const taken = new Set<string>();
  return tables.map(({ heading }, index) => {
    const base = idFrom(heading.at(-1) ?? '') ?? `table-${index + 1}`;
    let id = base;
    for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
    taken.add(id);
    return id;
  });
}
