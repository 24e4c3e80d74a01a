/** Joins load, check and database: a folder becomes one file of SQLite, or a list of faults. */
import { constants, copyFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kill, pid } from 'node:process';
import { findTexts } from '../load/load-kb.ts';
import { fail } from '../model/errors.ts';
import { compareFindings, type Finding, hasError } from '../model/finding.ts';
import { type Database, failureOf, openDatabase } from '../store/sql/driver.ts';
import { NameIndexRows } from '../store/sql/name-index-rows.ts';
import { isCorruption, openIfCurrentVersion } from '../store/sql/sqlite.ts';
import { Writer } from '../store/sql/writer.ts';
import { findCircles } from './build/circles.ts';
import { Ingest } from './build/ingest.ts';
import { inputsTogether, keptOf } from './build/kept.ts';
import { OldRecords } from './build/old-records.ts';
import { type Plan, readPlan } from './build/plan.ts';
import { Pool } from './build/pool.ts';
import { type Changes, changesSince, update } from './build/update.ts';
import { writeAll } from './build/write.ts';
import { loadAndCheck, type OpenOptions } from './load-and-check.ts';
import { readConsistentlyAsync } from './write/consistent-read.ts';
import { toKnownError } from './write/system-error.ts';

/** How to build. */
export interface BuildOptions extends OpenOptions {
  /** The file that is made; absolute. */
  target: string;
  /** Which build of the program this is: only what it made itself is brought up to date, all else made anew. */
  build: string;
  /** The file that threads run; null to work in this one. */
  threads: string | null;
  /** Told after each file how many of all are done. */
  onProgress(done: number, all: number): void;
  /** Has `undo` run where the program is interrupted, until the function that it gives is called. */
  onInterrupt(undo: () => void): () => void;
}

/** A file that was built. */
export interface Built {
  /** `made`: all anew; `updated`: what had changed; `fresh`: nothing had. */
  how: 'made' | 'updated' | 'fresh';
  /** How many files of YAML were read, of how many. */
  read: number;
  files: number;
}

/** Builds a knowledge base into `target`, whole or not at all; gives its findings where it has errors. */
export async function buildKb(options: BuildOptions): Promise<Built | { findings: Finding[] }> {
  const { target, folder } = options;
  const temporary = `${target}.${pid}.new`;
  const remove = () => rmSync(temporary, { force: true });
  const done = options.onInterrupt(remove);
  try {
    removeLeftOver(target);
    // In the folder itself, a file that comes later would look like a writer's coming.
    empty(temporary);
    const built = await readConsistentlyAsync(
      folder,
      () => findTexts(options),
      options.onWait ?? (() => {}),
      () => buildOnce(options, temporary),
    );
    if (!('findings' in built) && built.how !== 'fresh') renameSync(temporary, target);
    return built;
  } catch (error) {
    throw toKnownError(sqliteFailure(error, target), target);
  } finally {
    remove();
    done();
  }
}

/** Makes a file empty; where it can't be made, whoever writes to it says why. */
function empty(file: string): void {
  try {
    writeFileSync(file, '');
  } catch {
    // Nothing may be there to write.
  }
}

/** What SQLite says where the system lets it not write, by the code of the system. */
const SQLITE_FAILURES = new Map<unknown, string>([
  [10, 'EIO'],
  [13, 'ENOSPC'],
  [14, 'EACCES'],
]);

/** A failure of SQLite to write as a known error; any other error as it is. */
function sqliteFailure(error: unknown, target: string): unknown {
  const code = SQLITE_FAILURES.get(failureOf(error));
  return code === undefined ? error : fail.unwritable(target, code);
}

/** Files that builds of processes left which are no more. */
function removeLeftOver(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    const [, owner] = name.startsWith(`${basename(target)}.`) ? (/\.(\d+)\.new$/.exec(name) ?? []) : [];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(dirname(target), name), { force: true });
  }
}

