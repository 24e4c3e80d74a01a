/** SQLite as a database of SQL: its dialect, and a file of ours as a store. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { fail } from '../../model/errors.ts';
import type { Store } from '../store.ts';
import { type Database, failureOf, openDatabase } from './driver.ts';
import { APPLICATION_ID, FORMAT } from './format.ts';
import { type Dialect, type Sql, sqlStore } from './sql-store.ts';

/**
 * SQLite reads all that holds any of the terms with a beginning before it gives the first, and of single terms no more than it
 * gives; but so many are as slow.
 */
const MOST_TERMS = 100;

const dialect: Dialect = {
  list: 'select value from json_each(?)',
  matches: (table) => `${table} match ?`,
  // A term holds no quotation mark.
  async sought(terms, rows) {
    const parts = terms.map(async ({ term, isPrefix }) => {
      if (!isPrefix) return `"${term}"`;
      const longer = await rows<{ text: string }>(
        'select text from term where text >= ? and text < ? limit ?',
        term,
        `${term}\u{10ffff}`,
        MOST_TERMS + 1,
      );
      const isFew = longer.length > 0 && longer.length <= MOST_TERMS;
      return isFew ? `(${longer.map(({ text }) => `"${text}"`).join(' OR ')})` : `"${term}" *`;
    });
    return (await Promise.all(parts)).join(' AND ');
  },
};

/** Whether an error of SQL that is sound says that the file is not. */
export const isCorruption = (error: unknown): boolean => failureOf(error) === 'file';

/** `onDamage` gives the error where the file turns out to be damaged. */
function sqlOf(database: Database, onDamage: () => Error): Sql {
  const prepared = new Map<string, ReturnType<Database['prepare']>>();
  const rows = async <T>(sql: string, ...parameters: (string | number)[]) => {
    try {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      return statement.all(...parameters) as T[];
    } catch (error) {
      throw isCorruption(error) ? onDamage() : error;
    }
  };
  return {
    dialect,
    rows,
    async tuples<T extends unknown[]>(
      columns: readonly string[],
      sql: string,
      ...parameters: (string | number)[]
    ) {
      const values = columns.map((column) => `"${column}"`).join(', ');
      // One text passes from SQLite to JavaScript sooner than many rows.
      const [row] = await rows<{ all: string }>(
        `select json_group_array(json_array(${values})) as "all" from (${sql})`,
        ...parameters,
      );
      return JSON.parse(row?.all ?? '[]') as T[];
    },
  };
}

/** A store over a file that `chipkb build` made; what is no such file is a known error. */
export async function openDatabaseFile(path: string): Promise<Store> {
  const told = headOf(path);
  if (told === null && !isReadable(path)) throw fail.mayNotRead(path);
  if (told?.application !== APPLICATION_ID) throw fail.notBuilt(path);
  if (told.format !== FORMAT) throw fail.otherFormat(path, told.format, FORMAT);
  const database = await openDatabase(path, true);
  if (database === null) throw fail.noSqlite();
  return sqlStore(sqlOf(database, () => fail.damaged(path)));
}

/** A store over a database in the cache; `remove` takes it away where it is damaged, so that the question can be asked again. */
export function storeOf(database: Database, remove: () => void): Store {
  return sqlStore(
    sqlOf(database, () => {
      remove();
      return fail.damagedCache();
    }),
  );
}

/** Whether a file was made by `chipkb build`, in whatever form. */
export const isBuilt = (path: string): boolean => headOf(path)?.application === APPLICATION_ID;

/** Opens a file of ours, of this form; null where there is none. */
export async function openIfCurrentVersion(path: string): Promise<Database | null> {
  const told = headOf(path);
  return told?.application === APPLICATION_ID && told.format === FORMAT ? openDatabase(path, true) : null;
}

/** How every database of SQLite begins (https://sqlite.org/fileformat.html#the_database_header). */
const MAGIC = 'SQLite format 3\0';

/** What a file says that it is; null where it is no database. Read without SQLite, which takes longer. */
function headOf(path: string): { application: number; format: number } | null {
  const head = Buffer.alloc(100);
  try {
    if (!statSync(path).isFile()) return null;
    const file = openSync(path, 'r');
    try {
      readSync(file, head);
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  return { application: head.readUInt32BE(68), format: head.readUInt32BE(60) };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
