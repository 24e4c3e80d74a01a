/** The only home of SQLite: Node's own where it has it (from 22.13), otherwise the package with the same interface, if installed. */
import { isBuiltin } from 'node:module';

/** The part of `DatabaseSync` that this program uses (https://nodejs.org/api/sqlite.html). */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

type Value = string | number | bigint | null | Uint8Array;

interface Statement {
  all(...parameters: Value[]): unknown[];
  get(...parameters: Value[]): unknown;
  run(...parameters: Value[]): unknown;
}

interface Sqlite {
  DatabaseSync: new (
    path: string,
    options: { readOnly: boolean; enableForeignKeyConstraints: boolean },
  ) => Database;
}

/** Opens a file, and creates it unless `readOnly`. Null if this machine has no SQLite. */
export async function openDatabase(path: string, readOnly: boolean): Promise<Database | null> {
  const sqlite = await loadSqlite();
  return sqlite && new sqlite.DatabaseSync(path, { readOnly, enableForeignKeyConstraints: false });
}

// Neither module need be there for the type check, hence `as string`.
async function loadSqlite(): Promise<Sqlite | null> {
  if (isBuiltin('node:sqlite')) return import('node:sqlite' as string);
  try {
    return await import('@photostructure/sqlite' as string);
  } catch {
    return null;
  }
}

/**
 * What SQLite says of the machine, and not of a file, by its codes (https://sqlite.org/rescode.html). The package gives the code
 * of some errors, and the words of all.
 */
const OF_THE_MACHINE = new Map([
  [5, 'database is locked'],
  [6, 'database table is locked'],
  [7, 'out of memory'],
  [8, 'attempt to write a readonly database'],
  [9, 'interrupted'],
  [10, 'disk I/O error'],
  [13, 'database or disk is full'],
  [14, 'unable to open database file'],
]);

/** Whose fault an error is: the code of SQLite for what the machine does not allow; `file` for any other of SQLite; null for others. */
export function failureOf(error: unknown): number | 'file' | null {
  const { code, errcode = 0, message } = error as { code?: unknown; errcode?: number; message?: string };
  if (code !== 'ERR_SQLITE_ERROR') return null;
  // The primary code is the low byte.
  const known = [...OF_THE_MACHINE].find(([own, words]) => own === (errcode & 0xff) || words === message);
  return known ? known[0] : 'file';
}