function isAlive(process: number): boolean {
  try {
    return kill(process, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function buildOnce(options: BuildOptions, temporary: string): Promise<Built | { findings: Finding[] }> {
  const plan = readPlan(options);
  const { kb, findings, entityFiles, sourceFiles } = plan;
  if (hasError(findings)) return { findings: allFindings(options, plan, findings) };
  // An exception is an error once nothing needs it: only all rules over all records tell.
  const all = kb?.value.exceptions ? loadAndCheck(options).findings : [];
  if (hasError(all)) return { findings: all };
  const files = entityFiles.length + sourceFiles.length;
  const changes = await unlessDamaged(() => changesIn(options, plan));
  if (changes) {
    const read = changes.entityFiles.length + changes.sourceFiles.length;
    const others = changes.gone.length + changes.touched.length;
    if (read + others === 0 && !changes.areFoldersOther) return { how: 'fresh', read, files };
    const faults = await unlessDamaged(() => bringUpToDate(options, plan, changes, temporary));
    if (faults?.length === 0) return { how: 'updated', read, files };
    if (faults) return { findings: allFindings(options, plan, faults) };
  }
  empty(temporary);
  const faults = await makeAnew(options, plan, temporary);
  if (faults.length === 0) return { how: 'made', read: files, files };
  return { findings: allFindings(options, plan, faults) };
}

/** Of so many bytes of YAML not all records are held in memory. */
const MOST_IN_MEMORY = 64_000_000;

/** What `check` finds, where there are `faults`: one file at a time, one hides another, and only errors are looked for. */
function allFindings(options: BuildOptions, plan: Plan, faults: Finding[]): Finding[] {
  const bytes = [...plan.entityFiles, ...plan.sourceFiles].reduce(
    (sum, name) => sum + (statSync(join(options.folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  const all = bytes > MOST_IN_MEMORY ? [] : loadAndCheck(options).findings;
  return hasError(all) ? all : faults.sort(compareFindings);
}

/** What work on the file that is there gives; null where that is damaged, and is made anew. */
async function unlessDamaged<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // What the file says of itself is JSON.
    if (isCorruption(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What has changed since the file that is there was made; null where there is none that can be brought up to date. */
async function changesIn({ target, build, folder }: BuildOptions, plan: Plan): Promise<Changes | null> {
  const database = await openIfCurrentVersion(target);
  if (database === null) return null;
  try {
    const kept = keptOf(database);
    return kept.build === build && kept.folder === folder ? changesSince(kept, plan) : null;
  } finally {
    database.close();
  }
}

/** Makes the changes in a copy. */
async function bringUpToDate(
  options: BuildOptions,
  plan: Plan,
  changes: Changes,
  temporary: string,
): Promise<Finding[] | null> {
  copyFileSync(options.target, temporary, constants.COPYFILE_FICLONE);
  const database = await openOrFail(temporary);
  try {
    const writer = new Writer(database);
    writer.begin();
    const names = new NameIndexRows(database);
    const old = new OldRecords(database, names);
    const ingest = new Ingest(writer, names, plan.began, old.free());
    const findings = update(old, ingest, plan, changes);
    if (findings === null || findings.length > 0) return findings;
    ingest.end();
    writer.end(metaOf(options, plan, database));
    return findCircles(database, plan, changes.sourceFiles);
  } finally {
    release(database);
  }
}

/** Makes a new file; gives what is wrong, and then there is none. */
async function makeAnew(options: BuildOptions, plan: Plan, temporary: string): Promise<Finding[]> {
  const database = await openOrFail(temporary);
  const { folder, shownFrom, receiptsFile } = options;
  const pool = new Pool({ folder, shownFrom, receiptsFile }, options.threads);
  try {
    const writer = new Writer(database);
    writer.create();
    const ingest = new Ingest(writer, new NameIndexRows(null), plan.began, { line: 1, name: 1 });
    const findings = await writeAll(plan, ingest, pool, options.onProgress);
    if (findings.length === 0) {
      ingest.end();
      writer.finish(metaOf(options, plan, database));
      findings.push(...findCircles(database, plan, plan.sourceFiles));
    }
    return findings;
  } finally {
    await pool.end();
    release(database);
  }
}

/** Closes a database. What was begun and not ended is undone, since it would keep the file locked. */
function release(database: Database): void {
  try {
    database.exec('rollback');
  } catch {
    // All was ended.
  }
  database.close();
}

async function openOrFail(path: string): Promise<Database> {
  const database = await openDatabase(path, false);
  if (database === null) throw fail.noSqlite();
  return database;
}

/** What the file says of itself. */
const metaOf = (
  { build, folder }: BuildOptions,
  { kb, folders }: Plan,
  database: Database,
): Map<string, string> =>
  new Map([
    ...inputsTogether(database, folder),
    ['title', kb?.value.title ?? ''],
    ['description', kb?.value.description ?? ''],
    ['licence', kb?.value.licence ?? ''],
    ['build', build],
    ['folder', folder],
    ['folders', JSON.stringify(folders)],
  ]);
