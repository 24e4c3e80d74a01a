/** SQLite as a database of SQL: its dialect, and a file of ours as a store. */
import { statSync } from 'node:fs';
import { fail } from '../errors.ts';
import { type Dialect, type Sql, sqlStore } from '../store/sql-store.ts';
import type { Store } from '../store/store.ts';
import { type Database, openDatabase } from './driver.ts';
import { APPLICATION_ID, FORMAT } from './schema.ts';

const dialect: Dialect = {
  list: 'select value from json_each(?)',
  matches: (table) => `${table} match ?`,
  // A term holds no quotation mark.
  sought: (terms) => terms.map(({ term, isPrefix }) => `"${term}"${isPrefix ? ' *' : ''}`).join(' '),
};

function sqlOf(database: Database): Sql {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  return {
    dialect,
    async rows<T>(sql: string, ...parameters: (string | number)[]) {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      return statement.all(...parameters) as T[];
    },
  };
}

/** A store over a file that `chipkb build` made; what is no such file is a known error. */
export async function openDatabaseFile(path: string): Promise<Store> {
  const database = await openDatabase(path, true);
  if (database === null) throw fail.noSqlite();
  const told = headOf(database);
  if (told?.application !== APPLICATION_ID) throw fail.notBuilt(path);
  if (told.format !== FORMAT) throw fail.otherFormat(path, told.format, FORMAT);
  return storeOf(database);
}

/** A store over a file that is ours. */
export const storeOf = (database: Database): Store => sqlStore(sqlOf(database));

/** Opens a file of ours, of this form; null where there is none. */
export async function openOurs(path: string): Promise<Database | null> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const database = await openDatabase(path, true);
  const told = database && headOf(database);
  if (told?.application === APPLICATION_ID && told.format === FORMAT) return database;
  database?.close();
  return null;
}

/** What a file says that it is; null where it is no database. */
function headOf(database: Database): { application: number; format: number } | null {
  const pragma = (name: string) => Number(Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0]);
  try {
    return { application: pragma('application_id'), format: pragma('user_version') };
  } catch {
    return null;
  }
}
