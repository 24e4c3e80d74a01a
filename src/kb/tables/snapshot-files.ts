/** The files of a repository at the commits that a source names, each read once. */
import { splitLines } from '../../import/tables/lines.ts';
import { printedText } from '../../import/tables/printed-text.ts';
import { readTables } from '../../import/tables/read-tables.ts';
import type { Repository, Snapshot } from '../../load/repository.ts';
import type { RepositoryFault } from '../../model/errors.ts';
import type { FileFault } from '../../model/files.ts';
import { once } from '../../model/once.ts';
import type { PrintedTables } from '../../model/printed-tables.ts';
import { sha256 } from '../../model/sha256.ts';

/** A file at a commit. */
export interface SnapshotFile {
  sha256: string;
  /** Its lines without their line ends. */
  lines: readonly Uint8Array[];
  /** The texts of its lines, with spaces collapsed. */
  texts(): readonly string[];
  tables(): PrintedTables | FileFault;
  /** The lines on which a cell with this text starts. */
  linesOfCell(text: string): ReadonlySet<number>;
}

/** Reads the files of a repository at several commits. */
export class SnapshotFiles {
  readonly repository: Repository;
  readonly #snapshots = new Map<string, Snapshot | RepositoryFault>();
  readonly #files = new Map<string, SnapshotFile | FileFault>();

  constructor(repository: Repository) {
    this.repository = repository;
  }

  /** The repository at a commit. */
  at(commit: string): Snapshot | RepositoryFault {
    const snapshot = this.#snapshots.get(commit) ?? this.repository.at(commit);
    this.#snapshots.set(commit, snapshot);
    return snapshot;
  }

  /** A file at a commit; a fault is in words that follow its path. */
  file(snapshot: Snapshot, path: string): SnapshotFile | FileFault {
    const key = `${snapshot.commit?.id}:${path}`;
    const file = this.#files.get(key) ?? readFile(snapshot, path);
    this.#files.set(key, file);
    return file;
  }
}

function readFile(snapshot: Snapshot, path: string): SnapshotFile | FileFault {
  const read = snapshot.read(path);
  return 'fault' in read ? read : snapshotFile(path, read.bytes);
}

/** A file with this content. */
export function snapshotFile(path: string, bytes: Uint8Array): SnapshotFile {
  const lines = splitLines(bytes);
  const tables = once(() => readTables(path, bytes));
  const cells = once(() => linesByCell(tables()));
  return {
    sha256: sha256(bytes),
    lines,
    texts: once(() => lines.map((line) => printedText(Buffer.from(line).toString()))),
    tables,
    linesOfCell: (text) => cells().get(text) ?? new Set(),
  };
}

function linesByCell(printed: PrintedTables | FileFault): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>();
  for (const { rows } of 'fault' in printed ? [] : printed.tables)
    for (const { cells } of rows)
      for (const cell of cells) {
        if (cell === null) continue;
        const known = lines.get(cell.text);
        if (known) known.add(cell.line);
        else lines.set(cell.text, new Set([cell.line]));
      }
  return lines;
}
