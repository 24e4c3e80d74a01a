/** The views of a published database, which people and other programs read. SQLite 3.40 and later can answer them. */

/** A column: its name, what it means, and the SQL of its value. */
type ViewColumn = readonly [name: string, means: string, sql: string];

interface SqlView {
  name: string;
  /** What a row is. */
  means: string;
  columns: readonly ViewColumn[];
  /** The SQL after the columns. */
  from: string;
  /** The SQL before `select`. */
  before?: string;
  isDistinct?: boolean;
}

const nameSql = (id: string) => `(select record ->> 'name' from _entity where id = ${id})`;
const kindSql = (id: string) => `(select kind from _entity where id = ${id})`;

/** The elements of a JSON list in the order of the list, joined. */
const joined = (list: string, value = 'value', condition = 'true', separator = ', ') =>
  `(select group_concat(${value}, '${separator}') from json_each(${list}) where ${condition})`;

const idAndName = (name: string, means: string, sql: string): ViewColumn[] => [
  [name, `The id of ${means}.`, sql],
  [`${name.replace(/_id$/, '')}_name`, `The name of ${means}.`, nameSql(sql)],
];

const field = (name: string, means: string, json: string, row: string): ViewColumn => [
  name,
  means,
  `${row}.record ->> '${json}'`,
];

const REPUBLISHER = idAndName('republished_by', 'who published it again', "s.record ->> 'republishedBy'");

/** The columns about a source, by the alias of its row. */
const SOURCE_VIEW_COLUMNS: readonly ViewColumn[] = [
  ['source', 'The id of the source.', 's.id'],
  field('title', 'The title of the source.', 'title', 's'),
  ...idAndName('publisher', 'the publisher of the source', "s.record ->> 'publisher'"),
  field(
    'published',
    'The date of publication of the source, as authored; null if unknown.',
    'published',
    's',
  ),
  ...REPUBLISHER,
  field('url', 'Where it was read.', 'url', 's'),
  field(
    'origin',
    'The source of which the source is a copy; count `coalesce(origin, source)` to count witnesses.',
    'origin',
    's',
  ),
];

/** `date`: the SQL of the authored date of a row. */
const datesOf = (row: string, date: string): ViewColumn[] => [
  [
    'date',
    'The date on which it was said, YYYY-MM-DD; null if the source gives no single day.',
    `iif(${row}.record ->> 'notAfter' is null, ${date}, null)`,
  ],
  field('not_before', 'The first day of a month or a range of days in which it was said.', 'notBefore', row),
  field(
    'not_after',
    'The last day of them; without a date, the day by which the source was published, if known.',
    'notAfter',
    row,
  ),
];

/** The columns of a passage, by the SQL of its JSON object. */
const passage = (evidence: string, quote = 'The quote, verbatim; null for a cell.'): ViewColumn[] => [
  ['line', 'The line on which the quote or cell starts, from 1.', `${evidence} ->> 'line'`],
  ['quote', quote, `${evidence} ->> 'quote'`],
  ['cell_path', 'The path of the file of a cell; null for a quote.', `${evidence} ->> 'path'`],
  ['cell_table', 'The id of its table.', `${evidence} ->> 'table'`],
  ['cell_row', 'The printed names of its row.', `${evidence} ->> 'row'`],
  ['cell_column', 'The printed header of its column.', `${evidence} ->> 'column'`],
  ['cell', 'The cell, or a name or heading beside it, as printed.', `${evidence} ->> 'printed'`],
];

const BASIS = field('basis', 'What the status rests on, if the source says so.', 'basis', 'c');
const STATUS: ViewColumn = [
  'status',
  'How firm the claim is; null for relations without status.',
  'c.status',
];
/** A denial in one precision, mode, task or release denies no model. */
const QUALIFIERS: readonly ViewColumn[] = [
  field('precision', 'The number format to which it is restricted, as printed.', 'precision', 'c'),
  field('mode', 'How the model is run, as printed.', 'mode', 'c'),
  field('task', 'What the model is used for, as printed.', 'task', 'c'),
  field('artefact', 'The release of the model that it names instead, as printed.', 'artefact', 'c'),
];
const VIA: ViewColumn = [
  'via',
  'The ids of the hardware, services and frameworks that the model runs on, by this claim.',
  joined("c.record -> 'via'", "value ->> 'id'"),
];
const FIRST_PARTY: ViewColumn = [
  'first_party',
  '1 if the subject speaks for itself, or its maker or operator speaks for it.',
  'c.first_party',
];
const ENDS: readonly ViewColumn[] = [
  ['relation', 'The relation between the two ends.', 'c.relation'],
  ...idAndName('from_id', 'the subject', 'c.from_id'),
  ...idAndName('to_id', 'the object', 'c.to_id'),
];
const CLAIMANT = (row: string) => idAndName('said_by', 'the claimant', `${row}.said_by`);

