/** A table source at a newer commit of its repository. */
import type { AuthoredTableFile } from '../../model/authored.ts';
import { NAMING_FIELDS } from '../../model/cell-claims.ts';
import { count } from '../../model/count.ts';
import type { FileFault } from '../../model/files.ts';
import { errorAt, type Finding, hasError } from '../../model/finding.ts';
import type {
  AuthoredColumn,
  AuthoredPrinted,
  AuthoredRow,
  AuthoredTable,
  AuthoredTableSource,
} from '../../model/schema.ts';
import { type PathInSource, pathOfFile } from '../../model/table-source.ts';
import { headingInWords } from './find-rows.ts';
import { columnsInWords, excerpt, MAX_LINES, someOf } from './messages.ts';
import { type RecordedTable, recordRows } from './record-rows.ts';
import { hashOfLine, relocate } from './relocate.ts';
import type { SnapshotFile } from './snapshot-files.ts';
import { newlyUnrecorded, type Unrecorded, unrecorded } from './unrecorded.ts';
import { type CellChange, updateRows } from './update-rows.ts';

/** A repository at one commit. */
export interface CommitFiles {
  commit: string;
  day: string;
  file(path: string): SnapshotFile | FileFault;
  /** The day of the last commit that changed a file; null if it is not known. */
  changed(path: string): string | null;
}

/** A source after an update. */
export interface UpdatedTables {
  value: AuthoredTableSource;
  changes: CellChange[];
  /** What is printed now and not recorded. */
  unrecorded: Unrecorded;
  /** Errors, which make the update impossible; and warnings about what is new and not recorded. */
  findings: Finding[];
}

type AuthoredTableEdge = NonNullable<AuthoredTableSource['edges']>[number];

/**
 * Updates a source to the commit `now`. `before` is the recorded commit, or null if the repository lacks it; it helps to find
 * the lines of a legend. Rows with a name that `names` lacks, and symbols that `legend` lacks, are reported and not recorded.
 */
export function updateTables(
  source: AuthoredTableFile,
  before: CommitFiles | null,
  now: CommitFiles,
): UpdatedTables {
  return new Update(source, before, now).result();
}

class Update {
  readonly #source: AuthoredTableFile;
  readonly #before: CommitFiles | null;
  readonly #now: CommitFiles;
  readonly #changes: CellChange[] = [];
  readonly #findings: Finding[] = [];
  /** The unknown names and symbols that were reported. */
  readonly #reported = new Set<string>();

  constructor(source: AuthoredTableFile, before: CommitFiles | null, now: CommitFiles) {
    this.#source = source;
    this.#before = before;
    this.#now = now;
  }

