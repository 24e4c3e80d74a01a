/** A SQLite file as a store. */
import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { fail } from '../../model/errors.ts';
import { once } from '../../model/once.ts';
import type { Store } from '../store.ts';
import { sqliteDialect } from './dialect.ts';
import { type Database, isCorruption, loadDriver, sqliteErrorKind } from './driver.ts';
import { SCHEMA_VERSION, STATISTICS, statements } from './schema.ts';
import { type Sql, sqlStore } from './sql-store.ts';
import { type Form, InvalidRow, type Row } from './stored-records.ts';

/** Marks a file as written by chipkb: “chkb” in ASCII, as SQLite's `application_id`. */
export const APPLICATION_ID = 0x63686b62;

/** The most UTF-16 units that a query returns, in addition to twice the bytes of the file. Damaged pages can repeat rows forever. */
const MAX_UNITS = 32 * 1024 * 1024;

/** What a row costs in memory, in UTF-16 units: its texts and about as much again for the rest. */
function unitsOf(row: Row): number {
  let units = 100;
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'string') units += value.length;
  }
  return units;
}

/** A store over an open database. `toKnownError` returns what is thrown for an error of SQLite; `afterQuery` may throw too. */
export function databaseStore(
  database: Database,
  toKnownError: (error: unknown) => Error,
  afterQuery: () => void = () => {},
): Store {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  const bytes = once(() => numberOf(database, 'page_count') * numberOf(database, 'page_size'));
  const sql: Sql = {
    dialect: sqliteDialect,
    async rows<T>(form: Form<T>, query: string, ...parameters: (string | number)[]) {
      try {
        const statement = prepared.get(query) ?? database.prepare(query);
        prepared.set(query, statement);
        let unitsLeft = MAX_UNITS + 2 * bytes();
        const rows: Row[] = [];
        for (const row of statement.iterate(...parameters) as Iterable<Row>) {
          unitsLeft -= unitsOf(row);
          if (unitsLeft < 0) throw new InvalidRow(`table ${form.table}: it repeats rows`);
          rows.push(row);
        }
        afterQuery();
        return rows.map((row) => readRow(form, row));
      } catch (error) {
        throw sqliteErrorKind(error) === null ? error : toKnownError(error);
      }
    },
  };
  return sqlStore(sql);
}

function readRow<T>({ table, read, isValid }: Form<T>, row: Row): T {
  const value = read(row);
  if (isValid(value)) return value;
  const { id } = (value ?? row) as { id?: unknown };
  throw new InvalidRow(typeof id === 'string' ? `${table} “${id.slice(0, 100)}”` : `row of ${table}`);
}

const numberOf = (database: Database, pragma: string): number =>
  Number(Object.values(database.prepare(`pragma ${pragma}`).get() as Row)[0]);

/** A store over a file that `chipkb build` made. Throws a known error if it is not such a file. */
export async function openDatabaseFile(path: string): Promise<Store> {
  const header = readHeader(path);
  if (header === null && !isReadable(path)) throw fail.mayNotRead(path);
  if (header?.application !== APPLICATION_ID) throw fail.notBuilt(path);
  if (header.version !== SCHEMA_VERSION) throw fail.otherFormat(path, header.version, SCHEMA_VERSION);
  // In another journal mode, SQLite writes files beside a database that it only reads.
  if (header.journalMode !== ROLLBACK_JOURNAL) throw fail.changedByOthers(path, 'its journal mode');
  const journal = [`${path}-journal`, `${path}-wal`].find((beside) => existsSync(beside));
  if (journal !== undefined) throw fail.hasJournal(path, journal);
  const open = loadDriver();
  if (open === null) throw fail.noSqlite();
  const toKnownError = (error: unknown): Error => {
    if (error instanceof InvalidRow) return fail.changedByOthers(path, error.message);
    return isCorruption(error) ? fail.damaged(path) : fail.unreadable(path, (error as Error).message);
  };
  try {
    const database = open(path, true);
    const other = differenceInSchema(database);
    if (other !== null) throw fail.changedByOthers(path, other);
    return databaseStore(database, toKnownError);
  } catch (error) {
    throw sqliteErrorKind(error) === null ? error : toKnownError(error);
  }
}

/** What the schema of a database contains or lacks, other than what this program writes; null if it is the same. */
function differenceInSchema(database: Database): string | null {
  const query = `select name, ${sqliteDialect.limited('sql')} as sql from sqlite_schema where sql is not null`;
  const found = database.prepare(query).all() as Row[];
  const isCached = found.some(({ name }) => name === '_origin');
  const missing = new Set(statements(isCached ? 'cached' : 'published'));
  const other = found.find(({ sql }) => !missing.delete(String(sql)) && !STATISTICS.has(String(sql)));
  if (other) return `“${String(other.name)}” in its schema`;
  return missing.size > 0 ? 'its schema' : null;
}

/** Whether a file is a database of chipkb, of any version. */
export const isChipkbFile = (path: string): boolean => readHeader(path)?.application === APPLICATION_ID;

/** Whether a file is a database of chipkb, of this version. */
export function isCurrentVersion(path: string): boolean {
  const header = readHeader(path);
  return header?.application === APPLICATION_ID && header.version === SCHEMA_VERSION;
}

/** The first bytes of every SQLite file (https://sqlite.org/fileformat.html#the_database_header). */
const MAGIC = 'SQLite format 3\0';

/** The version numbers for writing and reading of a file without a write-ahead log. */
const ROLLBACK_JOURNAL = 0x0101;

/** What the header of a SQLite file says; null if it is not one. SQLite itself would take longer to load. */
function readHeader(path: string): { application: number; version: number; journalMode: number } | null {
  const header = Buffer.alloc(100);
  try {
    if (!statSync(path).isFile()) return null;
    const file = openSync(path, 'r');
    try {
      readSync(file, header);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  return {
    application: header.readUInt32BE(68),
    version: header.readUInt32BE(60),
    journalMode: header.readUInt16BE(18),
  };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
