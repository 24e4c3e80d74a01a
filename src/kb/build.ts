/** Builds a knowledge base into one SQLite file. */
import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { diskFiles } from '../load/files.ts';
import { findTexts, type KbFiles, Loader, type LoadOptions } from '../load/load-kb.ts';
import { resolveSymlinks } from '../load/texts.ts';
import { metaOf } from '../load/to-records.ts';
import { addAll } from '../model/add-all.ts';
import { fail } from '../model/errors.ts';
import { listFolder } from '../model/files.ts';
import { compareFindings, type Finding, hasError, shownPath } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import type { Kind } from '../model/vocabulary.ts';
import { type Database, loadDriver, type OpenDatabase, sqliteErrorKind } from '../store/sql/driver.ts';
import { datasetteMetadata, isDatasetteMetadata } from '../store/sql/metadata.ts';
import type { DatabaseUse } from '../store/sql/schema.ts';
import { isChipkbFile } from '../store/sql/sqlite.ts';
import { firstOrdinal, Writer } from '../store/sql/writer.ts';
import { isPrivate } from './cache/paths.ts';
import { findCycles, findWrongOrigins, setFirstParty } from './cross-source.ts';
import { OriginLog } from './database-origin.ts';
import { loadAndCheck } from './load-and-check.ts';
import { entityFileRecords, readEntities, readSource, withoutText } from './read-records.ts';
import { type OpenOptions, readConsistently } from './write/consistent-read.ts';

export interface WriteOptions extends OpenOptions {
  /** Called after each YAML file. */
  onProgress(done: number, all: number): void;
}

export interface BuildOptions extends WriteOptions {
  /** The file to write; absolute. */
  target: string;
  /** The file of Datasette metadata to write; absolute. Null if none is wanted. */
  metadata: string | null;
  /** Whether the file contains the texts of the sources. */
  withTexts: boolean;
  /** Runs `undo` if the program is interrupted; returns a function that cancels this. */
  onInterrupt(undo: () => void): () => void;
}

/** The number of YAML files that were read, or the findings if the data has errors. */
export type Written = { files: number } | { findings: Finding[] };

/** What is written into a database. */
interface Contents {
  use: DatabaseUse;
  withTexts: boolean;
}

/** How the temporary folder of a build starts; it contains `DATABASE` and perhaps `METADATA`. */
const TEMPORARY = '.chipkb-build-';
const DATABASE = 'kb.db';
const METADATA = 'metadata.json';

/** A build that wrote nothing for this time, in milliseconds, was killed. */
const MAX_PAUSE_MS = 60 * 60 * 1000;

/**
 * Writes a knowledge base into a file, as a whole or not at all. The file is first written in a folder that only the user may
 * enter, because SQLite opens files by name: in a shared folder, somebody could put a link there. The file can be published: it
 * contains no paths of this machine and no times, and the same data gives the same bytes with the same Node. Throws `usage` if the
 * target is inside the knowledge base, `already-there` if no build created it, `no-sqlite`, and `unwritable`.
 */
export async function buildKb(options: BuildOptions): Promise<Written> {
  const { target, metadata } = options;
  const open = loadDriver();
  if (open === null) throw fail.noSqlite();
  expectReplaceable(target, isChipkbFile, options);
  if (metadata !== null) expectReplaceable(metadata, isMetadataFile, options);
  removeLeftOvers(dirname(target));
  const folder = orUnwritable(target, () => mkdtempSync(join(dirname(target), TEMPORARY)));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // A later build removes it.
    }
  };
  const cancel = options.onInterrupt(remove);
  const file = join(folder, DATABASE);
  try {
    const built = readConsistently(options, () => buildOnce(open, file, options));
    if ('files' in built) {
      orUnwritable(target, () => renameSync(file, target));
      if (metadata !== null) orUnwritable(metadata, () => renameSync(join(folder, METADATA), metadata));
    }
    return built;
  } catch (error) {
    throw knownSqliteError(error, target);
  } finally {
    remove();
    cancel();
  }
}

/** Expects a target outside the knowledge base that does not exist, or that a build created. */
function expectReplaceable(target: string, isOurs: (path: string) => boolean, options: LoadOptions): void {
  const shown = shownPath(target, options.shownFrom);
  const existing = orUnwritable(target, () => lstatSync(target, { throwIfNoEntry: false }));
  if (existing?.isSymbolicLink()) throw fail.throughLink(shown);
  if (existing && !isOurs(target)) throw fail.notOurs(shown);
  const folders = [options.folder, findTexts(options)].filter((folder) => folder !== null);
  const real = resolveSymlinks(diskFiles, target);
  if (folders.some((folder) => isInside(resolveSymlinks(diskFiles, folder), real)))
    throw fail.usage(`${shown} is inside the knowledge base`, 'Name a file outside it with --output.');
}

function isMetadataFile(path: string): boolean {
  try {
    return isDatasetteMetadata(readFileSync(path, 'utf8'));
  } catch {
    // A folder, or a file that the user can't read.
    return false;
  }
}

