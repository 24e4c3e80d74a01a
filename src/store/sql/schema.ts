/**
 * The tables and indexes of a knowledge base. Their names start with `_`, because people read the views (views.ts). Each field that a question filters or sorts by has its own column. `record` is JSON: every field of
 * an entity, source or remark, but of a claim only fields that have no column and are not null or empty. The comments are part of
 * the SQL, so that `.schema` shows them.
 */
import { VIEW_STATEMENTS } from './views.ts';

/** The version of the schema, stored as SQLite's `user_version`. Changes whenever a table does. */
export const SCHEMA_VERSION = 8;

export const FULL_TEXT_TABLES = [
  '_entity_text',
  '_claim_text',
  '_remark_text',
  '_name_words',
  '_name_grams',
] as const;

/** What a database is for: to be published, or to be updated in the cache when files change. */
export type DatabaseUse = 'published' | 'cached';

/**
 * A full-text table. It stores only the terms: those of a text (see `termsOf`) are separated by spaces and already folded. Only
 * a cached one can delete rows, which SQLite before 3.43 can't read.
 */
const fullText = (table: string, column: string, tokenizer: string, use: DatabaseUse) =>
  `create virtual table ${table} using fts5(${column}, content='', ${use === 'cached' ? 'contentless_delete=1, ' : ''}detail=none, tokenize=${tokenizer})`;

const fullTextTables = (use: DatabaseUse): string[] => [
  ...['_entity_text', '_claim_text', '_remark_text', '_name_words'].map((table) =>
    fullText(table, 'terms', `"ascii tokenchars '+#.'"`, use),
  ),
  // The trigrams of the folded names, by which similar names are found.
  fullText('_name_grams', 'folded', "'trigram case_sensitive 1'", use),
];

const TABLES: readonly string[] = [
  `create table _meta (
  -- title, description and licence of the knowledge base
  key text primary key,
  value text not null
)`,
  `create table _entity (
  ordinal integer primary key, -- ascending in the order of authoring, with gaps; the same holds for every ordinal
  id text not null unique,
  kind text not null,
  file text not null, -- the YAML file, relative to kb.yaml
  record text not null
)`,
  `create table _name (
  -- every id, name and alias of every entity
  ordinal integer primary key,
  entity text not null references _entity (id),
  name text not null,
  folded text not null, -- equal for two spellings of one name
  is_printed integer not null, -- the name that answers print, not an id or alias
  is_ambiguous integer not null, -- could mean something else, so it is never resolved
  grams integer not null -- the number of its distinct trigrams
)`,
  `create table _source (
  ordinal integer primary key, -- less than the ordinals of its statements
  id text not null unique,
  file text not null unique, -- the YAML file, relative to kb.yaml
  record text not null,
  text text -- null if the text is not here; its quotes were checked when the file was built
)`,
  `create table _claim (
  ordinal integer primary key,
  id text not null,
  source text not null references _source (id),
  relation text not null,
  from_id text not null references _entity (id),
  to_id text not null references _entity (id),
  status text,
  said_by text references _entity (id), -- the claimant
  first_party integer not null, -- the claimant speaks for itself
  date text, -- as authored: a day, a month or a range of days
  is_withdrawn integer not null, -- the source no longer states it
  record text not null
)`,
  `create table _remark (
  -- a statement that is not a relation between two entities
  ordinal integer primary key,
  id text not null,
  source text not null references _source (id),
  said_by text references _entity (id),
  record text not null
)`,
  `create table _statement_entity (
  -- the other entities that a claim or remark names
  entity text not null references _entity (id),
  part text not null check (part in ('via', 'with', 'subject')),
  statement integer not null -- the ordinal of the claim or remark
)`,
];

/** What a cached database was built from (see `Origin`). */
const ORIGIN = 'create table _origin (value text not null)';

/** The tables of a database. */
export const tables = (use: DatabaseUse): readonly string[] => [
  ...TABLES,
  ...(use === 'cached' ? [ORIGIN] : []),
  ...fullTextTables(use),
];

/** Created after the rows, which is faster. */
export const INDEXES: readonly string[] = [
  'create index _entity_kind on _entity (kind)',
  'create index _name_folded on _name (folded)',
  'create index _name_entity on _name (entity)',
  'create index _claim_source on _claim (source)',
  'create index _claim_from on _claim (from_id)',
  'create index _claim_to on _claim (to_id)',
  'create index _remark_source on _remark (source)',
  'create index _remark_said_by on _remark (said_by)',
  'create index _statement_entity_entity on _statement_entity (entity, part)',
  'create index _statement_entity_statement on _statement_entity (statement)',
];

/** The views, which only a published database has. */
export const views = (use: DatabaseUse): readonly string[] => (use === 'published' ? VIEW_STATEMENTS : []);

/** The tables in which SQLite keeps a full-text table without content (https://sqlite.org/fts5.html#shadow_tables). */
const shadowTables = (table: string, use: DatabaseUse) => [
  `CREATE TABLE '${table}_data'(id INTEGER PRIMARY KEY, block BLOB)`,
  `CREATE TABLE '${table}_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID`,
  `CREATE TABLE '${table}_docsize'(id INTEGER PRIMARY KEY, sz BLOB${use === 'cached' ? ', origin INTEGER' : ''})`,
  `CREATE TABLE '${table}_config'(k PRIMARY KEY, v) WITHOUT ROWID`,
];

/** Every statement in the schema of a file, as SQLite stores it. */
export const statements = (use: DatabaseUse): readonly string[] => [
  // SQLite stores the first words in upper case.
  ...[...tables(use), ...INDEXES, ...views(use)].map((statement) =>
    statement.replace(/^create (?:virtual )?\w+/, (words) => words.toUpperCase()),
  ),
  ...FULL_TEXT_TABLES.flatMap((table) => shadowTables(table, use)),
];

/** The tables that `analyze` creates; the second depends on the build of SQLite. */
export const STATISTICS: ReadonlySet<string> = new Set([
  'CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
]);
