/** A store over a database in SQL. What differs between servers of SQL stands in `Dialect`. */
import { groupBy } from '../../model/group-by.ts';
import type {
  ClaimRecord,
  EntityRecord,
  EvidenceRecord,
  MetaRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
  Statement,
  Via,
} from '../../model/records.ts';
import type { SearchTerm } from '../../model/terms.ts';
import type { Kind, Relation, Role, Status, Topic } from '../../model/vocabulary.ts';
import { type GramCount, mostSimilarNames, type NameIndex, namesWithinEditDistance2 } from '../name-index.ts';
import type { ClaimQuery, Store } from '../store.ts';
import { unpack } from './posting-list.ts';

/** Asks a database; a parameter stands as `?`. */
export interface Sql {
  rows<T>(sql: string, ...parameters: (string | number)[]): Promise<T[]>;
  /** Rows as the values of these columns, of which many are read sooner. */
  tuples<T extends unknown[]>(
    columns: readonly string[],
    sql: string,
    ...parameters: (string | number)[]
  ): Promise<T[]>;
  dialect: Dialect;
}

/** How one sort of database says what SQL leaves open. */
export interface Dialect {
  /** A subquery that gives the values of one parameter, a list as JSON. */
  list: string;
  /** A condition that a row of a full-text table holds what one parameter asks for. */
  matches(table: string): string;
  /** That parameter: all of these terms. */
  sought(terms: readonly SearchTerm[], rows: Sql['rows']): Promise<string>;
}

const listed = (ids: Iterable<string | number>): string => JSON.stringify([...ids]);

interface StatementRow {
  statement: number;
  source: string;
  saidBy: string | null;
  channel: string | null;
  printedDate: string | null;
  date: string | null;
  dateBasis: string | null;
  note: string | null;
}

type EntityRow = [
  row: number,
  id: string,
  name: string,
  kind: Kind,
  description: string,
  location: string | null,
];

type EdgeRow = [statement: number, relation: Relation, from: string, to: string, status: Status | null];

const EDGE_COLUMNS = ['statement', 'relation', 'from', 'to', 'status'];

interface ClaimRow extends StatementRow {
  printed: string | null;
  relation: Relation;
  from: string;
  to: string;
  status: Status | null;
  number: number;
  firstParty: number;
}

interface RemarkRow extends StatementRow {
  topic: Topic;
  summary: string;
  number: number;
}

const STATEMENT = `s.id as statement, o.key as source, b.key as "saidBy", s.channel, s.printed_date as "printedDate", s.date,
  s.date_basis as "dateBasis", s.note`;

/** Whether the claimant makes, develops or operates an entity, and so speaks for it. */
const speaksFor = (entity: string): string =>
  `exists (select 1 from claim p where p.from_id = c.said_by_id and p.to_id = ${entity}
    and p.relation_id in (select id from relation where name in ('makes', 'develops', 'operates')))`;

const FIRST_PARTY = `case when c.said_by_id is null then 0
  when c.said_by_id = c.from_id or ${speaksFor('c.from_id')} then 1
  when r.is_symmetric = 1 and (c.said_by_id = c.to_id or ${speaksFor('c.to_id')}) then 1 else 0 end`;

// Joined from the left, so that a database begins with the claims that are asked for.
const CLAIM = `select ${STATEMENT}, s.printed, r.name as relation, f.key as "from", t.key as "to", u.name as status, c.number,
  ${FIRST_PARTY} as "firstParty"
from claim c
left join statement s on s.id = c.statement_id
left join source o on o.id = s.source_id
left join relation r on r.id = c.relation_id
left join entity f on f.id = c.from_id
left join entity t on t.id = c.to_id
left join status u on u.id = c.status_id
left join entity b on b.id = c.said_by_id`;

const EDGE = `select c.statement_id as statement, r.name as relation, f.key as "from", t.key as "to", u.name as status
from claim c
left join relation r on r.id = c.relation_id
left join entity f on f.id = c.from_id
left join entity t on t.id = c.to_id
left join status u on u.id = c.status_id`;

// The plus keeps a database from walking all claims in their order, where few are wanted.
const IN_ORDER = 'order by +c.statement_id, +c.position';
const ALL_IN_ORDER = 'order by c.statement_id, c.position';

const REMARK = `select ${STATEMENT}, m.topic, m.summary, m.number
from remark m
left join statement s on s.id = m.statement_id
left join source o on o.id = s.source_id
left join entity b on b.id = m.said_by_id`;