/** Removes what builds that were killed left beside the target. */
function removeLeftOvers(folder: string): void {
  for (const leftOver of listFolder(folder).filter((name) => name.startsWith(TEMPORARY))) {
    const left = join(folder, leftOver);
    const file = join(left, DATABASE);
    try {
      const stat = lstatSync(left);
      const { mtimeMs } = lstatSync(file, { throwIfNoEntry: false }) ?? stat;
      if (!stat.isDirectory() || !isPrivate(stat) || Math.abs(Date.now() - mtimeMs) < MAX_PAUSE_MS) continue;
      for (const name of [DATABASE, METADATA]) rmSync(join(left, name), { force: true });
      rmdirSync(left);
    } catch {
      // It belongs to somebody else, or another build was faster.
    }
  }
}

/** The result of `work`; its errors of the system become the known error `unwritable`. */
function orUnwritable<T>(target: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fail.unwritable(target, String((error as NodeJS.ErrnoException).code));
  }
}

function buildOnce(open: OpenDatabase, file: string, options: BuildOptions): Written {
  rmSync(file, { force: true });
  const database = open(file, false);
  try {
    // The file is renamed when it is complete, so it need not survive a crash before that.
    database.exec(`pragma page_size = 8192; pragma journal_mode = memory; pragma synchronous = off;
      pragma cache_size = -65536; pragma temp_store = memory; begin`);
    const contents = { use: 'published', withTexts: options.withTexts } as const;
    const built = writeKb(database, options, new OriginLog(options.folder), contents);
    database.exec('files' in built ? 'commit' : 'rollback');
    if (options.metadata !== null && 'files' in built)
      writeFileSync(join(dirname(file), METADATA), datasetteMetadata(database, parse(options.target).name));
    return built;
  } finally {
    database.close();
  }
}

/** SQLite's errors while writing, and the system errors behind them. */
const WRITE_ERRORS = new Map<unknown, string>([
  [10, 'EIO'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

function knownSqliteError(error: unknown, target: string): unknown {
  const kind = sqliteErrorKind(error);
  return typeof kind === 'number'
    ? fail.unwritable(target, WRITE_ERRORS.get(kind) ?? (error as Error).message)
    : error;
}

/** Writes a knowledge base into an empty database, in a transaction of the caller. `log` records what is read. */
export function writeKb(
  database: Database,
  options: WriteOptions,
  log: OriginLog,
  contents: Contents,
): Written {
  const loader = new Loader({ ...options, files: log.files });
  const opened = loader.open();
  log.attributeTo('kb.yaml');
  if (hasError(opened.findings)) return { findings: reportFindings(options, opened, opened.findings) };
  // An exception that is no longer needed is an error. Only a run of all rules on all records can find it.
  const checked = opened.kb?.value.exceptions === undefined ? [] : loadAndCheck(options).findings;
  if (hasError(checked)) return { findings: checked };
  const errors = writeAll(database, loader, opened, log, options, contents);
  return errors.length > 0
    ? { findings: reportFindings(options, opened, errors) }
    : { files: opened.entityFiles.length + opened.sourceFiles.length };
}

/** Writes all records. Returns the errors in them; if there are any, the database is incomplete. */
function writeAll(
  database: Database,
  loader: Loader,
  { kb, texts, entityFiles, sourceFiles }: KbFiles,
  log: OriginLog,
  { onProgress, folder, shownFrom }: WriteOptions,
  { use, withTexts }: Contents,
): Finding[] {
  const all = entityFiles.length + sourceFiles.length;
  let done = 0;
  const afterFile = (file: string) => {
    log.attributeTo(file);
    onProgress(++done, all);
  };
  const writer = new Writer(database);
  writer.create(use);
  writer.setMeta(metaOf(kb?.value));

  const read = readEntities(loader, entityFiles, afterFile);
  if (read.errors.length > 0) return read.errors;
  const kinds = new Map<string, Kind>();
  for (const index of read.files.keys()) {
    // Removed from the list, so that its memory is free when it is written.
    const [file] = read.files.splice(index, 1, { file: '', entities: [] });
    if (file === undefined) continue;
    for (const { value } of file.entities) kinds.set(value.id, value.kind);
    writer.insertEntities(entityFileRecords(file), firstOrdinal(index));
  }

  const errors: Finding[] = [];
  for (const [index, file] of sourceFiles.entries()) {
    const source = readSource(loader, file, texts, kinds);
    if ('errors' in source) addAll(errors, source.errors);
    else if (errors.length === 0) {
      const records = withTexts ? source.records : withoutText(source.records);
      writer.insertSource(records, firstOrdinal(index));
    }
    afterFile(file);
  }
  if (errors.length > 0) return errors;
  writer.finish(use);
  setFirstParty(database);
  const show = (file: string) => shownPath(join(folder, file), shownFrom);
  return [...findCycles(database, show), ...findWrongOrigins(database, show)];
}

/** With more bytes of YAML, not all records fit in memory. */
const MAX_BYTES_IN_MEMORY = 64_000_000;

/** Returns what `check` reports. If the data is too large to check as a whole, returns only the given errors, sorted. */
export function reportFindings(
  options: LoadOptions,
  { entityFiles, sourceFiles }: KbFiles,
  errors: readonly Finding[],
): Finding[] {
  const bytes = [...entityFiles, ...sourceFiles]
    .map((file) => statSync(join(options.folder, file), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
  const all = bytes > MAX_BYTES_IN_MEMORY ? [] : loadAndCheck(options).findings;
  return hasError(all) ? all : [...errors].sort(compareFindings);
}
