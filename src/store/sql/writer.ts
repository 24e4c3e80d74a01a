/** Writes records into a database. */
import { wordsOf } from '../../model/names.ts';
import {
  type ClaimRecord,
  type EntityRecord,
  type EvidenceRecord,
  type MetaRecord,
  type NameRecord,
  type RemarkRecord,
  type SourceRecord,
  wordsOfEvidence,
} from '../../model/records.ts';
import { termsOf } from '../../model/terms.ts';
import { gramsOf } from '../name-index.ts';
import { claimValues } from './claim-rows.ts';
import type { Database } from './driver.ts';
import { type DatabaseUse, FULL_TEXT_TABLES, INDEXES, SCHEMA_VERSION, tables, views } from './schema.ts';
import { APPLICATION_ID } from './sqlite.ts';

/** The records of one file of entities, with the names of each. */
export interface EntityFileRecords {
  file: string;
  entities: readonly { entity: EntityRecord; names: readonly NameRecord[] }[];
}

/** The records of one source. */
export interface SourceRecords {
  file: string;
  source: SourceRecord;
  /** Null if the text is not here. */
  text: string | null;
  claims: readonly ClaimRecord[];
  remarks: readonly RemarkRecord[];
}

/** Files get ordinals this far apart, so that others can be added between them. */
const FILE_GAP = 2 ** 32;

/** More than the records of any file. */
const MAX_RECORDS_OF_FILE = 2 ** 22;

/** The first ordinal of the records of a file, by its position among the files. */
export const firstOrdinal = (position: number): number => (position + 1) * FILE_GAP;

/**
 * The first ordinal for a file between those with these first ordinals; `after` is null at the end. Null if there is no room.
 */
export function ordinalBetween(before: number, after: number | null): number | null {
  if (after === null) return before + FILE_GAP;
  const middle = before + Math.floor((after - before) / 2);
  return middle - before < MAX_RECORDS_OF_FILE ? null : middle;
}

type ColumnValue = string | number | null;

/** Inserts and deletes records, one file at a time. The caller begins and commits transactions. */
export class Writer {
  readonly #database: Database;
  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Creates the tables in an empty database. */
  create(use: DatabaseUse): void {
    this.#database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMA_VERSION}`);
    for (const table of tables(use)) this.#database.exec(table);
  }

  /** Creates indexes and views, after the last record. */
  finish(use: DatabaseUse): void {
    for (const table of FULL_TEXT_TABLES)
      this.#database.exec(`insert into ${table} (${table}) values ('optimize')`);
    for (const statement of [...INDEXES, ...views(use), 'analyze']) this.#database.exec(statement);
  }

  setMeta(meta: MetaRecord): void {
    for (const [key, value] of Object.entries(meta)) this.#run('insert into _meta values (?, ?)', key, value);
  }

  insertEntities({ file, entities }: EntityFileRecords, first: number): void {
    let nameOrdinal = first;
    for (const [index, { entity, names }] of entities.entries()) {
      const ordinal = first + index;
      this.#insert('_entity', ordinal, entity.id, entity.kind, file, JSON.stringify(entity));
      this.#insertText('_entity_text', ordinal, [
        entity.id,
        ...names.map(({ name }) => name),
        entity.description,
      ]);
      for (const { entity: id, name, folded, isPrinted, ambiguous } of names) {
        const grams = gramsOf(folded);
        this.#insert(
          '_name',
          nameOrdinal,
          id,
          name,
          folded,
          isPrinted ? 1 : 0,
          ambiguous ? 1 : 0,
          grams.length,
        );
        this.#run(
          'insert into _name_words (rowid, terms) values (?, ?)',
          nameOrdinal,
          wordsOf(name).join(' '),
        );
        this.#run('insert into _name_grams (rowid, folded) values (?, ?)', nameOrdinal, `  ${folded}  `);
        nameOrdinal++;
      }
    }
  }

  deleteEntities(file: string): void {
    const names = 'select ordinal from _name where entity in (select id from _entity where file = ?)';
    for (const table of ['_name_words', '_name_grams'])
      this.#run(`delete from ${table} where rowid in (${names})`, file);
    this.#run(`delete from _name where ordinal in (${names})`, file);
    this.#run('delete from _entity_text where rowid in (select ordinal from _entity where file = ?)', file);
    this.#run('delete from _entity where file = ?', file);
  }

  insertSource({ file, source, text, claims, remarks }: SourceRecords, first: number): void {
    this.#insert('_source', first, source.id, file, JSON.stringify(source), text);
    let ordinal = first;
    for (const claim of claims) {
      this.#insert('_claim', ++ordinal, ...claimValues(claim));
      for (const { id } of claim.via) this.#insert('_statement_entity', id, 'via', ordinal);
      for (const id of claim.with) this.#insert('_statement_entity', id, 'with', ordinal);
      this.#insertText('_claim_text', ordinal, quotesOf(claim.evidence));
    }
    for (const remark of remarks) {
      this.#insert('_remark', ++ordinal, remark.id, remark.source, remark.saidBy, JSON.stringify(remark));
      for (const id of remark.subject) this.#insert('_statement_entity', id, 'subject', ordinal);
      this.#insertText('_remark_text', ordinal, [remark.summary, ...quotesOf(remark.evidence)]);
    }
  }

  deleteSource(id: string): void {
    for (const table of ['_claim', '_remark']) {
      const statements = `select ordinal from ${table} where source = ?`;
      this.#run(`delete from ${table}_text where rowid in (${statements})`, id);
      this.#run(`delete from _statement_entity where statement in (${statements})`, id);
      this.#run(`delete from ${table} where source = ?`, id);
    }
    this.#run('delete from _source where id = ?', id);
  }

  #insert(table: string, ...values: ColumnValue[]): void {
    this.#run(`insert into ${table} values (${values.map(() => '?').join(', ')})`, ...values);
  }

  /** Adds what full-text search finds a record by. */
  #insertText(table: string, ordinal: number, texts: readonly string[]): void {
    const terms = new Set(texts.flatMap((text) => [...termsOf(text)]));
    this.#run(`insert into ${table} (rowid, terms) values (?, ?)`, ordinal, [...terms].join(' '));
  }

  #run(sql: string, ...values: ColumnValue[]): void {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    statement.run(...values);
  }
}

const quotesOf = (evidence: readonly EvidenceRecord[]): string[] => evidence.map(wordsOfEvidence);
