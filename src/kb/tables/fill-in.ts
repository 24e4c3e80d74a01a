/** Completes a mapping from its repository: the rows of its tables, the lines of its words, and the hashes. */
import { lineHash } from '../../import/tables/lines.ts';
import type { Repository, Snapshot } from '../../load/repository.ts';
import { tableFile } from '../../model/authored.ts';
import { fail } from '../../model/errors.ts';
import { errorAt, type Finding } from '../../model/finding.ts';
import type {
  AuthoredPrinted,
  AuthoredRow,
  AuthoredSymbol,
  AuthoredTable,
  AuthoredTableSource,
  TableMapping,
} from '../../model/schema.ts';
import { isInAddress, type PathInSource, pathOfFile } from '../../model/table-source.ts';
import { missingInWords } from './find-rows.ts';
import type { MappingFile } from './mapping.ts';
import { excerpt, MAX_LINES } from './messages.ts';
import { recordRows } from './record-rows.ts';
import { relocate } from './relocate.ts';
import { type SnapshotFile, SnapshotFiles } from './snapshot-files.ts';
import type { Unrecorded } from './unrecorded.ts';
import { verifyTables } from './verify-tables.ts';

/** A table source whose `names` and `legend` may still lack entries. */
export interface FilledIn {
  source: AuthoredTableSource;
  /** What the files print and the mapping does not record; null if there are findings. */
  unrecorded: Unrecorded | null;
  findings: Finding[];
}

type TableHead = TableMapping['tables'][number];

/** The line on which words are printed. */
interface LineOfWords {
  path: string;
  line: number;
}

/** Completes a mapping. Throws a usage error if the repository lacks the commit. */
export function fillIn(mapping: MappingFile, repository: Repository): FilledIn {
  const snapshot = repository.at(mapping.value.commit ?? 'HEAD');
  if ('message' in snapshot) throw fail.usage(snapshot.message, snapshot.hint);
  return new Filler(mapping, repository, snapshot).fill();
}

class Filler {
  readonly #findings: Finding[] = [];
  readonly #mapping: MappingFile;
  readonly #repository: Repository;
  readonly #snapshot: Snapshot;
  readonly #files: SnapshotFiles;

  constructor(mapping: MappingFile, repository: Repository, snapshot: Snapshot) {
    this.#mapping = mapping;
    this.#repository = repository;
    this.#snapshot = snapshot;
    this.#files = new SnapshotFiles(repository);
  }

