/** The only import of SQLite: Node's own, from 22.13 on, otherwise the package with the same interface, if it is installed. */
import { createRequire, isBuiltin } from 'node:module';
import { InvalidRow } from './stored-records.ts';

/** The part of `DatabaseSync` that this program uses (https://nodejs.org/api/sqlite.html). */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): PreparedStatement;
  close(): void;
}

type SqlValue = string | number | bigint | null | Uint8Array;

interface PreparedStatement {
  all(...parameters: SqlValue[]): unknown[];
  iterate(...parameters: SqlValue[]): Iterable<unknown>;
  get(...parameters: SqlValue[]): unknown;
  run(...parameters: SqlValue[]): unknown;
}

interface Sqlite {
  DatabaseSync: new (
    path: string,
    options: { readOnly: boolean; enableForeignKeyConstraints: boolean },
  ) => Database;
}

/** How long a statement waits for another process that has locked the database, in milliseconds. */
const LOCK_TIMEOUT_MS = 2_000;

/** Opens a database, and creates the file unless `readOnly`. */
export type OpenDatabase = (path: string, readOnly: boolean) => Database;

/** Loads SQLite; null if none is installed. */
export function loadDriver(): OpenDatabase | null {
  const sqlite = loadSqlite();
  if (sqlite === null) return null;
  return (path, readOnly) => {
    const database = new sqlite.DatabaseSync(path, { readOnly, enableForeignKeyConstraints: false });
    // The file may be hostile: views run no functions with side effects, and damaged pages are found when they are read.
    database.exec(`pragma busy_timeout = ${LOCK_TIMEOUT_MS}; pragma trusted_schema = off; pragma cell_size_check = on;
      pragma query_only = ${readOnly ? 'on' : 'off'}`);
    return database;
  };
}

/** Opens a database; null if no SQLite is installed. */
export const openDatabase = (path: string, readOnly: boolean): Database | null =>
  loadDriver()?.(path, readOnly) ?? null;

// By `require`, which loads the package faster than `import` does.
function loadSqlite(): Sqlite | null {
  const require = createRequire(import.meta.url);
  if (isBuiltin('node:sqlite')) return require('node:sqlite');
  try {
    return require('@photostructure/sqlite');
  } catch {
    return null;
  }
}

/**
 * SQLite's errors about the machine rather than the file (https://sqlite.org/rescode.html), by code and by message: the package
 * gives some errors without their code.
 */
const ENVIRONMENT_ERRORS = new Map([
  [5, 'database is locked'],
  [6, 'database table is locked'],
  [7, 'out of memory'],
  [8, 'attempt to write a readonly database'],
  [9, 'interrupted'],
  [10, 'disk I/O error'],
  [13, 'database or disk is full'],
  [14, 'unable to open database file'],
  [23, 'authorization denied'],
]);

/** The code of an error about the machine; 'file' for any other error of SQLite; null for errors of something else. */
export function sqliteErrorKind(error: unknown): number | 'file' | null {
  const { code, errcode = 0, message } = error as { code?: unknown; errcode?: number; message?: string };
  // An integer in a row that JavaScript has no number for.
  if (error instanceof InvalidRow || code === 'ERR_OUT_OF_RANGE') return 'file';
  if (code !== 'ERR_SQLITE_ERROR') return null;
  // The primary code is the low byte.
  const known = [...ENVIRONMENT_ERRORS].find(([own, words]) => own === (errcode & 0xff) || words === message);
  return known ? known[0] : 'file';
}

/** Whether an error of a correct statement means that the file is damaged. */
export const isCorruption = (error: unknown): boolean => sqliteErrorKind(error) === 'file';