  result(): UpdatedTables {
    const { value } = this.#source;
    const files = value.files.map((file, index) => this.#updatedFile(file, index));
    const legend = Object.fromEntries(
      Object.entries(value.legend).map(([symbol, meaning]) => [symbol, this.#updatedSymbol(symbol, meaning)]),
    );
    const tables = value.tables.map((table, index) => this.#updatedTable(table, index));
    const edges = value.edges?.map((edge, index) => this.#updatedEdge(edge, ['edges', index]));
    const updated = {
      ...value,
      commit: this.#now.commit,
      committed: this.#now.day,
      files,
      legend,
      tables,
      ...(edges && { edges }),
    };
    const now = unrecorded(updated, this.#now.file);
    // A table that was renamed is an error already.
    if (this.#before !== null && !hasError(this.#findings))
      this.#reportNew(newlyUnrecorded(unrecorded(value, this.#before.file), now));
    return { value: updated, changes: this.#changes, unrecorded: now, findings: this.#findings };
  }

  #updatedFile(file: AuthoredTableSource['files'][number], index: number) {
    const found = this.#now.file(file.path);
    if ('fault' in found) {
      this.#error(
        ['files', index, 'path'],
        `${file.path} ${found.fault}`,
        'If it was moved, change `path`, and update again.',
      );
      return file;
    }
    const { changed, ...rest } = file;
    const last = this.#now.changed(file.path) ?? (found.sha256 === file.sha256 ? changed : undefined);
    return { ...rest, sha256: found.sha256, ...(last !== undefined && { changed: last }) };
  }

  #updatedSymbol(symbol: string, meaning: AuthoredTableSource['legend'][string]) {
    const { words, path, line } = meaning;
    if (words === undefined || line === undefined) return meaning;
    const found = this.#relocated({ printed: words, line, path }, symbol, null);
    if (!('message' in found)) return { ...meaning, line: found.line };
    const hint = 'Read the legend, write its words as they are now, and update again.';
    this.#error(['legend', symbol, 'words'], found.message, hint);
    return meaning;
  }

  /** An edge with its evidence; withdrawn while words of it are on no line. */
  #updatedEdge(edge: AuthoredTableEdge, at: PathInSource): AuthoredTableEdge {
    const words = edge.evidence.map((printed, position) =>
      this.#updatedWords(printed, [...at, 'evidence', position], null),
    );
    const evidence = words.map(({ printed }) => printed);
    const isGone = words.some((one) => one.isGone);
    const { withdrawn, ...rest } = edge;
    // A source's own word, such as “deprecated”, stays.
    if (typeof withdrawn === 'string' || isGone === (withdrawn !== undefined)) return { ...edge, evidence };
    const { commit, day } = this.#now;
    return { ...rest, ...(isGone && { withdrawn: { commit, date: day } }), evidence };
  }

  /**
   * Words outside rows with their new line and its hash; as they were, with the commit, if they are on no line or on several.
   * `table` is the one that they describe.
   */
  #updatedWords(
    printed: AuthoredPrinted,
    at: PathInSource,
    table: { path: string | undefined; header: number } | null,
  ): { printed: AuthoredPrinted; isGone: boolean } {
    const { commit, ...words } = printed;
    if (words.line === undefined) return { printed, isGone: false };
    const path = printed.path ?? table?.path;
    const header = table !== null && path === table.path ? table.header : null;
    const found = this.#relocated({ ...printed, path, line: words.line }, null, header);
    if (!('message' in found)) return { printed: { ...words, ...found }, isGone: false };
    // After the first time it is known.
    if (commit === undefined)
      this.#warn(
        [...at, 'printed'],
        found.message,
        'They stay as they were read at the older commit. Compare the file at the two commits.',
      );
    return { printed: { ...words, commit: commit ?? this.#source.value.commit }, isGone: found.isGone };
  }

  /** The new line of words. `otherWords` and `header` are those of `KnownWords`. */
  #relocated(
    { printed, path, line, sha256, commit }: AuthoredPrinted & { line: number },
    otherWords: string | null,
    header: number | null,
  ): { line: number; sha256: string } | { message: string; isGone: boolean } {
    const name = this.#pathOf(path);
    const file = this.#now.file(name);
    if ('fault' in file) return { message: `${name} ${file.fault}`, isGone: false };
    const recorded = this.#source.value.files.find((one) => one.path === name);
    const isSameFile = commit === undefined && recorded?.sha256 === file.sha256;
    const before = commit === undefined ? this.#before?.file(name) : undefined;
    const old = before === undefined || 'fault' in before ? null : { file: before, line };
    const hash = sha256 ?? (old && hashOfLine(old.file, line));
    const found = isSameFile
      ? line
      : relocate(file, { words: printed, sha256: hash, old, otherWords, header });
    if (typeof found === 'number') return { line: found, sha256: hashOfLine(file, found) ?? '' };
    const where = found.length === 0 ? 'no line' : `several lines: ${found.slice(0, MAX_LINES).join(', ')}`;
    return {
      message: `${name} has the words “${excerpt(printed)}” on ${where}`,
      isGone: found.length === 0,
    };
  }

  #updatedTable(table: AuthoredTable, index: number): AuthoredTable {
    const at: PathInSource = ['tables', index];
    const file = this.#now.file(this.#pathOf(table.path));
    const printed = 'fault' in file ? null : this.#printedTable(table, file, at);
    if (printed === null) return table;
    const { commit, committed } = this.#source.value;
    const { rows, changes } = updateRows(
      table,
      this.#knownRows(table, printed.rows),
      { commit, day: committed, changed: this.#fileOf(table)?.changed ?? committed },
      { ...this.#now, changed: this.#now.changed(this.#pathOf(table.path)) ?? this.#now.day },
    );
    this.#changes.push(...changes);
    if (table.given === undefined) return { ...table, rows };
    const described = { path: table.path, header: printed.header };
    const given = Object.fromEntries(
      Object.entries(table.given).map(([field, words]) => [
        field,
        words && this.#updatedWords(words, [...at, 'given', field], described).printed,
      ]),
    );
    return { ...table, given, rows };
  }

  /** The rows that are printed now; null after an error. A column that is gone is left out. */
  #printedTable(table: AuthoredTable, file: SnapshotFile, at: PathInSource): RecordedTable | null {
    const name = this.#pathOf(table.path);
    const printed = recordRows(table, file);
    if ('fault' in printed) {
      this.#error(at, `${name} ${printed.fault}`, 'Compare the file at the two commits.');
      return null;
    }
    if (!('missing' in printed)) return printed;
    if (printed.missing === 'heading') {
      this.#error(
        [...at, 'heading'],
        `${name} has no table with this heading now`,
        `If it was renamed or moved, change \`heading\`, and update again. Its tables: ${someOf(printed.headings)}.`,
      );
      return null;
    }
    const { column, columns } = printed;
    if (!this.#isGone(table, column, columns)) {
      this.#error(
        [...at, 'columns', column],
        `the table ${headingInWords(table.heading)} has no such column now`,
        `If it was renamed, rename it in \`columns\` and \`rows\`, and update again. Its columns: ${columnsInWords(columns)}.`,
      );
      return null;
    }
    const others = Object.entries(table.columns).filter(([name]) => name !== column);
    return this.#printedTable({ ...table, columns: Object.fromEntries(others) }, file, at);
  }

  /** True if a column of symbols is not printed now and was not renamed: no other column is new. Or no current row uses it. */
  #isGone(table: AuthoredTable, column: string, columns: readonly string[]): boolean {
    if (typeof columnsOf(table).get(column) === 'string') return false;
    const isUsed = table.rows.some(
      ({ withdrawn, cells }) => withdrawn === undefined && Object.keys(cells).includes(column),
    );
    if (!isUsed) return true;
    const old = this.#columnsBefore(table);
    return old !== null && columns.every((one) => old.has(one));
  }

