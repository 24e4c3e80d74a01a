/** Compares what a table source records with what its repository prints. */
import { lineHash } from '../../import/tables/lines.ts';
import { printedText } from '../../import/tables/printed-text.ts';
import type { Repository, Snapshot } from '../../load/repository.ts';
import type { AuthoredTableFile } from '../../model/authored.ts';
import { errorAt, type Finding } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import type { AuthoredEdge, AuthoredRow, AuthoredTable } from '../../model/schema.ts';
import {
  type PathInSource,
  pathOfFile,
  type WordsOutsideRows,
  wordsOutsideRows,
} from '../../model/table-source.ts';
import { type FoundRow, findRows, missingInWords } from './find-rows.ts';
import { excerpt } from './messages.ts';
import { type SnapshotFile, SnapshotFiles } from './snapshot-files.ts';
import { type Unrecorded, unrecorded } from './unrecorded.ts';

/** The result of a comparison. */
export interface VerifiedTables {
  /** How many cells of rows, and how many words outside rows, were compared. */
  cells: number;
  words: number;
  /** Whether each file has the recorded hash; null if it was not read. */
  files: { path: string; isSame: boolean | null }[];
  /** What is printed and not recorded; null if the repository lacks the commit. */
  unrecorded: Unrecorded | null;
  faults: Finding[];
}

/** Compares a source with its repository. */
export function verifyTables(source: AuthoredTableFile, repository: Repository): VerifiedTables {
  const verifier = new Verifier(source, repository);
  verifier.verify();
  return verifier.result;
}

class Verifier {
  readonly result: VerifiedTables = { cells: 0, words: 0, files: [], unrecorded: null, faults: [] };
  readonly #source: AuthoredTableFile;
  readonly #files: SnapshotFiles;

  constructor(source: AuthoredTableFile, repository: Repository) {
    this.#source = source;
    this.#files = new SnapshotFiles(repository);
  }

  verify(): void {
    const { value } = this.#source;
    const snapshot = this.#snapshot(value.commit, ['commit']);
    if (snapshot !== null) {
      this.#compareDates(snapshot);
      this.#compareFiles(snapshot);
      this.result.unrecorded = unrecorded(value, (path) => this.#files.file(snapshot, path));
    }
    for (const words of wordsOutsideRows(value)) this.#compareWords(words);
    for (const [index, table] of value.tables.entries()) this.#compareTable(table, index);
    for (const [index, { withdrawn }] of (value.edges ?? []).entries())
      this.#compareWithdrawal(withdrawn, ['edges', index]);
  }

  /** The repository at the commit of a part, or of the source; null if a plain folder has only another one, or after a fault. */
  #snapshotOf(commit: string | undefined, path: PathInSource): Snapshot | null {
    if (commit === undefined) return this.#snapshot(this.#source.value.commit, ['commit']);
    return this.#files.repository.isGit ? this.#snapshot(commit, [...path, 'commit']) : null;
  }

