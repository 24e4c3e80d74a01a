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