  fill(): FilledIn {
    const { value } = this.#mapping;
    const { commit } = this.#snapshot;
    const id = commit?.id ?? value.commit;
    const day = value.committed ?? commit?.day ?? undefined;
    if (id === undefined || day === undefined)
      this.#report(['files'], 'a folder that is not a clone has no commit', {
        hint: 'Write `commit` and `committed` of its files into the mapping, or name a clone with --from.',
      });
    const source: AuthoredTableSource = {
      ...value,
      commit: id ?? '',
      committed: day ?? '',
      files: value.files.map((file, index) => this.#file(file, ['files', index])),
      legend: Object.fromEntries(
        Object.entries(value.legend ?? {}).flatMap(([symbol, meaning]) =>
          meaning === null ? [] : [[symbol, this.#symbol(symbol, meaning, ['legend', symbol])]],
        ),
      ),
      names: Object.fromEntries(
        Object.entries(value.names ?? {}).flatMap(([label, meaning]) =>
          meaning === null ? [] : [[label, meaning]],
        ),
      ),
      tables: value.tables.map((table, index) => this.#table(table, ['tables', index])),
      ...(value.edges !== undefined && {
        edges: value.edges.map((edge, index) => ({
          ...edge,
          evidence: edge.evidence.map((one, position) =>
            this.#printed(one, ['edges', index, 'evidence', position], undefined),
          ),
        })),
      }),
    };
    // What a person wrote, such as the line of a legend, must be as printed too.
    if (this.#findings.length > 0) return { source, unrecorded: null, findings: this.#findings };
    const file = tableFile({ ...this.#mapping, value: source, origin: { file: '', path: [] } }, source.id);
    const { unrecorded, faults } = verifyTables(file, this.#repository);
    return { source, unrecorded, findings: faults };
  }

  #file({ path, sha256, changed }: TableMapping['files'][number], at: PathInSource) {
    const file = this.#read(path);
    if (file === null) {
      const read = this.#snapshot.read(path);
      this.#report([...at, 'path'], `${path} ${'fault' in read ? read.fault : ''}`);
    }
    const day = changed ?? this.#snapshot.lastChange(path);
    return {
      path,
      // The files of a plain folder may be copies in which lines outside tables are blank.
      sha256: (this.#snapshot.commit === null ? sha256 : undefined) ?? file?.sha256 ?? '',
      ...(day !== null && { changed: day }),
    };
  }

  #read(path: string): SnapshotFile | null {
    const file = this.#files.file(this.#snapshot, path);
    return 'fault' in file ? null : file;
  }

  /** The texts of the lines of a file, with spaces collapsed. */
  #linesOf(path: string): readonly string[] {
    return this.#read(path)?.texts() ?? [];
  }

  /** The lines that words may be on, in one file or in all files. `otherWords` are other words that their line should contain. */
  #linesWith(words: string, path: string | undefined, otherWords: string | null): LineOfWords[] {
    const paths = path === undefined ? this.#mapping.value.files.map((file) => file.path) : [path];
    return paths.flatMap((one) => {
      const file = this.#read(one);
      if (file === null) return [];
      const found = relocate(file, { words, sha256: null, otherWords, old: null, header: null });
      return (Array.isArray(found) ? found : [found]).map((line) => ({ path: one, line }));
    });
  }

  /** The only one of some lines; otherwise null, with a finding that names the candidates. */
  #only(words: string, lines: readonly LineOfWords[], at: PathInSource): LineOfWords | null {
    const [first] = lines;
    if (first !== undefined && lines.length === 1) return first;
    const shown = lines.slice(0, MAX_LINES).map((one) => this.#lineInWords(one));
    const more = lines.length > MAX_LINES ? ' …' : '';
    if (first === undefined)
      this.#report(at, `no line of the files prints “${words}”`, { hint: 'Write the words as printed.' });
    else
      this.#report(at, `“${words}” is printed on ${lines.length} lines`, {
        hint: `Write the \`line\` that is meant: ${shown.join('; ')}${more}`,
      });
    return null;
  }

  #lineInWords({ path, line }: LineOfWords): string {
    const text = this.#linesOf(path)[line - 1] ?? '';
    const place = this.#mapping.value.files.length > 1 ? `${path}:${line}` : String(line);
    return `${place} (${excerpt(text)})`;
  }

  /** `path` if it is needed: with several files. */
  #pathIn(path: string): { path?: string } {
    return this.#mapping.value.files.length > 1 ? { path } : {};
  }

  #symbol(symbol: string, meaning: AuthoredSymbol, at: PathInSource) {
    const { words, path } = meaning;
    if (words === undefined || meaning.line !== undefined) return meaning;
    // A legend prints the symbol on the line of its words.
    const found = this.#only(words, this.#linesWith(words, path, symbol), [...at, 'words']);
    return found === null ? meaning : { ...meaning, ...this.#pathIn(found.path), line: found.line };
  }

  /** Words with their line and its hash; unchanged if the path or the address of the repository prints them. `table` is the table for which they are given. */
  #printed(printed: AuthoredPrinted, at: PathInSource, table: GivenTable | undefined): AuthoredPrinted {
    const path = printed.path ?? table?.path;
    if (printed.line !== undefined) return { ...printed, ...this.#hashOf(path, printed.line) };
    if (isInAddress(this.#mapping.value, { ...printed, path })) return printed;
    const heading = table === undefined ? null : this.#headingLine(printed.printed, table);
    const found =
      heading ??
      this.#only(printed.printed, this.#linesWith(printed.printed, path, null), [...at, 'printed']);
    if (found === null) return printed;
    const isElsewhere = found.path !== pathOfFile(this.#mapping.value, table?.path);
    return {
      ...printed,
      ...(isElsewhere && { path: found.path }),
      line: found.line,
      ...this.#hashOf(found.path, found.line),
    };
  }

  /** The line of the innermost heading of a table that contains some words: the last one above the table that prints it and nothing else. */
  #headingLine(words: string, { path, heading, header }: GivenTable): LineOfWords | null {
    const inside = heading.findLast((text) => text.includes(words));
    if (inside === undefined) return null;
    const line = this.#linesOf(path).findLastIndex(
      (text, index) => index + 1 < header && bare(text) === bare(inside),
    );
    return line === -1 ? null : { path, line: line + 1 };
  }

  #hashOf(path: string | undefined, line: number): { sha256?: string } {
    const bytes = this.#read(pathOfFile(this.#mapping.value, path))?.lines[line - 1];
    return bytes === undefined ? {} : { sha256: lineHash(bytes) };
  }

  #table(table: TableHead, at: PathInSource): AuthoredTable {
    const path = pathOfFile(this.#mapping.value, table.path);
    const { rows, header } = this.#rows(table, path, at);
    const { given, columns, ...head } = table;
    const place: GivenTable = { path, heading: table.heading, header };
    return {
      ...head,
      ...(given !== undefined && {
        given: Object.fromEntries(
          Object.entries(given).flatMap(([field, printed]) =>
            printed === undefined ? [] : [[field, this.#printed(printed, [...at, 'given', field], place)]],
          ),
        ),
      }),
      columns,
      rows,
    };
  }

  /** The rows of a table, and the line of its header. */
  #rows(table: TableHead, path: string, at: PathInSource): { rows: AuthoredRow[]; header: number } {
    const nothing = { rows: [], header: 0 };
    const file = this.#read(path);
    if (file === null) return nothing;
    const found = recordRows(table, file);
    if ('fault' in found) {
      this.#report([...at, 'path'], `${path} ${found.fault}`);
      return nothing;
    }
    if ('missing' in found) {
      const { at: part, message, hint } = missingInWords(path, table.heading, found);
      this.#report([...at, ...part], message, { hint });
      return nothing;
    }
    return { rows: found.rows, header: found.header };
  }

  #report(path: PathInSource, message: string, { hint = null }: { hint?: string | null } = {}): void {
    this.#findings.push(errorAt('mapping', message, this.#mapping.place(path), hint));
  }
}

/** A table for which words are given. */
interface GivenTable {
  path: string;
  heading: readonly string[];
  /** The line of its header, from 1. */
  header: number;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** A line without the markup around its words. */
function bare(line: string): string {
  const start = line.search(LETTER_OR_DIGIT);
  let end = line.length;
  while (end > start && !LETTER_OR_DIGIT.test(line.charAt(end - 1))) end--;
  return line.slice(Math.max(0, start), end);
}
