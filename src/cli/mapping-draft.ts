/** The draft of a mapping, which a person fills in: what a file of tables prints, with empty fields for what it means. */
import { inlineYaml } from '../edit/layout.ts';
import { distinct } from '../import/tables/collector.ts';
import type { FileOrigin } from '../kb/tables/clone.ts';
import { count } from '../model/count.ts';
import { CELL_FIELDS } from '../model/schema.ts';
import { STATUSES, words } from '../model/vocabulary.ts';
import type { PrintedTablesAnswer } from '../query/answers/printed-tables.ts';
import { clean } from '../render/clean.ts';
import { idFrom, idOfSource } from './id-from.ts';

type Table = PrintedTablesAnswer['tables'][number];

/** The most different texts of a column that is drafted as a column of symbols. */
const MAX_SYMBOLS = 8;
/** How many texts of a column, and how many similar entities of a label, a comment names. */
const MOST_VALUES = 4;
const MOST_SIMILAR = 3;

const yaml = (text: string): string => inlineYaml(clean(text), true);
const field = (name: string, value: string | null): string =>
  value === null ? `${name}:` : `${name}: ${inlineYaml(value, false)}`;

/** The text of the draft. Statuses, names and chips are left for the person. */
export function mappingDraft({ tables, names }: PrintedTablesAnswer, origin: FileOrigin): string {
  const title = tables.find(({ heading }) => heading.length > 0)?.heading[0] ?? null;
  const symbols = symbolsOf(tables);
  const isSymbol = new Set(symbols.map(({ text }) => text));
  const ids = idsOfTables(tables);
  const unknown = names.filter(({ entity }) => entity === null);
  return `${[
    '# A mapping: what the tables of a repository mean. Fill in the empty fields; the ids are those of `chipkb list`.',
    '# Then: chipkb import table <this file> --from <clone or folder>',
    field('id', idOfSource(title, origin.repository?.split('/').at(-1) ?? null, null)),
    field('title', title),
    'publisher: # the id of the project or company that publishes it',
    'said-by: # the id of the claimant of all claims',
    field('repository', origin.repository),
    field('commit', origin.commit),
    field('committed', origin.committed),
    'licence: # SPDX identifier, such as Apache-2.0',
    'files:',
    `  - {path: ${origin.path === null ? '' : yaml(origin.path)}}`,
    '# The meaning of each symbol, such as {status: available, words: Supported}, with the words of the legend as printed;',
    '# if none is printed, with `why` it has this status. null as status: the symbol states nothing. Otherwise it is',
    `# ${words(STATUSES).join(', ')}.`,
    symbols.length === 0 ? 'legend: {}' : 'legend:',
    ...symbols.map(({ text, cells }) => `  ${yaml(text)}: # ${count(cells, 'cell')}`),
    '# Labels that are not an id, name or alias: an id, a list of ids, or {leave-out: why}.',
    unknown.length === 0 ? 'names: {}' : 'names:',
    ...unknown.map(({ label, similar }) => {
      const ids = similar
        .slice(0, MOST_SIMILAR)
        .map(({ id }) => id)
        .join(', ');
      return `  ${yaml(label)}:${ids === '' ? '' : ` # similar: ${ids}`}`;
    }),
    `# A column gives a field (${CELL_FIELDS.join(', ')}), or it is a column`,
    '# of symbols: {}, or what its header says of them, such as {from: <id>} or {precision: FP8}.',
    '# `given` says what is the same for all rows and where it is printed, such as `given: {from: {printed: A2}}`.',
    '# After the tables, `edges` has what else the files state, such as who makes the hardware:',
    '# `edges: [{relation: makes, from: <id>, to: <id>, evidence: [{printed: Acme A2}]}]`.',
    'tables:',
    ...tables.flatMap((table, index) => tableLines(table, ids[index] ?? '', isSymbol)),
  ].join('\n')}\n`;
}

function tableLines({ heading, columns }: Table, id: string, isSymbol: ReadonlySet<string>): string[] {
  return [
    `  - id: ${yaml(id)}`,
    `    heading: [${heading.map(yaml).join(', ')}]`,
    '    columns:',
    ...columns.map(({ name, values }, index) => {
      const shown = values.slice(0, MOST_VALUES).map(({ text }) => clean(text));
      const comment = `${shown.join(' · ')}${values.length > MOST_VALUES ? ' · …' : ''}`;
      if (index === 0) return `      ${yaml(name)}: to # ${comment}`;
      const isOfSymbols = values.length > 0 && values.every(({ text }) => isSymbol.has(text));
      return isOfSymbols
        ? `      ${yaml(name)}: {} # ${comment}`
        : `      # ${yaml(name)}: note # ${comment}`;
    }),
  ];
}

/**
 * The texts that look like symbols, the most frequent first: those of columns with few different texts, of which one has no letter
 * or digit, such as ✅, or is also printed under another header, such as “Yes”. A person decides what they are.
 */
function symbolsOf(tables: readonly Table[]): { text: string; cells: number }[] {
  const columns = tables.flatMap((table) =>
    table.columns.slice(1).filter(({ values }) => values.length <= MAX_SYMBOLS),
  );
  const headers = new Map<string, Set<string>>();
  for (const { name, values } of columns)
    for (const { text } of values) headers.set(text, (headers.get(text) ?? new Set()).add(name));
  const isLikely = (text: string) => !/[\p{L}\p{N}]/u.test(text) || (headers.get(text)?.size ?? 0) > 1;
  const counts = new Map<string, number>();
  for (const { values } of columns)
    if (values.some(({ text }) => isLikely(text)))
      for (const { text, cells } of values) counts.set(text, (counts.get(text) ?? 0) + cells);
  return [...counts].map(([text, cells]) => ({ text, cells })).sort((a, b) => b.cells - a.cells);
}

/** Ids for tables, from their last headings; numbered if two are equal. */
function idsOfTables(tables: readonly Table[]): string[] {
  const bases = tables.map(({ heading }, index) => idFrom(heading.at(-1) ?? '') ?? `table-${index + 1}`);
  return distinct(bases).map((id) => idFrom(id) ?? id);
}