  /** The columns that the table had at the recorded commit; null if that is not known. */
  #columnsBefore(table: AuthoredTable): ReadonlySet<string> | null {
    const file = this.#before?.file(this.#pathOf(table.path));
    if (file === undefined || 'fault' in file) return null;
    const printed = recordRows({ ...table, columns: {} }, file);
    return 'columns' in printed && !('missing' in printed) ? printed.columns : null;
  }

  /** The file of a table as it is recorded. */
  #fileOf(table: AuthoredTable): AuthoredTableSource['files'][number] | undefined {
    const path = this.#pathOf(table.path);
    return this.#source.value.files.find((file) => file.path === path);
  }

  /** Reports each new table, and each new column once for all tables that have it. */
  #reportNew({ tables, columns }: ReturnType<typeof newlyUnrecorded>): void {
    for (const { path, heading, line, rows } of tables)
      this.#warnAtKey(
        ['tables'],
        `${path} has the new table ${headingInWords(heading)} on line ${line} (${count(rows, 'row')}); it is not recorded`,
        'Add it to `tables` if it states anything, and update again.',
      );
    const all = this.#source.value.tables;
    for (const [column, ids] of columns) {
      const [first, ...others] = all.filter(({ id }) => ids.includes(id));
      if (first === undefined) continue;
      const which =
        others.length === 0
          ? `the table ${headingInWords(first.heading)} has`
          : `${ids.length} tables (${someOf(ids)}) have`;
      this.#warnAtKey(
        ['tables', all.indexOf(first), 'columns'],
        `${which} the new column “${columnsInWords([column])}”`,
        'Add it to `columns` if it states anything, and update again.',
      );
    }
  }

  /** The rows without those whose names are unknown, and without symbols that are unknown. Reports each once. */
  #knownRows(table: AuthoredTable, rows: readonly AuthoredRow[]): AuthoredRow[] {
    const names = new Set(Object.keys(this.#source.value.names));
    const legend = new Set(Object.keys(this.#source.value.legend));
    const uses = columnsOf(table);
    return rows.flatMap((row) => {
      let isKnown = true;
      const cells = Object.entries(row.cells).filter(([column, printed]) => {
        const use = uses.get(column);
        const isName = NAMING_FIELDS.some((field) => field === use);
        const isSymbol = typeof use !== 'string';
        if (isName && !names.has(printed)) {
          isKnown = false;
          this.#reportUnknown('names', printed, row.line);
        }
        if (!isSymbol || legend.has(printed)) return true;
        this.#reportUnknown('legend', printed, row.line);
        return false;
      });
      const hasSymbol = cells.some(([column]) => typeof uses.get(column) !== 'string');
      return isKnown && hasSymbol ? [{ ...row, cells: Object.fromEntries(cells) }] : [];
    });
  }

  #reportUnknown(map: 'names' | 'legend', printed: string, line: number): void {
    const key = `${map} ${printed}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#warnAtKey(
      [map],
      `\`${map}\` does not say what “${excerpt(printed)}” on line ${line} is; it is not recorded`,
      map === 'names'
        ? 'Add it to `names`: the ids that it names, or `{leave-out: why}`; and update again.'
        : 'Add it to `legend` with the words of the source, and update again.',
    );
  }

  #pathOf(path: string | undefined): string {
    return pathOfFile(this.#source.value, path);
  }

  #error(at: PathInSource, message: string, hint: string): void {
    this.#findings.push(errorAt('update', message, this.#source.place(at), hint));
  }

  /** Warns about a field as a whole, such as `names`. */
  #warnAtKey(at: PathInSource, message: string, hint: string): void {
    const place = this.#source.place(at, 'key');
    this.#findings.push({ ...errorAt('update', message, place, hint), level: 'warning' });
  }

  #warn(at: PathInSource, message: string, hint: string): void {
    this.#findings.push({ ...errorAt('update', message, this.#source.place(at), hint), level: 'warning' });
  }
}

const columnsOf = (table: AuthoredTable): ReadonlyMap<string, AuthoredColumn> =>
  new Map(Object.entries(table.columns));
