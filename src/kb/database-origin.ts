/** What the cached database of a folder was built from. A database that the user builds contains none of this. */
import { diskFiles, type Files } from '../load/files.ts';
import { addAll } from '../model/add-all.ts';
import type { Database } from '../store/sql/driver.ts';
import type { FileInput, FolderInput } from './cache/inputs.ts';
import { fingerprintedInputs, type ReadLog, trackReads } from './cache/track-inputs.ts';

export interface Origin {
  /** The build of the program. */
  build: string;
  folder: string;
  folders: readonly FolderInput[];
  files: readonly OriginFile[];
}

/** A file that was read. */
export interface OriginFile extends FileInput {
  /** The YAML file whose records depend on it, relative to kb.yaml; its text has another path. */
  yaml: string;
}

/** Reads the files of a folder and records which YAML file each of them was read for. */
export class OriginLog {
  readonly files: Files;
  readonly #log: ReadLog;
  readonly #folder: string;
  readonly #read: OriginFile[] = [];

  constructor(folder: string) {
    const { files, log } = trackReads(diskFiles, folder);
    this.files = files;
    this.#log = log;
    this.#folder = folder;
  }

  /** Attributes what was read since the last call to a YAML file. */
  attributeTo(yaml: string): void {
    const files = this.#log.files.splice(0);
    const read = fingerprintedInputs({ ...this.#log, files }).files.map((file) => ({ ...file, yaml }));
    addAll(this.#read, read);
  }

  origin(build: string): Origin {
    return { build, folder: this.#folder, folders: this.#log.folders, files: this.#read };
  }
}

/** Replaces the origin in a database. */
export function writeOrigin(database: Database, origin: Origin): void {
  database.exec('delete from _origin');
  database.prepare('insert into _origin values (?)').run(JSON.stringify(origin));
}

/** @throws an error if the database is damaged or is not a cached one. */
export const readOrigin = (database: Database): Origin =>
  JSON.parse((database.prepare('select value from _origin').get() as { value: string }).value);

/** Whether a database was written by this build of the program, of this folder. */
export const isOriginOf = (origin: Origin, { build, folder }: { build: string; folder: string }): boolean =>
  origin.build === build && origin.folder === folder;