/** A store over a database that was made by `writeRecords`. */
export function sqlStore(sql: Sql): Store {
  const { dialect } = sql;
  const entitiesIn = `select id from entity where key in (${dialect.list})`;

  /** The condition of a query on claims and its order, with the parameters. */
  function conditionOf({ from, to, via, with: beside, ends, names: named, relation, source }: ClaimQuery) {
    const conditions: string[] = [];
    const parameters: string[] = [];
    const add = (condition: string, ids: readonly string[] | undefined, times = 1) => {
      if (ids === undefined) return;
      conditions.push(condition);
      for (let time = 0; time < times; time++) parameters.push(listed(ids));
    };
    add(`c.from_id in (${entitiesIn})`, from);
    add(`c.to_id in (${entitiesIn})`, to);
    const isVia = `c.statement_id in (select statement_id from claim_via where entity_id in (${entitiesIn}))`;
    const isWith = `c.statement_id in (select statement_id from claim_with where entity_id in (${entitiesIn}))`;
    const isEnd = `c.from_id in (${entitiesIn}) or c.to_id in (${entitiesIn})`;
    add(isVia, via);
    add(isWith, beside);
    add(`(${isEnd})`, ends, 2);
    add(`(${isEnd} or ${isVia} or ${isWith})`, named, 4);
    add(`c.relation_id in (select id from relation where name in (${dialect.list}))`, relation);
    add(
      `c.statement_id in (select x.id from statement x join source y on y.id = x.source_id where y.key in (${dialect.list}))`,
      source,
    );
    const end = conditions.length === 0 ? ALL_IN_ORDER : `where ${conditions.join(' and ')} ${IN_ORDER}`;
    return { end, parameters };
  }

  /** The rows of `table` that belong to statements, by statement, in order. */
  async function ofStatements<T extends { statement: number }>(
    statements: readonly number[],
    select: string,
    alias: string,
  ): Promise<Map<number, T[]>> {
    const rows = await sql.rows<T>(
      `${select} where ${alias}.statement_id in (${dialect.list}) order by ${alias}.statement_id, ${alias}.position`,
      listed(statements),
    );
    return groupBy(rows, ({ statement }) => statement);
  }

  const passagesOf = async (statements: readonly number[]) =>
    ofStatements<Omit<EvidenceRecord, 'verified'> & { statement: number }>(
      statements,
      'select p.statement_id as statement, p.quote, p.line, p.start_offset as start, p.end_offset as "end" from passage p',
      'p',
    );

  const statementOf = (
    { source, saidBy, channel, printedDate, date, dateBasis, note, statement }: StatementRow,
    passages: Awaited<ReturnType<typeof passagesOf>>,
  ): Omit<Statement, 'id'> => ({
    saidBy,
    channel,
    printedDate,
    date,
    dateBasis,
    note,
    source,
    evidence: passagesIn(passages, statement),
  });

  /** What claims of statements name beside their ends. */
  async function othersOf(
    statements: readonly number[],
  ): Promise<{ via(statement: number): Via[]; with(statement: number): string[] }> {
    const entity = (table: string) => `join entity e on e.id = ${table}.entity_id`;
    const via = await ofStatements<Via & { statement: number }>(
      statements,
      `select v.statement_id as statement, e.key as id, v.version from claim_via v ${entity('v')}`,
      'v',
    );
    const beside = await ofStatements<{ statement: number; id: string }>(
      statements,
      `select w.statement_id as statement, e.key as id from claim_with w ${entity('w')}`,
      'w',
    );
    return {
      via: (statement) => via.get(statement)?.map(({ id, version }) => ({ id, version })) ?? [],
      with: (statement) => beside.get(statement)?.map(({ id }) => id) ?? [],
    };
  }

  async function claimsOf(rows: readonly ClaimRow[]): Promise<ClaimRecord[]> {
    if (rows.length === 0) return [];
    const statements = [...new Set(rows.map(({ statement }) => statement))];
    const passages = await passagesOf(statements);
    const others = await othersOf(statements);
    return rows.map((row) => {
      const { relation, from, to, source, status, printed, firstParty, number, statement } = row;
      return {
        id: numberedId(`${from}.${relation}.${to}@${source}`, number),
        relation,
        from,
        to,
        status,
        printed,
        via: others.via(statement),
        with: others.with(statement),
        firstParty: firstParty === 1,
        ...statementOf(row, passages),
      };
    });
  }

  async function remarksOf(rows: readonly RemarkRow[]): Promise<RemarkRecord[]> {
    if (rows.length === 0) return [];
    const statements = rows.map(({ statement }) => statement);
    const passages = await passagesOf(statements);
    const subjects = await ofStatements<{ statement: number; id: string }>(
      statements,
      'select j.statement_id as statement, e.key as id from remark_subject j join entity e on e.id = j.entity_id',
      'j',
    );
    return rows.map((row) => ({
      id: numberedId(`${row.saidBy ?? 'unattributed'}.${row.topic}@${row.source}`, row.number),
      topic: row.topic,
      subject: (subjects.get(row.statement) ?? []).map(({ id }) => id),
      summary: row.summary,
      ...statementOf(row, passages),
    }));
  }

  async function entitiesWhere(
    condition: string,
    ...parameters: (string | number)[]
  ): Promise<EntityRecord[]> {
    const rows = await sql.tuples<EntityRow>(
      ['id', 'key', 'name', 'kind', 'description', 'location'],
      `select id, key, name, kind, description, location from entity where ${condition} order by position`,
      ...parameters,
    );
    if (rows.length === 0) return [];
    const ids = listed(rows.map(([row]) => row));
    const of = async <T extends { row: number }>(select: string) =>
      groupBy(
        await sql.rows<T>(`${select} and entity_id in (${dialect.list}) order by entity_id, position`, ids),
        ({ row }) => row,
      );
    const roles = await of<{ row: number; role: Role }>(
      'select entity_id as row, role from entity_role where true',
    );
    const links = await of<{ row: number; url: string }>(
      'select entity_id as row, url from entity_link where true',
    );
    const aliases = await of<{ row: number; name: string; lang: string | null; ambiguous: number }>(
      `select entity_id as row, text as name, lang, is_ambiguous as ambiguous, id as position from name where type = 'alias'`,
    );
    return rows.map(([row, id, name, kind, description, location]) => ({
      id,
      name,
      kind,
      roles: (roles.get(row) ?? []).map(({ role }) => role),
      aliases: (aliases.get(row) ?? []).map(({ name: alias, lang, ambiguous }) => ({
        name: alias,
        lang,
        ambiguous: ambiguous === 1,
      })),
      description,
      location,
      links: (links.get(row) ?? []).map(({ url }) => url),
    }));
  }

  const namesWhere = async (condition: string, ...parameters: (string | number)[]): Promise<NameRecord[]> => {
    const rows = await sql.rows<{
      entity: string;
      name: string;
      folded: string;
      type: 'id' | 'name' | 'alias';
      ambiguous: number;
    }>(
      `select e.key as entity, n.text as name, n.folded, n.type, n.is_ambiguous as ambiguous
       from name n join entity e on e.id = n.entity_id where ${condition} order by n.id`,
      ...parameters,
    );
    return rows.map(({ type, ambiguous, ...name }) => ({
      ...name,
      isPrinted: type === 'name',
      ambiguous: ambiguous === 1,
    }));
  };

  /** The index of names; an ordinal is the id of a name. */
  const names: NameIndex = {
    async gramSizes(grams) {
      const rows = await sql.rows<{ gram: string; size: number }>(
        `select gram, size from name_gram where gram in (${dialect.list})`,
        listed(grams),
      );
      return new Map(rows.map(({ gram, size }) => [gram, size]));
    },
    async namesSharing(grams, lengths, least) {
      const rows = await sql.rows<{ names: Uint8Array }>(
        `select names from name_gram where gram in (${dialect.list})`,
        listed(grams),
      );
      const counts = new Map<number, GramCount>();
      const add = (ordinal: number, length: number) => {
        const known = counts.get(ordinal);
        if (known) known.shared++;
        else counts.set(ordinal, { ordinal, length, shared: 1 });
      };
      for (const { names: bytes } of rows) unpack(bytes, lengths, { add });
      return [...counts.values()].filter(({ shared }) => shared >= least);
    },
    async foldedNames(ordinals) {
      const rows = await sql.rows<{ id: number; folded: string }>(
        `select id, folded from name where id in (${dialect.list})`,
        listed(ordinals),
      );
      return new Map(rows.map(({ id, folded }) => [id, folded]));
    },
    names: (ordinals, folded) =>
      namesWhere(
        `n.id in (${dialect.list}) or n.folded in (${dialect.list})`,
        listed(ordinals),
        listed(folded),
      ),
    async ofKinds(ordinals, kinds) {
      const rows = await sql.rows<{ id: number }>(
        `select n.id from name n join entity e on e.id = n.entity_id
         where n.id in (${dialect.list}) and e.kind in (${dialect.list})`,
        listed(ordinals),
        listed(kinds),
      );
      return rows.map(({ id }) => id);
    },
    async first(limit, kinds) {
      const rows =
        kinds === undefined
          ? await sql.rows<{ id: number }>(
              "select id from name where folded <> '' order by id limit ?",
              limit,
            )
          : await sql.rows<{ id: number }>(
              `select n.id from name n
               where n.entity_id in (select id from entity where kind in (${dialect.list}) order by position limit ?) and n.folded <> ''
               order by n.id limit ?`,
              listed(kinds),
              limit,
              limit,
            );
      return rows.map(({ id }) => id);
    },
  };
  async function sourcesWhere(condition: string, ...parameters: string[]): Promise<SourceRecord[]> {
    const rows = await sql.rows<
      Omit<SourceRecord, 'extent' | 'text' | 'read'> & {
        row: number;
        first: number;
        last: number;
        firstLine: number | null;
      }
    >(
      `select o.id as row, o.key as id, o.title, p.key as publisher, o.url, o.published, o.published_basis as "publishedBasis",
         o.retrieved, o.sha256, o.extent_first as first, o.extent_last as last, o.first_line_id as "firstLine", o.edges, o.remarks
       from source o join entity p on p.id = o.publisher_id where ${condition} order by o.position`,
      ...parameters,
    );
    const marks = await sql.rows<{ row: number; statement: number; why: string }>(
      `select s.source_id as row, k.statement_id as statement, k.why from read_mark k join statement s on s.id = k.statement_id
       where s.source_id in (${dialect.list}) order by k.statement_id`,
      listed(rows.map(({ row }) => row)),
    );
    const passages =
      marks.length === 0 ? new Map() : await passagesOf(marks.map(({ statement }) => statement));
    const marksOf = groupBy(marks, ({ row }) => row);
    return rows.map(({ row, first, last, firstLine, edges, remarks, ...source }) => ({
      ...source,
      extent: { first, last },
      text: firstLine !== null ? 'here' : 'verified-when-built',
      edges,
      remarks,
      read: (marksOf.get(row) ?? []).flatMap(({ statement, why }) =>
        passagesIn(passages, statement).map((passage) => ({ ...passage, why })),
      ),
    }));
  }

  return {
    async meta() {
      const rows = await sql.rows<{ key: string; value: string }>('select key, value from meta');
      const meta = new Map(rows.map(({ key, value }) => [key, value]));
      const of = (key: keyof MetaRecord) => meta.get(key) ?? '';
      return { title: of('title'), description: of('description'), licence: of('licence') };
    },
    async entities(ids) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return new Map();
      return inOrder(wanted, await entitiesWhere(`key in (${dialect.list})`, listed(wanted)));
    },
    entitiesOfKind: (kinds: readonly Kind[]) => entitiesWhere(`kind in (${dialect.list})`, listed(kinds)),
    namesByFolded: (folded) => namesWhere('n.folded = ?', folded),
    namesWithinEditDistance2: (folded) => namesWithinEditDistance2(names, folded),
    similarNames: (folded, limit, kinds) => mostSimilarNames(names, folded, limit, kinds),
    async namesWithWords(words) {
      const holders = await sql.rows<{ entity: number }>(
        `select distinct n.entity_id as entity from name n
         where n.id in (select rowid from name_words where ${dialect.matches('name_words')}) limit 2`,
        await dialect.sought(
          words.map((term) => ({ term, isPrefix: false })),
          sql.rows,
        ),
      );
      return namesWhere(`n.entity_id in (${dialect.list})`, listed(holders.map(({ entity }) => entity)));
    },
    async claims(query) {
      const { end, parameters } = conditionOf(query);
      return claimsOf(await sql.rows(`${CLAIM} ${end}`, ...parameters));
    },
    async edges(query) {
      const { end, parameters } = conditionOf(query);
      const rows = await sql.tuples<EdgeRow>(EDGE_COLUMNS, `${EDGE} ${end}`, ...parameters);
      if (rows.length === 0) return [];
      const others = await othersOf([...new Set(rows.map(([statement]) => statement))]);
      return rows.map(([statement, relation, from, to, status]) => ({
        relation,
        from,
        to,
        status,
        via: others.via(statement),
        with: others.with(statement),
      }));
    },
    async neighbours({ of, among, relation, status }) {
      const counts = `(relation_id not in (select id from relation where name = 'supports')
          or status_id in (select id from status where rung is not null))`;
      const half = (near: string, far: string) =>
        [
          `select ${far} from claim where ${near} in (${entitiesIn}) and ${counts}`,
          ...(among ? [`${far} in (${entitiesIn})`] : []),
          ...(relation ? [`relation_id in (select id from relation where name in (${dialect.list}))`] : []),
          ...(status ? [`status_id in (select id from status where name in (${dialect.list}))`] : []),
        ].join(' and ');
      const parameters = [of, among, relation, status].flatMap((part) => (part ? [listed(part)] : []));
      const rows = await sql.tuples<[key: string]>(
        ['key'],
        `select key from entity where id in (${half('from_id', 'to_id')} union ${half('to_id', 'from_id')})`,
        ...parameters,
        ...parameters,
      );
      return rows.map(([key]) => key);
    },
    async remarks({ about, source }) {
      const conditions = [
        about &&
          `(m.said_by_id in (${entitiesIn}) or m.statement_id in (select statement_id from remark_subject where entity_id in (${entitiesIn})))`,
        source && `o.key in (${dialect.list})`,
      ].filter((condition) => condition !== undefined);
      const parameters = [about, about, source].flatMap((ids) => (ids === undefined ? [] : [listed(ids)]));
      return remarksOf(
        await sql.rows(
          `${REMARK} ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`} order by m.statement_id`,
          ...parameters,
        ),
      );
    },
    async sources(ids) {
      if (ids === undefined)
        return new Map((await sourcesWhere('true')).map((source) => [source.id, source]));
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return new Map();
      return inOrder(wanted, await sourcesWhere(`o.key in (${dialect.list})`, listed(wanted)));
    },
    async searchText(terms, limit) {
      if (terms.length === 0) return { entities: [], claims: [], remarks: [], areMore: false };
      const sought = await dialect.sought(terms, sql.rows);
      const most = limit + 1;
      const entities = await entitiesWhere(
        `position in (select rowid from entity_text where ${dialect.matches('entity_text')} order by rowid limit ?)`,
        sought,
        most,
      );
      const claims = await sql.rows<ClaimRow>(
        `${CLAIM} where c.statement_id in (select rowid from claim_text where ${dialect.matches('claim_text')} order by rowid limit ?)
         ${IN_ORDER} limit ?`,
        sought,
        most,
        most,
      );
      const remarks = await sql.rows<RemarkRow>(
        `${REMARK} where m.statement_id in (select rowid from remark_text where ${dialect.matches('remark_text')} order by rowid limit ?)
         order by m.statement_id`,
        sought,
        most,
      );
      return {
        entities: entities.slice(0, limit),
        claims: await claimsOf(claims.slice(0, limit)),
        remarks: await remarksOf(remarks.slice(0, limit)),
        areMore: [entities, claims, remarks].some(({ length }) => length > limit),
      };
    },
    async text(source) {
      const lines = await sql.rows<{ content: string }>(
        `select l.content from source o join line l on l.id between o.first_line_id and o.first_line_id + o.line_count - 1
         where o.key = ? order by l.id`,
        source,
      );
      return lines.length === 0 ? null : lines.map(({ content }) => content).join('\n');
    },
  };
}

const numberedId = (id: string, number: number): string => (number > 1 ? `${id}#${number}` : id);

const passagesIn = (
  passages: ReadonlyMap<number, readonly Omit<EvidenceRecord, 'verified'>[]>,
  statement: number,
): EvidenceRecord[] =>
  (passages.get(statement) ?? []).map(({ quote, line, start, end }) => ({
    quote,
    line,
    start,
    end,
    // What could not be verified is not written.
    verified: true,
  }));

function inOrder<T extends { id: string }>(ids: readonly string[], records: readonly T[]): Map<string, T> {
  const known = new Map(records.map((record) => [record.id, record]));
  return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) as T]] : [])));
}
