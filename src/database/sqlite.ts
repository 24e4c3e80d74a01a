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
  if (!statSync(path).isFile()) throw fail.notBuilt(path);
  const database = await openDatabase(path, true);
  if (database === null) throw fail.noSqlite();
  const told = headOf(database);
  if (told?.application !== APPLICATION_ID) throw fail.notBuilt(path);
  if (told.format !== FORMAT) throw fail.otherFormat(path, told.format, FORMAT);
  return sqlStore(sqlOf(database));
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
