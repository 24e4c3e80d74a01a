/**
 * The tables, indexes and views of a knowledge base in SQL. What holds of a column stands beside it as a comment of SQL, so that
 * `.schema` shows it. Ids of rows are of the file's own; `key` is the id that YAML and answers use.
 */

/** The full-text tables hold terms that are folded already (see `termsOf`); terms are parted by spaces. */
const fullText = (name: string) =>
  `create virtual table ${name} using fts5(terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '+#.'")`;

/** What is made before the first record. */
export const TABLES: readonly string[] = [
  `create table meta (
  -- title, description and licence of the knowledge base, which build of chipkb made the file, and of what
  key text primary key,
  value text not null
) without rowid`,
  `create table relation (
  id integer primary key,
  name text not null unique,
  is_symmetric integer not null
)`,
  `create table status (
  id integer primary key,
  name text not null unique,
  rung integer -- on the ladder from 1, firmer is higher; null where apart from it
)`,
  `create table entity (
  id integer primary key,
  key text not null unique, -- the id, such as moore-threads
  position integer not null unique, -- ascending in the order of authoring, with gaps
  name text not null, -- the name that answers print
  kind text not null,
  description text not null,
  location text
)`,
  `create table entity_role (
  entity_id integer not null references entity,
  position integer not null,
  role text not null,
  primary key (entity_id, position)
) without rowid`,
  `create table entity_link (
  entity_id integer not null references entity,
  position integer not null,
  url text not null,
  primary key (entity_id, position)
) without rowid`,
  `create table name (
  -- every id, name and alias of every entity
  id integer primary key, -- ascending in the order of authoring, with gaps
  entity_id integer not null references entity,
  type text not null check (type in ('id', 'name', 'alias')),
  text text not null,
  lang text,
  is_ambiguous integer not null, -- it could mean something else too, and is never resolved
  folded text not null -- the form in which two spellings of one name are equal
)`,
  `create table source (
  id integer primary key,
  key text not null unique,
  position integer not null unique, -- ascending in the order of authoring; its statements have the ids that follow
  title text not null,
  publisher_id integer not null references entity,
  url text,
  published text not null, -- YYYY-MM-DD
  published_basis text,
  retrieved text,
  sha256 text not null, -- of the text
  extent_first integer not null, -- the lines of the document proper, from 1
  extent_last integer not null,
  first_line_id integer, -- its lines follow one another; null where the text is not here, and was verified when the package was built
  line_count integer not null,
  edges integer not null, -- how many claims rest on it
  remarks integer not null,
  file text not null unique -- the file of YAML, from kb.yaml
)`,
  `create table line (
  -- the texts of the sources, line by line, without line ends
  id integer primary key, -- first_line_id of the source + number - 1
  source_id integer not null references source,
  number integer not null, -- from 1
  start_offset integer not null, -- in UTF-16 units from the start of the text
  content text not null
)`,
  `create table statement (
  -- what a source states, or a passage that was read and states nothing
  id integer primary key, -- ascending in the order of authoring, with gaps
  source_id integer not null references source,
  channel text,
  printed_date text, -- the day as printed
  date text, -- the same day as YYYY-MM-DD
  date_basis text,
  note text,
  printed text -- the source's own word for the status
)`,
  `create table claim (
  -- an edge between two entities; a statement that names several makes several
  statement_id integer not null references statement,
  position integer not null,
  relation_id integer not null references relation,
  from_id integer not null references entity,
  to_id integer not null references entity,
  status_id integer references status,
  said_by_id integer references entity, -- the claimant
  number integer not null, -- the how many-th of the same relation and ends in its source
  primary key (statement_id, position)
) without rowid`,
  `create table claim_via (
  -- the hardware, service or framework by which the claims of a statement hold
  statement_id integer not null references statement,
  position integer not null,
  entity_id integer not null references entity,
  version text,
  primary key (statement_id, position)
) without rowid`,
  `create table claim_with (
  -- who takes part in the claims of a statement, beside the subject
  statement_id integer not null references statement,
  position integer not null,
  entity_id integer not null references entity,
  primary key (statement_id, position)
) without rowid`,
  `create table remark (
  -- a statement that is not a relation
  statement_id integer primary key references statement,
  topic text not null,
  summary text not null,
  said_by_id integer references entity, -- the claimant
  number integer not null -- the how many-th of the same claimant and topic in its source
)`,
  `create table remark_subject (
  statement_id integer not null references remark,
  position integer not null,
  entity_id integer not null references entity,
  primary key (statement_id, position)
) without rowid`,
  `create table read_mark (
  -- a passage that was read and states nothing to record
  statement_id integer primary key references statement,
  why text not null
)`,
  `create table evidence (
  -- a passage, found in its text when the file was made; the view passage gives its quote
  statement_id integer not null references statement,
  position integer not null,
  line integer not null, -- the line on which it starts, from 1
  start_offset integer not null, -- in UTF-16 units from the start of the text
  end_offset integer not null, -- exclusive
  quote text, -- null where it is cut out of its line
  primary key (statement_id, position)
) without rowid`,
  `create table input (
  -- the files that this was made of, from the folder of the knowledge base
  file text not null, -- the file of YAML for which it was read
  path text not null,
  stamp text, -- size, times, inode and device; null where it was not there
  sha256 text, -- of the bytes
  is_young integer not null, -- changed so shortly before it was read that only its bytes tell whether it is the same
  primary key (file, path)
) without rowid`,
  `create table room (
  -- the ids that are kept for the records of a file, so that they can grow
  file text primary key,
  first integer not null, -- the position of its first entity, or the id of its first statement
  size integer not null,
  first_name integer, -- the id of the first name of its entities
  names integer
) without rowid`,
  `create table name_gram (
  -- the trigrams of the folded names, by which typing errors are found: two spaces stand before and behind a name
  gram text primary key, -- the second of the same in one name ends in 2, and so on
  size integer not null, -- how many names have it
  -- Which: for each length of names, in characters, that length in a byte (at most 255), how many bytes follow for it, and the
  -- steps from one id to the next. These numbers have seven bits a byte, the lowest first.
  names blob not null
) without rowid`,
  `create table term (
  -- the terms of the texts that are searched, by which a word is found that begins with what was typed
  text text primary key
) without rowid`,
  fullText('name_words'),
  fullText('entity_text'),
  fullText('claim_text'),
  fullText('remark_text'),
];

