/** A SQLite file as a store. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { fail } from '../../model/errors.ts';
import type { Store } from '../store.ts';
import { sqliteDialect } from './dialect.ts';
import { type Database, isCorruption, openDatabase, sqliteErrorKind } from './driver.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { type Sql, sqlStore } from './sql-store.ts';

/** Marks a file as written by chipkb: “chkb” in ASCII, as SQLite's `application_id`. */
export const APPLICATION_ID = 0x63686b62;

/** A store over an open database. `toKnownError` returns what is thrown for an error of SQLite; `afterQuery` may throw too. */
export function databaseStore(
  database: Database,
  toKnownError: (error: unknown) => Error,
  afterQuery: () => void = () => {},
): Store {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  const sql: Sql = {
    dialect: sqliteDialect,
    async rows<T>(query: string, ...parameters: (string | number)[]) {
      try {
        const statement = prepared.get(query) ?? database.prepare(query);
        prepared.set(query, statement);
        const rows = statement.all(...parameters) as T[];
        afterQuery();
        return rows;
      } catch (error) {
        throw sqliteErrorKind(error) === null ? error : toKnownError(error);
      }
    },
  };
  return sqlStore(sql);
}

/** A store over a file that `chipkb build` made. Throws a known error if it is not such a file. */
export async function openDatabaseFile(path: string): Promise<Store> {
  const header = readHeader(path);
  if (header === null && !isReadable(path)) throw fail.mayNotRead(path);
  if (header?.application !== APPLICATION_ID) throw fail.notBuilt(path);
  if (header.version !== SCHEMA_VERSION) throw fail.otherFormat(path, header.version, SCHEMA_VERSION);
  const database = openDatabase(path, true);
  if (database === null) throw fail.noSqlite();
  return databaseStore(database, (error) =>
    isCorruption(error) ? fail.damaged(path) : fail.unreadable(path, (error as Error).message),
  );
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

/** What the header of a SQLite file says; null if it is not one. SQLite itself would take longer to load. */
function readHeader(path: string): { application: number; version: number } | null {
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
  return { application: header.readUInt32BE(68), version: header.readUInt32BE(60) };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
