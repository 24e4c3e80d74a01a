/** The only home of SQLite: Node's own where it has it (from 22.13), else the package with the same interface, if it is installed. */
import { isBuiltin } from 'node:module';
import process from 'node:process';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** A database that is open. */
export type Database = DatabaseSyncInstance;

/** Opens a file; without `readOnly` it is made where it is not there. Null where this machine has no SQLite. */
export async function openDatabase(path: string, readOnly: boolean): Promise<Database | null> {
  const sqlite = await loadSqlite();
  return sqlite && new sqlite.DatabaseSync(path, { readOnly, enableForeignKeyConstraints: false });
}

type Sqlite = Pick<typeof import('@photostructure/sqlite'), 'DatabaseSync'>;

async function loadSqlite(): Promise<Sqlite | null> {
  if (isBuiltin('node:sqlite')) return withoutWarning(() => import('node:sqlite' as string));
  try {
    return await import('@photostructure/sqlite');
  } catch {
    return null;
  }
}

/** Node 22 tells on stderr that its module is new, which is of no use to whoever asked for an answer. */
async function withoutWarning<T>(work: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return await work();
  } finally {
    process.emitWarning = emitWarning;
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