/** What is made when all records are there. */
export const INDEXES: readonly string[] = [
  'create index name_folded on name (folded)',
  'create index name_entity on name (entity_id)',
  'create index claim_from on claim (from_id, relation_id, to_id, status_id)',
  'create index claim_to on claim (to_id, relation_id, from_id, status_id)',
  'create index claim_via_entity on claim_via (entity_id)',
  'create index claim_with_entity on claim_with (entity_id)',
  'create index remark_subject_entity on remark_subject (entity_id)',
  'create index remark_said_by on remark (said_by_id)',
];

const numbered = (column: string) => `case when ${column} > 1 then '#' || ${column} else '' end`;

/** Views for people who ask in SQL, which give the ids that answers use. */
export const VIEWS: readonly string[] = [
  `create view passage as
select statement_id, e.position, s.source_id, e.line, e.start_offset, e.end_offset,
  coalesce(e.quote, substr(l.content, e.start_offset - l.start_offset + 1, e.end_offset - e.start_offset)) as quote
from evidence e
join statement s on s.id = e.statement_id
join source o on o.id = s.source_id
left join line l on l.id = o.first_line_id + e.line - 1`,
  `create view edge as
select f.key || '.' || r.name || '.' || t.key || '@' || o.key || ${numbered('c.number')} as id,
  r.name as relation, f.key as "from", t.key as "to", u.name as status, b.key as said_by, s.channel, s.printed_date, s.date,
  s.note, o.key as source, c.statement_id
from claim c
join statement s on s.id = c.statement_id
join source o on o.id = s.source_id
join relation r on r.id = c.relation_id
join entity f on f.id = c.from_id
join entity t on t.id = c.to_id
left join status u on u.id = c.status_id
left join entity b on b.id = c.said_by_id`,
  `create view model_scope as
-- the models whose claims bear on a question about one model, with their scope
with recursive step(model_id, related_id, scope) as (
  select c.to_id, c.from_id, case r.name when 'derived-from' then 'derived' else 'member' end
  from claim c join relation r on r.id = c.relation_id where r.name in ('derived-from', 'member-of')
  union
  select c.from_id, c.to_id, 'family'
  from claim c join relation r on r.id = c.relation_id where r.name = 'member-of'
  union
  select s.model_id, c.from_id, s.scope from step s
  join relation r on r.name = case s.scope when 'derived' then 'derived-from' when 'member' then 'member-of' end
  join claim c on c.to_id = s.related_id and c.relation_id = r.id
  union
  select s.model_id, c.to_id, s.scope from step s
  join relation r on s.scope = 'family' and r.name = 'member-of'
  join claim c on c.from_id = s.related_id and c.relation_id = r.id
)
select model_id, related_id, scope from step
union all
select id, id, 'exact' from entity where kind = 'model'`,
  `create view who_supports as
-- where model = 'deepseek-r1'
select m.key as model, f.key as supporter, x.scope, u.name as status,
  (select group_concat(v.key, ', ') from claim_via cv join entity v on v.id = cv.entity_id
    where cv.statement_id = c.statement_id) as via,
  b.key as said_by, s.date, o.key as source, c.statement_id
from model_scope x
join entity m on m.id = x.model_id
join claim c on c.to_id = x.related_id
join relation r on r.id = c.relation_id and r.name = 'supports'
join entity f on f.id = c.from_id
join status u on u.id = c.status_id
join statement s on s.id = c.statement_id
join source o on o.id = s.source_id
left join entity b on b.id = c.said_by_id`,
  `create view why as
-- where "from" = 'metax' and "to" = 'deepseek-r1-based-models'
select e.*, p.quote, p.line from edge e join passage p on p.statement_id = e.statement_id`,
];