  /** The repository at a commit; null after a fault, which is reported once for each commit. */
  #snapshot(commit: string, path: PathInSource): Snapshot | null {
    const snapshot = this.#files.at(commit);
    if (!('message' in snapshot)) return snapshot;
    const isNew = this.result.faults.every(({ message }) => message !== snapshot.message);
    if (isNew) this.#report(path, snapshot.message, snapshot.hint);
    return null;
  }

  #compareDates(snapshot: Snapshot): void {
    const { committed, files } = this.#source.value;
    const day = snapshot.commit?.day ?? null;
    if (day !== null && day !== committed) this.#report(['committed'], `the commit is of ${day}`);
    for (const [index, { path, changed }] of files.entries()) {
      const last = changed === undefined ? null : snapshot.lastChange(path);
      if (last !== null && last !== changed)
        this.#report(['files', index, 'changed'], `the last commit that changed ${path} is of ${last}`);
    }
  }

  /** Compares the day that is recorded for a commit. */
  #compareDay(commit: string | undefined, recorded: string, at: PathInSource): void {
    const day = this.#snapshotOf(commit, at.slice(0, -1))?.commit?.day ?? null;
    if (day !== null && day !== recorded) this.#report(at, `the commit is of ${day}`);
  }

  /** Compares the day of a withdrawal; the word of a source, such as “deprecated”, has none. */
  #compareWithdrawal(withdrawn: AuthoredEdge['withdrawn'], at: PathInSource): void {
    if (typeof withdrawn === 'object')
      this.#compareDay(withdrawn.commit, withdrawn.date, [...at, 'withdrawn', 'date']);
  }

  #compareFiles(snapshot: Snapshot): void {
    for (const [index, { path, sha256 }] of this.#source.value.files.entries()) {
      const file = this.#files.file(snapshot, path);
      const isSame = 'fault' in file ? null : file.sha256 === sha256;
      this.result.files.push({ path, isSame });
      if ('fault' in file) this.#report(['files', index, 'path'], `${path} ${file.fault}`);
      // The files of a plain folder may be copies in which lines outside tables are blank.
      else if (!isSame && snapshot.commit !== null)
        this.#report(['files', index, 'sha256'], `the SHA-256 of ${path} is ${file.sha256}`);
    }
  }

  /** The file of a part of the source; null if it can't be read, which was reported with the list of files. */
  #file(snapshot: Snapshot, path: string | undefined): { path: string; file: SnapshotFile } | null {
    const known = pathOfFile(this.#source.value, path);
    const file = this.#files.file(snapshot, known);
    return 'fault' in file ? null : { path: known, file };
  }

  /** Compares words with the line that prints them. */
  #compareWords({ printed, path, line, sha256, commit, at, field }: WordsOutsideRows): void {
    const snapshot = this.#snapshotOf(commit, at);
    const found = snapshot && this.#file(snapshot, path);
    if (found === null) return;
    this.result.words += 1;
    // Words without a line are in the path, which the rules of `check` compare.
    if (line === undefined) return;
    const text = this.#compareLine(found, line, sha256, at);
    if (text !== null && !printedText(text).includes(printedText(printed)))
      this.#report(
        [...at, field],
        `line ${line} of ${found.path} does not contain these words; it is: ${excerpt(printedText(text))}`,
      );
  }

  /** Compares the hash of a line, and returns its text; null if there is no such line. */
  #compareLine(
    { path, file }: { path: string; file: SnapshotFile },
    line: number,
    sha256: string | undefined,
    at: PathInSource,
  ): string | null {
    const bytes = file.lines[line - 1];
    if (bytes === undefined) {
      this.#report([...at, 'line'], `${path} has only ${file.lines.length} lines`);
      return null;
    }
    const actual = lineHash(bytes);
    if (sha256 !== undefined && sha256 !== actual)
      this.#report([...at, 'sha256'], `the SHA-256 of line ${line} of ${path} is ${actual}`);
    return Buffer.from(bytes).toString();
  }

  #compareTable(table: AuthoredTable, index: number): void {
    const path = ['tables', index];
    const rows = table.rows.map((row, position) => ({ row, path: [...path, 'rows', position] }));
    for (const { row, path } of rows) {
      if (row.seen !== undefined) this.#compareDay(row.commit, row.seen, [...path, 'seen']);
      this.#compareWithdrawal(row.withdrawn, path);
    }
    for (const [commit, group] of groupBy(rows, ({ row }) => row.commit)) {
      const snapshot = this.#snapshotOf(commit, group[0]?.path ?? []);
      const columns = new Set(group.flatMap(({ row }) => Object.keys(row.cells)));
      if (snapshot !== null) this.#compareRows(table, path, [...columns], group, snapshot);
    }
  }

  #compareRows(
    table: AuthoredTable,
    at: PathInSource,
    columns: readonly string[],
    recorded: readonly { row: AuthoredRow; path: PathInSource }[],
    snapshot: Snapshot,
  ): void {
    const found = this.#file(snapshot, table.path);
    if (found === null) return;
    const tables = found.file.tables();
    if ('fault' in tables) {
      this.#report([...at, 'path'], `${found.path} ${tables.fault}`);
      return;
    }
    const printed = findRows(tables, table.heading, columns);
    if ('missing' in printed) {
      const { at: part, message, hint } = missingInWords(found.path, table.heading, printed);
      this.#report([...at, ...part], message, hint);
      return;
    }
    const candidates = candidatesIn(printed.rows);
    const uses = new Map(Object.entries(table.columns));
    const symbols = new Set(columns.filter((column) => typeof uses.get(column) !== 'string'));
    for (const { row, path } of recorded) {
      this.#compareLine(found, row.line, row.sha256, path);
      this.#compareRow(row, path, candidates(row), symbols);
    }
  }

  #compareRow(
    row: AuthoredRow,
    path: PathInSource,
    candidates: readonly FoundRow[],
    symbols: ReadonlySet<string>,
  ): void {
    const cells = Object.entries(row.cells);
    this.result.cells += cells.length;
    const differences = candidates.map((candidate) =>
      cells.flatMap(([column, printed]) => {
        const cell = candidate.cells.get(column);
        if (cell === undefined) return [{ column, message: 'the repository prints no cell here' }];
        if (cell.text !== printed)
          return [{ column, message: `the repository prints ${quoted(cell.text)} here` }];
        return symbols.has(column) && cell.line !== row.line
          ? [{ column, message: `the repository prints this symbol on line ${cell.line}` }]
          : [];
      }),
    );
    const [best] = differences.sort((a, b) => a.length - b.length);
    if (best === undefined) this.#report([...path, 'line'], 'the table has no row on this line');
    for (const { column, message } of best ?? []) this.#report([...path, 'cells', column], message);
  }

  #report(path: PathInSource, message: string, hint: string | null = null): void {
    this.result.faults.push(errorAt('verify', message, this.#source.place(path), hint));
  }
}

const quoted = (text: string): string => (text === '' ? 'an empty cell' : `“${excerpt(text)}”`);

/** The most printed rows that a recorded row is compared with; more only if a line prints more rows that are alike. */
const MAX_CANDIDATES = 100;

/**
 * Returns a function that lists the printed rows with a cell on the line of a recorded row: those that share its rarest cell,
 * because a line of HTML or JSON can contain thousands of rows; otherwise the first ones.
 */
function candidatesIn(rows: readonly FoundRow[]): (row: AuthoredRow) => FoundRow[] {
  const byLine = new Map<number, FoundRow[]>();
  const byCell = new Map<string, FoundRow[]>();
  const keyOf = (line: number, column: string, text: string) => JSON.stringify([line, column, text]);
  for (const row of rows)
    for (const line of new Set([...row.cells.values()].map((cell) => cell.line))) {
      addTo(byLine, line, row);
      for (const [column, { text }] of row.cells) addTo(byCell, keyOf(line, column, text), row);
    }
  return ({ line, cells }) => {
    const alike = Object.entries(cells)
      .flatMap(([column, printed]) => {
        const found = byCell.get(keyOf(line, column, printed));
        return found ? [found] : [];
      })
      .sort((a, b) => a.length - b.length);
    return (alike[0] ?? byLine.get(line) ?? []).slice(0, MAX_CANDIDATES);
  };
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
