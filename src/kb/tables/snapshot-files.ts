/** The files of a repository at the commits that a source names, each read once. */
import { splitLines } from '../../import/tables/lines.ts';
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
  tables(): PrintedTables | FileFault;
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
export const snapshotFile = (path: string, bytes: Uint8Array): SnapshotFile => ({
  sha256: sha256(bytes),
  lines: splitLines(bytes),
  tables: once(() => readTables(path, bytes)),
});