/** The ids of one kind that a claim of support names: its subject, otherwise what it runs on. */
const stated = (kind: string): ViewColumn => [
  kind,
  `The ids of the ${kind} that the claim names; null if it names none.`,
  `iif(f.kind = '${kind}', f.id, ${joined("c.record -> 'via'", "value ->> 'id'", `${kindSql("value ->> 'id'")} = '${kind}'`)})`,
];

export const VIEWS: readonly SqlView[] = [
  {
    name: 'entities',
    means: 'a company, model, chip, service, framework, publisher or person',
    columns: [
      ['id', 'The id.', 'id'],
      ['name', 'The name to print.', "record ->> 'name'"],
      ['kind', 'What it is.', 'kind'],
      ['roles', 'What a company does, separated by commas.', joined("record -> 'roles'")],
      ['description', 'What the sources say it is.', "record ->> 'description'"],
      ['location', 'Where it is, if a source states it.', "record ->> 'location'"],
      ['links', 'Its web addresses, separated by spaces.', joined("record -> 'links'", 'value', 'true', ' ')],
      ['file', 'The YAML file, relative to kb.yaml.', 'file'],
    ],
    from: 'from _entity',
  },
  {
    name: 'names',
    means: 'an id, a name or an alias of an entity',
    columns: [
      ['id', 'The id of the entity.', 'entity'],
      ['name', 'The name.', 'name'],
      ['folded', 'The name without case, spaces, hyphens and punctuation.', 'folded'],
      ['is_ambiguous', '1 if it could mean something else.', 'is_ambiguous'],
    ],
    from: 'from _name',
  },
  {
    name: 'sources',
    means: 'a source',
    columns: [
      ['id', 'The id.', 's.id'],
      field('title', 'The title as printed.', 'title', 's'),
      ['author', 'Its authors, separated by commas.', joined("s.record -> 'author'")],
      ...idAndName('publisher', 'the publisher', "s.record ->> 'publisher'"),
      ...REPUBLISHER,
      field('published', 'The date of publication, as authored; null if unknown.', 'published', 's'),
      field('published_basis', 'How that date was established, if not stated.', 'publishedBasis', 's'),
      field('retrieved', 'The date on which the text was retrieved.', 'retrieved', 's'),
      field('url', 'Where it was published.', 'url', 's'),
      field('archived', 'The address of an archived copy.', 'archived', 's'),
      field('sha256', 'The SHA-256 of the text; null for tables.', 'sha256', 's'),
      ['repository', 'The address of the repository of tables.', "s.record ->> '$.repository.address'"],
      ['commit_id', 'The commit in which the tables were read.', "s.record ->> '$.repository.commit'"],
      field('origin', 'The source of which it is a copy.', 'origin', 's'),
      ['first_line', 'The first line of the article in the text, from 1.', "s.record ->> '$.extent.first'"],
      ['last_line', 'The last line of the article in the text.', "s.record ->> '$.extent.last'"],
      field('claims', 'The number of its claims.', 'edges', 's'),
      field('remarks', 'The number of its remarks.', 'remarks', 's'),
      ['text', 'The whole text; null unless the file was built with `--with-texts`.', 's.text'],
      ['file', 'The YAML file, relative to kb.yaml.', 's.file'],
    ],
    from: 'from _source s',
  },
  {
    name: 'claims',
    means: 'a claim, withdrawn or not',
    columns: [
      ['id', 'The id of the claim.', 'c.id'],
      ...ENDS,
      field('kind', 'How a model was derived; `size` for a size of a family.', 'kind', 'c'),
      STATUS,
      field('printed', 'The wording of the source for the status.', 'printed', 'c'),
      BASIS,
      VIA,
      ['with_ids', 'The ids of other participants.', joined("c.record -> 'with'")],
      ...QUALIFIERS,
      [
        'version',
        'The version of the first `via` that has one, as printed.',
        "(select value ->> 'version' from json_each(c.record -> 'via') where value ->> 'version' is not null limit 1)",
      ],
      ...CLAIMANT('c'),
      FIRST_PARTY,
      field('channel', 'Where the claimant said it, as printed.', 'channel', 'c'),
      field('printed_date', 'The date as the source prints it.', 'printedDate', 'c'),
      ...datesOf('c', 'c.date'),
      field('date_basis', 'How the date follows from what is printed.', 'dateBasis', 'c'),
      field('seen', 'The date of the commit that was read; null for a text.', 'seen', 'c'),
      field('withdrawn', 'Where the source no longer states it; null while it does.', 'withdrawn', 'c'),
      field('note', 'A caveat for readers.', 'note', 'c'),
      ...SOURCE_VIEW_COLUMNS,
    ],
    from: 'from _claim c\njoin _source s on s.id = c.source',
  },
  {
    name: 'remarks',
    means: 'a statement that is not a relation between two entities',
    columns: [
      ['id', 'The id of the remark.', 'r.id'],
      field('topic', 'What it is about.', 'topic', 'r'),
      ['subject', 'The ids of the entities that it is about.', joined("r.record -> 'subject'")],
      field('summary', 'What is said, in our own words.', 'summary', 'r'),
      ...CLAIMANT('r'),
      field('channel', 'Where the claimant said it, as printed.', 'channel', 'r'),
      field('printed_date', 'The date as the source prints it.', 'printedDate', 'r'),
      ...datesOf('r', "r.record ->> 'date'"),
      field('note', 'A caveat for readers.', 'note', 'r'),
      ...SOURCE_VIEW_COLUMNS,
    ],
    from: 'from _remark r\njoin _source s on s.id = r.source',
  },
  {
    name: 'evidence',
    means: 'a passage of a claim or remark',
    columns: [
      ['statement', 'The id of the claim or remark.', 't.id'],
      ...SOURCE_VIEW_COLUMNS,
      ...passage('e.value'),
    ],
    from: `from (select id, source, record from _claim union all select id, source, record from _remark) t
join _source s on s.id = t.source
cross join json_each(t.record -> 'evidence') e`,
  },
  {
    name: 'model_scope',
    means: 'a pair of models: claims that name `related` also answer a question about `model`',
    columns: [
      ['model', 'The id of the model in question.', 'model'],
      ['related', 'The id of the model that claims name.', 'related'],
      [
        'scope',
        'How it is related: exact, derived, member or family.',
        "case min(rank) when 0 then 'exact' when 1 then 'derived' when 2 then 'member' else 'family' end",
      ],
    ],
    before: `with recursive link(relation, part, whole) as (
  select relation, from_id, to_id from _claim where relation in ('derived-from', 'member-of') and is_withdrawn = 0
),
step(model, related, rank) as (
  select id, id, 0 from _entity where kind = 'model'
  union
  select whole, part, iif(relation = 'derived-from', 1, 2) from link
  union
  select part, whole, 3 from link where relation = 'member-of'
  union
  select s.model, l.part, s.rank from step s join link l on l.whole = s.related
  where (s.rank = 1 and l.relation = 'derived-from') or (s.rank = 2 and l.relation = 'member-of')
  union
  select s.model, l.whole, 3 from step s join link l on l.part = s.related where s.rank = 3 and l.relation = 'member-of'
)
`,
    from: 'from step\ngroup by model, related',
  },
  {
    name: 'who_supports',
    means:
      'a claim of support for a model or a related model, under one of its vendors; withdrawn claims are left out',
    columns: [
      ['model', 'The id of the model in question: use it to choose rows.', 'x.model'],
      ...idAndName(
        'supporter',
        'the vendor: the company, the maker of the chip or the operator of the service, otherwise the product',
        'v.id',
      ),
      ...idAndName('named_model', 'the model that the claim names', 'x.related'),
      [
        'scope',
        'How the named model is related: exact, derived, member or family.',
        "iif(x.scope = 'exact' and c.record ->> 'artefact' is not null, 'derived', x.scope)",
      ],
      STATUS,
      ...QUALIFIERS,
      BASIS,
      stated('hardware'),
      stated('service'),
      stated('framework'),
      VIA,
      ...CLAIMANT('c'),
      FIRST_PARTY,
      ...datesOf('c', 'c.date'),
      ['claim', 'The id of the claim.', 'c.id'],
      ...SOURCE_VIEW_COLUMNS,
      ...passage(
        "c.record -> '$.evidence[0]'",
        'The first quote of the claim, verbatim; null for a cell. The view `why` has all.',
      ),
    ],
    // A framework counts for the chips that it names, and hardware or a service for its maker or operator.
    from: `from model_scope x
join _claim c on c.to_id = x.related and c.relation = 'supports' and c.is_withdrawn = 0
join _source s on s.id = c.source
join _entity f on f.id = c.from_id
left join _statement_entity chip on f.kind = 'framework' and chip.statement = c.ordinal and chip.part = 'via'
  and ${kindSql('chip.entity')} = 'hardware'
join _entity p on p.id = coalesce(chip.entity, f.id)
left join _claim o on p.kind <> 'framework' and o.to_id = p.id and o.relation in ('makes', 'operates') and o.is_withdrawn = 0
join _entity v on v.id = coalesce(o.from_id, p.id)`,
    isDistinct: true,
  },
  {
    name: 'why',
    means: 'a claim with one of its passages; withdrawn claims are left out',
    columns: [
      ['claim', 'The id of the claim.', 'c.id'],
      ...ENDS,
      STATUS,
      ...QUALIFIERS,
      BASIS,
      VIA,
      ...CLAIMANT('c'),
      FIRST_PARTY,
      ...datesOf('c', 'c.date'),
      ...SOURCE_VIEW_COLUMNS,
      ...passage('e.value'),
    ],
    from: `from _claim c
join _source s on s.id = c.source
cross join json_each(c.record -> 'evidence') e
where c.is_withdrawn = 0`,
  },
];

/** The statements that create the views. */
export const VIEW_STATEMENTS: readonly string[] = VIEWS.map(
  ({ name, means, before = '', columns, from, isDistinct }) => `create view ${name} as
-- ${means}
${before}select${isDistinct ? ' distinct' : ''}
${columns.map(([column, , sql]) => `  ${sql} as ${column}`).join(',\n')}
${from}`,
);
