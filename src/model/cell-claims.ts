/** The claims that the cells of recorded tables state. */
import { PRINTED_QUALIFIERS } from './qualifiers.ts';
import type { CellRecord } from './records.ts';
import {
  type AuthoredColumn,
  type AuthoredMeaning,
  type AuthoredPrinted,
  type AuthoredRow,
  type AuthoredTable,
  type AuthoredTableSource,
  CELL_FIELDS,
  type EdgeTerms,
} from './schema.ts';
import { idOrList, listOf } from './statement-ids.ts';
import { type PathInSource, pathOfFile } from './table-source.ts';
import { isSupport, type Status, statusRank } from './vocabulary.ts';

type CellField = (typeof CELL_FIELDS)[number];

/** A claim of a table source, with the path of the cell or edge that states it. */
export interface CellClaim {
  value: EdgeTerms & { evidence: CellRecord[] };
  path: PathInSource;
  /** The date of the commit that was read, if it is not that of the source. */
  seen: string | undefined;
}

/** Something in a table that states no claim although it should. */
export interface CellFault {
  rule: 'symbol' | 'label' | 'table';
  path: PathInSource;
  message: string;
  hint: string;
}

/** What the tables and edges of a source state. */
export interface CellClaims {
  claims: CellClaim[];
  faults: CellFault[];
}

/** The fields in which a label names entities. */
export const NAMING_FIELDS = ['to', 'from', 'via'] as const;

/** A field that headers and labels give in words. */
type WordField = (typeof PRINTED_QUALIFIERS)[number] | 'note';

/** What the labels and headers around a cell say. */
interface Terms {
  to: string[];
  from: string[];
  via: string[];
  words: Map<WordField, string>;
}

/** The claims of a table source: one for each symbol in a row, then its authored edges. */
export function cellClaims(source: AuthoredTableSource): CellClaims {
  const expansion = new Expansion(source);
  for (const [index, table] of source.tables.entries()) expansion.addTable(table, index);
  for (const [index, { evidence, ...terms }] of (source.edges ?? []).entries()) {
    const cells = evidence.map((printed) => expansion.cellOf(printed));
    expansion.claims.push({
      value: { ...terms, 'said-by': terms['said-by'] ?? source['said-by'], evidence: cells },
      path: ['edges', index],
      seen: undefined,
    });
  }
  return { claims: expansion.claims, faults: expansion.faults };
}

class Expansion {
  readonly claims: CellClaim[] = [];
  readonly faults: CellFault[] = [];
  readonly #source: AuthoredTableSource;
  readonly #names: ReadonlyMap<string, AuthoredMeaning>;
  readonly #legend: ReadonlyMap<string, AuthoredTableSource['legend'][string]>;
  readonly #files: ReadonlyMap<string, AuthoredTableSource['files'][number]>;

  constructor(source: AuthoredTableSource) {
    this.#source = source;
    this.#names = new Map(Object.entries(source.names));
    this.#legend = new Map(Object.entries(source.legend));
    this.#files = new Map(source.files.map((file) => [file.path, file]));
  }

  addTable(table: AuthoredTable, index: number): void {
    const columns = Object.entries(table.columns);
    const given = CELL_FIELDS.flatMap((field) => {
      const printed = table.given?.[field];
      return printed ? [{ field, printed }] : [];
    });
    const around = given.map(({ field, printed }) => ({
      field,
      label: printed.printed,
      path: ['tables', index, 'given', field],
    }));
    for (const [position, row] of table.rows.entries()) {
      const path = ['tables', index, 'rows', position];
      const cells = new Map(Object.entries(row.cells));
      const labels = columns.flatMap(([column, use]) => {
        const label = cells.get(column);
        return typeof use === 'string' && label !== undefined
          ? [{ field: use, label, path: [...path, 'cells', column] }]
          : [];
      });
      const terms = this.#terms([...around, ...labels]);
      if (terms === null) continue;
      const name = labels
        .filter(({ field }) => NAMING_FIELDS.some((naming) => naming === field))
        .map(({ label }) => label)
        .join(', ');
      for (const [column, use] of columns) {
        const symbol = cells.get(column);
        if (typeof use === 'string' || symbol === undefined) continue;
        const limit = use['at-most'] === undefined ? undefined : cells.get(use['at-most']);
        this.#addCell(table, row, path, { row: name, column, symbol, limit }, use, terms, given);
      }
    }
  }

