/** Rules about sources of tables: every symbol and label must have a meaning, and every name its place. */
import type { AuthoredTableFile } from '../model/authored.ts';
import type { CellFault } from '../model/cell-claims.ts';
import { foldScript } from '../model/names.ts';
import { PRINTED_QUALIFIERS } from '../model/qualifiers.ts';
import { isInAddress, type PathInSource, wordsOutsideRows } from '../model/table-source.ts';
import type { Rule } from './rule.ts';
import { weakerWords } from './wording.ts';

/** A rule that reports what the cells of tables lack to state a claim. */
const cellRule = (id: CellFault['rule'], protects: string): Rule => ({
  id,
  level: 'error',
  protects,
  check({ tables }, report) {
    for (const { cells, place } of tables)
      for (const fault of cells.faults)
        if (fault.rule === id) report(fault.message, () => place(fault.path), fault.hint);
  },
});

const files: Rule = {
  id: 'table-files',
  level: 'error',
  protects: 'Every table, legend and printed name must be in one of the files of its source.',
  check({ tables }, report) {
    for (const { value, place } of tables) {
      const paths = new Set(value.files.map(({ path }) => path));
      for (const { path, at } of pathsIn(value)) {
        if (path === undefined ? paths.size === 1 : paths.has(path)) continue;
        const message =
          path === undefined
            ? 'several files, and no `path` that says which'
            : `“${path}” is not in \`files\``;
        report(message, () => place(at), 'Give the path of one of the files of the source.');
      }
    }
  },
};

/** The paths of files that a table source names, with their places; none for the only file. */
const pathsIn = (source: AuthoredTableFile['value']): { path?: string | undefined; at: PathInSource }[] => [
  ...source.tables.map(({ path }, index) => ({ path, at: ['tables', index] })),
  ...wordsOutsideRows(source),
];

const columns: Rule = {
  id: 'table-columns',
  level: 'error',
  protects: 'A row must have cells only of the columns of its table, and a table id must be used once.',
  check({ tables }, report) {
    for (const { value, place } of tables) {
      const ids = new Set<string>();
      for (const [index, table] of value.tables.entries()) {
        if (ids.has(table.id))
          report(
            `the table id “${table.id}” is taken`,
            place(['tables', index, 'id']),
            'Give it another id.',
          );
        ids.add(table.id);
        const known = new Set(Object.keys(table.columns));
        for (const [column, use] of Object.entries(table.columns)) {
          const limit = typeof use === 'string' ? undefined : use['at-most'];
          if (limit !== undefined && !known.has(limit))
            report(
              `“${limit}” is not in \`columns\` of the table`,
              () => place(['tables', index, 'columns', column, 'at-most']),
              'Write the header of a column that is used.',
            );
        }
        for (const [position, { cells }] of table.rows.entries())
          for (const column of Object.keys(cells))
            if (!known.has(column))
              report(
                `“${column}” is not in \`columns\` of the table`,
                () => place(['tables', index, 'rows', position, 'cells', column], 'key'),
                'Add the column, or leave the cell out.',
              );
      }
    }
  },
};

const printedPlace: Rule = {
  id: 'printed-place',
  level: 'error',
  protects:
    'A printed name must have the line that prints it and its sha256, or be part of the path or the address of the repository.',
  check({ tables }, report) {
    for (const { value, place } of tables) {
      for (const { at, ...words } of wordsOutsideRows(value)) {
        const { printed, line, sha256, field } = words;
        if (field === 'words' || (line !== undefined && sha256 !== undefined)) continue;
        if (line === undefined && sha256 === undefined && isInAddress(value, words)) continue;
        report(
          `“${printed}” has no line with its sha256, and neither the path nor the address of the repository prints it`,
          () => place(at),
          'Add `line` and `sha256` of the line that prints it.',
        );
      }
    }
  },
};

const asPrintedInHeader: Rule = {
  id: 'header',
  level: 'error',
  protects:
    'What a column says of its symbols, such as `precision`, must be printed in its header or above it.',
  check({ tables }, report) {
    for (const { value, place } of tables)
      for (const [index, { columns: used, heading }] of value.tables.entries())
        for (const [column, use] of Object.entries(used)) {
          if (typeof use === 'string') continue;
          for (const field of PRINTED_QUALIFIERS) {
            const words = use[field];
            if (words === undefined || [column, ...heading].some((text) => text.includes(words))) continue;
            report(
              `“${words}” is neither in the header “${column}” nor in a heading of the table`,
              () => place(['tables', index, 'columns', column, field]),
              'Write it as the source prints it.',
            );
          }
        }
  },
};

/** Words by which a legend says that nobody tested it. */
const NOT_TESTED =
  /\b(?:un(?:tested|verified)|not (?:yet )?(?:been )?(?:tested|verified|validated))\b|[未没](?:经)?(?:测试|验证)/u;

const legendWords: Rule = {
  id: 'legend-words',
  level: 'warning',
  protects: 'The status of a symbol must not say more than the words of its legend.',
  check({ tables }, report) {
    for (const { value, place } of tables)
      for (const [symbol, { status, words }] of Object.entries(value.legend)) {
        if (status === null || words === undefined) continue;
        const folded = foldScript(words);
        const cue =
          status === 'unsupported' ? NOT_TESTED.exec(folded)?.[0] : weakerWords(folded, status)?.cue;
        if (cue !== undefined)
          report(
            `“${status}” says more than “${cue}” in the words of the legend`,
            () => place(['legend', symbol, 'status']),
            'Give the status that the words allow; one of two meanings is `null`.',
            value.id,
          );
      }
  },
};

/** Whether an entry of a map is used by a row, a `given` field or a column. */
const unusedEntry: Rule = {
  id: 'unused-entry',
  level: 'warning',
  protects: 'Every entry of `legend` and `names` must occur in a table.',
  check({ tables }, report) {
    for (const { value, place } of tables) {
      const printed = new Set(
        value.tables.flatMap(({ given = {}, rows }) => [
          ...Object.values(given).flatMap((one) => one?.printed ?? []),
          ...rows.flatMap(({ cells }) => Object.values(cells)),
        ]),
      );
      for (const field of ['legend', 'names'] as const)
        for (const label of Object.keys(value[field]))
          if (!printed.has(label))
            report(`no table prints “${label}”`, () => place([field, label], 'key'), 'Remove it.', value.id);
    }
  },
};

export const tableRules: readonly Rule[] = [
  cellRule('symbol', 'Every symbol of a recorded cell must be in the legend of its source.'),
  cellRule('label', 'Every printed name of a recorded row must be in the `names` of its source.'),
  cellRule('table', 'Every recorded cell must have a model and something that supports it.'),
  files,
  columns,
  printedPlace,
  asPrintedInHeader,
  legendWords,
  unusedEntry,
];
