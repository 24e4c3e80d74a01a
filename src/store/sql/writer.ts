/** Puts rows into a database, many with one statement. */
import { RELATIONS, STATUSES } from '../../model/vocabulary.ts';
import type { Database } from './driver.ts';
import { APPLICATION_ID, FORMAT } from './format.ts';
import { RELATION_IDS, type Rows, STATUS_IDS, type Table, type Value, WIDTHS } from './rows.ts';
import { INDEXES, TABLES, VIEWS } from './schema.ts';

/** The full-text tables. */
const FULL_TEXT = ['name_words', 'entity_text', 'claim_text', 'remark_text'];

/** Those whose terms stand in the table `term`. */
const SEARCHED: readonly string[] = ['entity_text', 'claim_text', 'remark_text'];

/** How many rows one statement takes. */
const TOGETHER = 50;

type Insert = (flat: readonly Value[]) => void;

/** Writes rows into `database`, which nobody else uses. */
export class Writer {
  readonly #database: Database;
  readonly #inserts = new Map<Table, Insert>();
  /** The terms of rows that come to those of a file that was there. */
  #added: Set<string> | null = null;

  constructor(database: Database) {
    this.#database = database;
    // The file takes its name when it is whole, so it need not survive a crash before.
    database.exec(`pragma page_size = 8192; pragma journal_mode = memory; pragma synchronous = off;
      pragma cache_size = -65536; pragma temp_store = memory`);
  }

  /** Makes the tables of a new file. */
  create(): void {
    this.#database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORMAT}; begin`);
    for (const table of TABLES) this.#database.exec(table);
    const relation = this.#database.prepare('insert into relation values (?, ?, ?)');
    for (const [name, id] of RELATION_IDS)
      relation.run(id, name, RELATIONS[name as keyof typeof RELATIONS].symmetric ? 1 : 0);
    const status = this.#database.prepare('insert into status values (?, ?, ?)');
    for (const [name, id] of STATUS_IDS) status.run(id, name, STATUSES[name as keyof typeof STATUSES].rung);
  }

  /** Makes what answers need beside the records, once they are there; `meta` is what the file says of itself. */
  finish(meta: ReadonlyMap<string, string>): void {
    this.insert({ meta: [...meta].flat() });
    for (const table of FULL_TEXT) this.#database.exec(`insert into ${table} (${table}) values ('optimize')`);
    for (const table of SEARCHED)
      this.#database.exec(`create virtual table temp.${table}_terms using fts5vocab(main, ${table}, row);
        insert or ignore into term select term from ${table}_terms; drop table ${table}_terms`);
    for (const index of INDEXES) this.#database.exec(index);
    for (const view of VIEWS) this.#database.exec(view);
    this.#database.exec('analyze');
    this.commit();
  }

  begin(): void {
    this.#added = new Set();
    this.#database.exec('begin');
  }

  /** Ends the work on a file that was there: `meta` is what it says of itself. */
  end(meta: ReadonlyMap<string, string>): void {
    const term = this.#database.prepare('insert or ignore into term values (?)');
    for (const one of this.#added ?? []) term.run(one);
    this.#database.exec('delete from meta');
    this.insert({ meta: [...meta].flat() });
    this.commit();
  }

  restamp(file: string, path: string, stamp: string | null, isRacilyClean: number): void {
    this.#database
      .prepare('update input set stamp = ?, is_young = ? where file = ? and path = ?')
      .run(stamp, isRacilyClean, file, path);
  }

  commit(): void {
    this.#database.exec('commit');
  }

  insert(rows: Rows): void {
    for (const [table, flat] of Object.entries(rows)) {
      if (flat.length > 0) this.#insertInto(table as Table)(flat);
      if (this.#added && SEARCHED.includes(table))
        for (const terms of flat)
          if (terms) for (const term of String(terms).split(' ')) this.#added.add(term);
    }
  }

  #insertInto(table: Table): Insert {
    const known = this.#inserts.get(table);
    if (known) return known;
    const width = WIDTHS[table];
    const columns = FULL_TEXT.includes(table) ? `${table} (rowid, terms)` : table;
    const one = `(${Array(width).fill('?').join(', ')})`;
    const single = this.#database.prepare(`insert into ${columns} values ${one}`);
    const many = this.#database.prepare(
      `insert into ${columns} values ${Array(TOGETHER).fill(one).join(', ')}`,
    );
    const step = width * TOGETHER;
    const insert: Insert = (flat) => {
      let at = 0;
      for (; at + step <= flat.length; at += step) many.run(...flat.slice(at, at + step));
      for (; at < flat.length; at += width) single.run(...flat.slice(at, at + width));
    };
    this.#inserts.set(table, insert);
    return insert;
  }
}