  /** What the labels of a row say together; null if one of them means nothing that is recorded. */
  #terms(labels: readonly { field: CellField; label: string; path: PathInSource }[]): Terms | null {
    const terms: Terms = { to: [], from: [], via: [], words: new Map() };
    let isKnown = true;
    for (const { field, label, path } of labels) {
      const naming = NAMING_FIELDS.find((one) => one === field);
      if (naming === undefined) {
        addWord(terms.words, field as WordField, label);
        continue;
      }
      const meaning = this.#names.get(label);
      if (meaning === undefined) {
        isKnown = false;
        this.faults.push({
          rule: 'label',
          path,
          message: `\`names\` does not say what “${label}” is`,
          hint: 'Add it to `names`: the ids that it names, or `{leave-out: why}`.',
        });
      } else if (typeof meaning === 'string' || Array.isArray(meaning))
        terms[naming].push(...listOf(meaning));
      else if ('leave-out' in meaning) isKnown = false;
      else {
        terms[naming].push(...listOf(meaning.id));
        for (const word of [...PRINTED_QUALIFIERS, 'note'] as const)
          if (meaning[word] !== undefined) addWord(terms.words, word, meaning[word]);
      }
    }
    return isKnown ? terms : null;
  }

  #addCell(
    table: AuthoredTable,
    row: AuthoredRow,
    path: PathInSource,
    cell: { row: string; column: string; symbol: string; limit: string | undefined },
    use: Exclude<AuthoredColumn, string>,
    terms: Terms,
    given: readonly { printed: AuthoredPrinted }[],
  ): void {
    const meaning = this.#legend.get(cell.symbol);
    const place = [...path, 'cells', cell.column];
    if (meaning === undefined) {
      this.faults.push({
        rule: 'symbol',
        path: place,
        message: `\`legend\` does not say what “${cell.symbol}” means`,
        hint: 'Add it to `legend` with the words of the source; a status of null states nothing.',
      });
      return;
    }
    if (meaning.status === null) return;
    const via = [...terms.via, ...listOf(use.via)];
    const subjects = use.from === undefined ? terms.from : listOf(use.from);
    const from = subjects.length > 0 ? subjects : via;
    const word = (field: (typeof PRINTED_QUALIFIERS)[number]) => use[field] ?? terms.words.get(field);
    const version = word('version');
    const missing =
      (terms.to.length === 0 && 'which model this row is about') ||
      (from.length === 0 && 'what supports the model of this row') ||
      (version !== undefined && via.length === 0 && `what has the version ${version}`);
    if (missing) {
      this.faults.push({
        rule: 'table',
        path: place,
        message: `nothing says ${missing}`,
        hint: 'Name a column or a `given` field for it.',
      });
      return;
    }
    // A subject has no version of its own, so a framework with a version is named as via too.
    const stack = subjects.length > 0 || version !== undefined ? via : [];
    const status = limited(meaning.status, this.#legend.get(cell.limit ?? '')?.status ?? null);
    const file = pathOfFile(this.#source, table.path);
    const changed = row.changed ?? this.#files.get(file)?.changed;
    const defined = definedOnly({
      basis: meaning.basis,
      precision: word('precision'),
      mode: word('mode'),
      task: word('task'),
      artefact: word('artefact'),
      note: terms.words.get('note'),
      withdrawn: row.withdrawn,
      ...(row.withdrawn === undefined &&
        changed !== undefined && {
          date: `../${changed}`,
          'date-basis':
            row.changed === undefined
              ? 'the last commit that changed the file'
              : 'the file as it was read before',
        }),
    });
    const cellIn = (column: string, symbol: string): CellRecord => ({
      path: file,
      table: table.id,
      row: cell.row,
      column,
      printed: symbol,
      words: this.#legend.get(symbol)?.words ?? null,
      line: row.line,
      commit: row.commit ?? this.#source.commit,
    });
    this.claims.push({
      path: place,
      seen: row.seen,
      value: {
        relation: 'supports',
        from: idOrList(from),
        to: idOrList(terms.to),
        status,
        ...(stack.length > 0 && {
          via: stack.map((id) => (version === undefined ? id : { id, version })),
        }),
        printed: cell.symbol,
        'said-by': this.#source['said-by'],
        ...defined,
        evidence: [
          cellIn(cell.column, cell.symbol),
          ...(status !== meaning.status ? [cellIn(use['at-most'] ?? '', cell.limit ?? '')] : []),
          ...given.map(({ printed }) => this.cellOf(printed, table)),
        ],
      },
    });
  }

  /** Words outside a row as evidence. */
  cellOf({ printed, path, line, commit }: AuthoredPrinted, table?: AuthoredTable): CellRecord {
    return {
      path: pathOfFile(this.#source, path ?? table?.path),
      table: table?.id ?? null,
      row: null,
      column: null,
      printed,
      words: null,
      line: line ?? null,
      commit: commit ?? this.#source.commit,
    };
  }
}

/** Sets a word; a row keeps all its notes. */
function addWord(words: Terms['words'], field: WordField, word: string): void {
  const note = field === 'note' ? words.get(field) : undefined;
  words.set(field, note === undefined ? word : `${note} ${word}`);
}

/** The status of a part of something with a status of its own: support of the part is no firmer. */
const limited = (part: Status, whole: Status | null): Status =>
  whole !== null && isSupport(part) && statusRank(whole) > statusRank(part) ? whole : part;

/** A record without the fields that are undefined. */
const definedOnly = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
