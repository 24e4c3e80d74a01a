/** What a database holds of the files that have changed: taken out, so that it can be put in anew. */

import { wordsOf } from '../../model/names.ts';
import type { Kind } from '../../model/vocabulary.ts';
import type { Database } from '../../store/sql/driver.ts';
import type { NameIndexRows } from '../../store/sql/name-index-rows.ts';
import { termsIn, WIDTHS } from '../../store/sql/rows.ts';
import type { EntitiesByKey, KnownEntity, Made } from './file-work.ts';
import type { Plan } from './plan.ts';
import { LEAST_BYTES, type Room, roomSize } from './rooms.ts';

/** The ids that are kept for a file of entities. */
interface EntityRoom extends Room {
  names: Omit<Room, 'name'>;
}

export class OldRecords {
  readonly #database: Database;
  readonly #names: NameIndexRows;
  /** The rows of sources that were taken out. */
  readonly #sources = new Map<string, number>();
  readonly #rooms: Map<string, EntityRoom>;

  /** `names`: its index of names. */
  constructor(database: Database, names: NameIndexRows) {
    this.#database = database;
    this.#names = names;
    const rooms = this.#all<{ file: string; first: number; size: number; first_name: number; names: number }>(
      'select * from room',
    );
    this.#rooms = new Map(
      rooms.map(({ file, first, size, first_name, names }) => [
        file,
        { name: file, first, size, names: { first: first_name, size: names } },
      ]),
    );
  }

  #all<T>(sql: string, ...parameters: (string | number)[]): T[] {
    return this.#database.prepare(sql).all(...parameters) as unknown as T[];
  }

  #run(sql: string, ...parameters: (string | number)[]): void {
    this.#database.prepare(sql).run(...parameters);
  }

  /** The first ids that nothing has. */
  free(): { line: number; name: number } {
    const [free] = this.#all<{ line: number; name: number }>(
      `select (select coalesce(max(id), 0) + 1 from line) as line,
         (select coalesce(max(first_name + names), 1) from room) as name`,
    );
    return free ?? { line: 1, name: 1 };
  }

  room = (file: string): EntityRoom | undefined => this.#rooms.get(file);

  /** The entities that there are, each looked up when it is asked for. */
  entities(): EntitiesByKey {
    const one = this.#database.prepare('select key, id as row, kind from entity where key = ?');
    const found = new Map<string, KnownEntity | undefined>();
    return {
      get(key) {
        if (!found.has(key)) found.set(key, one.get(key) as KnownEntity | undefined);
        return found.get(key);
      },
      keys: () => new Set(this.#all<{ key: string }>('select key from entity').map(({ key }) => key)).keys(),
    };
  }

  /**
   * Takes the entities of a file out and gives those that stay the rows that they had. False where one has gone or is of
   * another kind, or the ids that are kept do not suffice.
   */
  takeOutEntities({ first, size, names, name }: EntityRoom, { rows, taken, entities }: Made): boolean {
    const nameCount = (rows.name?.length ?? 0) / WIDTHS.name;
    if (taken > size || nameCount > names.size) return false;
    const end = first + size;
    const old = this.#all<{ id: number; key: string; kind: Kind }>(
      `select id, key, kind from entity where position >= ? and position < ?`,
      first,
      end,
    );
    const now = new Map(entities.map(({ key, kind }) => [key, kind]));
    if (old.some(({ key, kind }) => now.get(key) !== kind)) return false;
    const texts = this.#all<{ position: number; text: string }>(
      `select position, key as text from entity where position >= ? and position < ?
       union all select position, description from entity where position >= ? and position < ?
       union all select e.position, n.text from name n join entity e on e.id = n.entity_id
         where n.id >= ? and n.id < ?`,
      ...[first, end, first, end, names.first, names.first + names.size],
    );
    this.#forget('entity_text', texts);
    for (const table of ['entity_role', 'entity_link'])
      this.#run(
        `delete from ${table} where entity_id in (select id from entity where position >= ? and position < ?)`,
        first,
        end,
      );
    const words = this.#all<{ position: number; text: string; folded: string }>(
      'select id as position, text, folded from name where id >= ? and id < ?',
      names.first,
      names.first + names.size,
    );
    for (const { position, text } of words)
      this.#forgetTerms('name_words', position, wordsOf(text).join(' '));
    this.#names.takeOut(
      names.first,
      names.first + names.size,
      words.map(({ folded }) => folded),
    );
    this.#run('delete from name where id >= ? and id < ?', names.first, names.first + names.size);
    this.#run('delete from entity where position >= ? and position < ?', first, end);
    this.#forgetFile(name);

    const known = new Map(old.map(({ key, id }) => [key, id]));
    const isTaken = this.#database.prepare('select 1 from entity where id = ?');
    const [{ next } = { next: 0 }] = this.#all<{ next: number }>('select max(id) + 1 as next from entity');
    const used = new Set(known.values());
    let free = Math.max(next, ...used, end);
    const rowOf = new Map<number, number>();
    for (const { key, row } of entities) {
      const kept = known.get(key) ?? (used.has(row) || isTaken.get(row) ? ++free : row);
      rowOf.set(row, kept);
    }
    for (const [table, column] of [
      ['entity', 0],
      ['entity_role', 0],
      ['entity_link', 0],
      ['name', 1],
    ] as const) {
      const flat = rows[table] ?? [];
      for (let at = column; at < flat.length; at += WIDTHS[table]) {
        const row = rowOf.get(Number(flat[at]));
        if (row !== undefined) flat[at] = row;
      }
    }
    const isKeyTaken = this.#database.prepare('select 1 from entity where key = ?');
    return !entities.some(({ key }) => isKeyTaken.get(key));
  }

  /** Whether one of these names is another entity's too. */
  areShared(names: Omit<Room, 'name'>): boolean {
    const shared = this.#all(
      `select 1 from name n join name m on m.folded = n.folded and m.entity_id <> n.entity_id
       where n.id >= ? and n.id < ? and n.is_ambiguous = 0 and m.is_ambiguous = 0 limit 1`,
      names.first,
      names.first + names.size,
    );
    return shared.length > 0;
  }

  /** Takes out what rests on a source, and the source, if it is there. */
  takeOutSource(file: string): void {
    const room = this.#rooms.get(file);
    if (room === undefined) return;
    const range = [room.first, room.first + room.size];
    const [source] = this.#all<{ id: number; first: number | null; count: number }>(
      'select id, first_line_id as first, line_count as count from source where file = ?',
      file,
    );
    const quotes = (table: string) =>
      `select p.statement_id as position, p.quote as text from passage p
       where p.statement_id >= ? and p.statement_id < ? and exists (select 1 from ${table} x where x.statement_id = p.statement_id)`;
    this.#forget('claim_text', this.#all(quotes('claim'), ...range));
    this.#forget(
      'remark_text',
      this.#all(
        `${quotes('remark')} union all select statement_id, summary from remark where statement_id >= ? and statement_id < ?`,
        ...range,
        ...range,
      ),
    );
    for (const table of [
      'claim',
      'claim_via',
      'claim_with',
      'evidence',
      'remark_subject',
      'remark',
      'read_mark',
    ])
      this.#run(`delete from ${table} where statement_id >= ? and statement_id < ?`, ...range);
    this.#run('delete from statement where id >= ? and id < ?', ...range);
    if (source) {
      if (source.first !== null)
        this.#run('delete from line where id >= ? and id < ?', source.first, source.first + source.count);
      this.#run('delete from source where id = ?', source.id);
      this.#sources.set(file, source.id);
    }
    this.#forgetFile(file);
  }

  #forgetFile(file: string): void {
    this.#run('delete from room where file = ?', file);
    this.#run('delete from input where file = ?', file);
  }

  /** Takes texts out of a full-text table, which must be told the terms that it holds. */
  #forget(table: string, texts: readonly { position: number; text: string }[]): void {
    const byRow = new Map<number, string[]>();
    for (const { position, text } of texts) byRow.set(position, [...(byRow.get(position) ?? []), text]);
    for (const [row, own] of byRow) this.#forgetTerms(table, row, termsIn(own));
  }

  #forgetTerms(table: string, row: number, terms: string): void {
    this.#run(`insert into ${table} (${table}, rowid, terms) values ('delete', ?, ?)`, row, terms);
  }

  /** The row for the source of a file: the one that it had, or a new one. */
  rowOf(file: string): number {
    const known = this.#sources.get(file);
    if (known !== undefined) return known;
    const [{ next } = { next: 1 }] = this.#all<{ next: number }>(
      'select coalesce(max(id), 0) + 1 as next from source',
    );
    return Math.max(next, ...[...this.#sources.values()].map((row) => row + 1));
  }

  /** The ids for the statements of a file: those that are kept for it, or free ones in its place; null where there are too few. */
  roomFor(file: string, { options, sourceFiles }: Plan): Room | null {
    const own = this.#rooms.get(file);
    if (own !== undefined) return own;
    const at = sourceFiles.indexOf(file);
    const before = this.#nearest(sourceFiles.slice(0, at).reverse());
    const after = this.#nearest(sourceFiles.slice(at + 1));
    const size = roomSize(options.folder, file, LEAST_BYTES.sources);
    const start = before ? before.first + before.size : 1;
    const spare = (after?.first ?? start + 3 * size) - start - size;
    if (spare < 0) return null;
    const room = { name: file, first: start + (spare >> 1), size };
    this.#rooms.set(file, { ...room, names: { first: 0, size: 0 } });
    return room;
  }

  #nearest(files: readonly string[]): EntityRoom | undefined {
    for (const file of files) {
      const room = this.#rooms.get(file);
      if (room) return room;
    }
    return undefined;
  }
}
