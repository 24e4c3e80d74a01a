/**
 * The tables, indexes and views of a knowledge base. Each field that a question filters or sorts by has its own column. `record` is JSON: every field of
 * an entity, source or remark, but of a claim only fields that have no column and are not null or empty. The comments are part of
 * the SQL, so that `.schema` shows them.
 */

/** The version of the schema, stored as SQLite's `user_version`. Changes whenever a table does. */
export const SCHEMA_VERSION = 4;

export const FULL_TEXT_TABLES = [
  'entity_text',
  'claim_text',
  'remark_text',
  'name_words',
  'name_grams',
] as const;

/** Full-text tables store only the terms (see `termsOf`), which are separated by spaces and already folded. */
const fullText = (table: string) =>
  `create virtual table ${table} using fts5(terms, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '+#.'")`;

export const TABLES: readonly string[] = [
  `create table meta (
  -- title, description and licence of the knowledge base
  key text primary key,
  value text not null
)`,
  `create table entity (
  ordinal integer primary key, -- ascending in the order of authoring, with gaps; the same holds for every ordinal
  id text not null unique,
  kind text not null,
  file text not null, -- the YAML file, relative to kb.yaml
  record text not null
)`,
  `create table name (
  -- every id, name and alias of every entity
  ordinal integer primary key,
  entity text not null references entity (id),
  name text not null,
  folded text not null, -- equal for two spellings of one name
  is_printed integer not null, -- the name that answers print, not an id or alias
  is_ambiguous integer not null, -- could mean something else, so it is never resolved
  grams integer not null -- the number of its distinct trigrams
)`,
  `create table source (
  ordinal integer primary key, -- less than the ordinals of its statements
  id text not null unique,
  file text not null unique, -- the YAML file, relative to kb.yaml
  record text not null,
  text text -- null if the text is not here; its quotes were checked when the package was built
)`,
  `create table claim (
  ordinal integer primary key,
  id text not null,
  source text not null references source (id),
  relation text not null,
  from_id text not null references entity (id),
  to_id text not null references entity (id),
  status text,
  said_by text references entity (id), -- the claimant
  first_party integer not null, -- the claimant speaks for itself
  date text, -- YYYY-MM-DD
  is_withdrawn integer not null, -- the source no longer states it
  record text not null
)`,
  `create table remark (
  -- a statement that is not a relation between two entities
  ordinal integer primary key,
  id text not null,
  source text not null references source (id),
  said_by text references entity (id),
  record text not null
)`,
  `create table statement_entity (
  -- the other entities that a claim or remark names
  entity text not null references entity (id),
  part text not null check (part in ('via', 'with', 'subject')),
  statement integer not null -- the ordinal of the claim or remark
)`,
  fullText('entity_text'),
  fullText('claim_text'),
  fullText('remark_text'),
  fullText('name_words'),
  // The trigrams of the folded names, by which similar names are found.
  `create virtual table name_grams using fts5(folded, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1')`,
];

/** Created after the rows, which is faster. */
export const INDEXES: readonly string[] = [
  'create index entity_kind on entity (kind)',
  'create index name_folded on name (folded)',
  'create index name_entity on name (entity)',
  'create index claim_source on claim (source)',
  'create index claim_from on claim (from_id)',
  'create index claim_to on claim (to_id)',
  'create index remark_source on remark (source)',
  'create index remark_said_by on remark (said_by)',
  'create index statement_entity_entity on statement_entity (entity, part)',
  'create index statement_entity_statement on statement_entity (statement)',
];

/** Views for people. */
export const VIEWS: readonly string[] = [
  `create view entities as
select id, record ->> 'name' as name, kind, record ->> 'roles' as roles, record ->> 'description' as description,
  record ->> 'location' as location, file
from entity`,
  `create view sources as
select id, record ->> 'title' as title, record ->> 'publisher' as publisher, record ->> 'published' as published,
  record ->> 'url' as url, file
from source`,
  `create view claims as
select id, relation, from_id, to_id, status, said_by, first_party, date, record ->> 'printedDate' as printed_date,
  record ->> 'printed' as printed, record ->> 'channel' as channel, record ->> 'note' as note, source, ordinal,
  (select string_agg(entity, ', ') from statement_entity where statement = ordinal and part = 'via') as via
from claim`,
  `create view evidence as
select t.id as statement, t.source, e.value ->> 'line' as line,
  coalesce(e.value ->> 'quote', substr(s.text, (e.value ->> 'start') + 1, (e.value ->> 'end') - (e.value ->> 'start'))) as quote
from (select id, source, record from claim union all select id, source, record from remark) t
join source s on s.id = t.source
cross join json_each(t.record -> 'evidence') e`,
  `create view model_scope as
-- the models whose claims bear on a question about one model, with their scope
with recursive step(model, related, scope) as (
  select to_id, from_id, case relation when 'derived-from' then 'derived' else 'member' end
  from claim where relation in ('derived-from', 'member-of')
  union
  select from_id, to_id, 'family' from claim where relation = 'member-of'
  union
  select s.model, c.from_id, s.scope from step s
  join claim c on c.to_id = s.related and c.relation = case s.scope when 'derived' then 'derived-from' when 'member' then 'member-of' end
  union
  select s.model, c.to_id, s.scope from step s
  join claim c on c.from_id = s.related and c.relation = 'member-of' and s.scope = 'family'
)
select model, related, scope from step
union all
select id, id, 'exact' from entity where kind = 'model'`,
  `create view who_supports as
-- where model = 'deepseek-r1'
select x.model, c.from_id as supporter, x.scope, c.status, c.via, c.said_by, c.date, c.source, c.id as claim
from model_scope x
join claims c on c.to_id = x.related and c.relation = 'supports'`,
  `create view why as
-- where from_id = 'metax' and to_id = 'deepseek-r1-based-models'
select c.id as claim, c.relation, c.from_id, c.to_id, c.status, c.said_by, c.source, e.line, e.quote
from claims c
join evidence e on e.statement = c.id`,
];

/** The tables in which SQLite keeps a full-text table without content (https://sqlite.org/fts5.html#shadow_tables). */
const shadowTables = (table: string) => [
  `CREATE TABLE '${table}_data'(id INTEGER PRIMARY KEY, block BLOB)`,
  `CREATE TABLE '${table}_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID`,
  `CREATE TABLE '${table}_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER)`,
  `CREATE TABLE '${table}_config'(k PRIMARY KEY, v) WITHOUT ROWID`,
];

/** Every statement in the schema of a file, as SQLite stores it. */
export const STATEMENTS: readonly string[] = [
  // SQLite stores the first words in upper case.
  ...[...TABLES, ...INDEXES, ...VIEWS].map((statement) =>
    statement.replace(/^create (?:virtual )?\w+/, (words) => words.toUpperCase()),
  ),
  ...FULL_TEXT_TABLES.flatMap(shadowTables),
];

/** The tables that `analyze` creates; the second depends on the build of SQLite. */
export const STATISTICS: ReadonlySet<string> = new Set([
  'CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
]);
