/** A store over a SQL database. What differs between databases is in `Dialect`. */
import type { ClaimRecord, MetaRecord, NameRecord, RemarkRecord } from '../../model/records.ts';
import { isSupport, STATUSES, words } from '../../model/vocabulary.ts';
import { mostSimilarNames, type NameIndex, namesWithinEditDistance2 } from '../name-index.ts';
import type { ClaimQuery, Store } from '../store.ts';
import type { Dialect } from './dialect.ts';
import {
  CLAIM,
  ENTITY,
  type Form,
  ID_OF_ENTITY,
  META,
  NAME,
  NAME_MATCH,
  ORDINAL,
  REMARK,
  SIZE,
  SOURCE,
  TEXT,
} from './stored-records.ts';

/** Runs queries, and checks each row; a parameter is written `?`. */
export interface Sql {
  rows<T>(form: Form<T>, sql: string, ...parameters: (string | number)[]): Promise<T[]>;
  dialect: Dialect;
}

const json = (values: Iterable<string | number>): string => JSON.stringify([...values]);

/** The statuses of support; the others deny it or leave it open. */
const SUPPORT = words(STATUSES).filter(isSupport);

/** A store over a database with the tables of schema.ts. */
export function sqlStore(sql: Sql): Store {
  const { limited, list, matches, textQuery, namesWithGram, gramQuery } = sql.dialect;

  /** The values of columns by the names of fields. */
  const columns = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([field, column]) => `${limited(column)} as "${field}"`)
      .join(', ');

  const claimColumns = columns({
    id: 'c.id',
    relation: 'c.relation',
    from: 'c.from_id',
    to: 'c.to_id',
    status: 'c.status',
    saidBy: 'c.said_by',
    firstParty: 'c.first_party',
    date: 'c.date',
    source: 'c.source',
    record: 'c.record',
  });
  const nameColumns = columns({
    entity: 'entity',
    name: 'name',
    folded: 'folded',
    printed: 'is_printed',
    ambiguous: 'is_ambiguous',
  });

  const claimsWhere = (condition: string, ...parameters: (string | number)[]): Promise<ClaimRecord[]> =>
    sql.rows(CLAIM, `select ${claimColumns} from _claim c where ${condition}`, ...parameters);

  const recordsWhere = <T>(form: Form<T>, condition: string, ...parameters: (string | number)[]) =>
    sql.rows(
      form,
      `select ${limited('record')} as record from _${form.table} where ${condition} order by ordinal`,
      ...parameters,
    );
  const entitiesWhere = (condition: string, ...parameters: (string | number)[]) =>
    recordsWhere(ENTITY, condition, ...parameters);

  const remarksWhere = (condition: string, ...parameters: (string | number)[]): Promise<RemarkRecord[]> =>
    recordsWhere(REMARK, condition, ...parameters);

  const namesWhere = (condition: string, ...parameters: (string | number)[]): Promise<NameRecord[]> =>
    sql.rows(NAME, `select ${nameColumns} from _name n where ${condition} order by n.ordinal`, ...parameters);

  const ordinals = async (query: string, ...parameters: (string | number)[]): Promise<number[]> =>
    (await sql.rows(ORDINAL, query, ...parameters)).map(({ ordinal }) => ordinal);

  /** A query for the number of these grams in each name that has at least one. */
  const sharedGrams = (grams: readonly string[]) =>
    `select ordinal, count(*) as shared from (${grams.map(() => namesWithGram).join(' union all ')}) x group by ordinal`;

  const names: NameIndex = {
    async gramSizes(grams) {
      const sizes = await Promise.all(
        grams.map(async (gram) => {
          const [row] = await sql.rows(
            SIZE,
            `select count(*) as size from (${namesWithGram})`,
            gramQuery(gram),
          );
          return [gram, row?.size ?? 0] as const;
        }),
      );
      return new Map(sizes.filter(([, size]) => size > 0));
    },
    async namesSharing(grams, least, maxOthers) {
      if (grams.length === 0) return [];
      return sql.rows(
        NAME_MATCH,
        `select n.ordinal, ${limited('n.folded')} as folded from (${sharedGrams(grams)} having count(*) >= ?) g
         join _name n on n.ordinal = g.ordinal where n.grams - g.shared <= ?`,
        ...grams.map(gramQuery),
        least,
        maxOthers,
      );
    },
    async mostSimilar(grams, count, limit, kinds) {
      if (grams.length === 0) return [];
      return ordinals(
        `select n.ordinal from (${sharedGrams(grams)}) g join _name n on n.ordinal = g.ordinal
         ${kinds ? `join _entity e on e.id = n.entity where e.kind in (${list})` : ''}
         order by cast(g.shared as real) / (? + n.grams - g.shared) desc, n.ordinal limit ?`,
        ...grams.map(gramQuery),
        ...(kinds ? [json(kinds)] : []),
        count,
        limit,
      );
    },
    names: (wanted, folded) =>
      namesWhere(
        `n.ordinal in (select ordinal from _name where ordinal in (${list}) union select ordinal from _name where folded in (${list}))`,
        json(wanted),
        json(folded),
      ),
  };

  return {
    async meta() {
      const rows = await sql.rows(
        META,
        `select ${limited('key')} as key, ${limited('value')} as value from _meta`,
      );
      const values = new Map(rows.map(({ key, value }) => [key, value]));
      const get = (key: keyof MetaRecord) => values.get(key) ?? '';
      return { title: get('title'), description: get('description'), licence: get('licence') };
    },
    async entities(ids) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return new Map();
      return inOrder(wanted, await entitiesWhere(`id in (${list})`, json(wanted)));
    },
    entitiesOfKind: (kinds) => entitiesWhere(`kind in (${list})`, json(kinds)),
    namesByFolded: (folded) => namesWhere('folded = ?', folded),
    namesWithinEditDistance2: (folded) => namesWithinEditDistance2(names, folded),
    similarNames: (folded, limit, kinds) => mostSimilarNames(names, folded, limit, kinds),
    async namesWithWords(wanted) {
      const found = await sql.rows(
        ID_OF_ENTITY,
        `select ${limited('entity')} as id from _name where ordinal in (select rowid from _name_words where ${matches('_name_words')})
         group by entity order by min(length(replace(folded, '-', ''))), min(ordinal) limit 2`,
        textQuery(wanted.map((term) => ({ term, isPrefix: false }))),
      );
      return namesWhere(`entity in (${list})`, json(found.map(({ id }) => id)));
    },
    claims(query) {
      const { condition, parameters } = conditionOf(query, list);
      return claimsWhere(condition, ...parameters);
    },
    async neighbours({ of, among, relation, status }) {
      const linked = (near: string, far: string) =>
        [
          `select ${limited(far)} as id from _claim where ${near} in (${list}) and is_withdrawn = 0
             and (relation <> 'supports' or status in (${list}))`,
          ...(among ? [`${far} in (${list})`] : []),
          ...(relation ? [`relation in (${list})`] : []),
          ...(status ? [`status in (${list})`] : []),
        ].join(' and ');
      const parameters = [of, SUPPORT, among, relation, status].flatMap((part) => (part ? [json(part)] : []));
      const rows = await sql.rows(
        ID_OF_ENTITY,
        `${linked('from_id', 'to_id')} union ${linked('to_id', 'from_id')}`,
        ...parameters,
        ...parameters,
      );
      return rows.map(({ id }) => id);
    },
    remarks({ about, source }) {
      const conditions = [
        about &&
          `(said_by in (${list}) or ordinal in (select statement from _statement_entity where part = 'subject' and entity in (${list})))`,
        source && `source in (${list})`,
      ].filter((condition) => condition !== undefined);
      const parameters = [about, about, source].flatMap((ids) => (ids ? [json(ids)] : []));
      return remarksWhere(['true', ...conditions].join(' and '), ...parameters);
    },
    async sources(ids) {
      if (ids === undefined) return byId(await recordsWhere(SOURCE, 'true'));
      const wanted = [...new Set(ids)];
      return inOrder(wanted, await recordsWhere(SOURCE, `id in (${list})`, json(wanted)));
    },
    async searchText(terms, limit) {
      if (terms.length === 0) return { entities: [], claims: [], remarks: [], areMore: false };
      const query = textQuery(terms);
      const first = (table: string) =>
        `ordinal in (select rowid from ${table} where ${matches(table)} order by rowid limit ?)`;
      const entities = await entitiesWhere(first('_entity_text'), query, limit + 1);
      const claims = await claimsWhere(`${first('_claim_text')} order by ordinal`, query, limit + 1);
      const remarks = await remarksWhere(first('_remark_text'), query, limit + 1);
      return {
        entities: entities.slice(0, limit),
        claims: claims.slice(0, limit),
        remarks: remarks.slice(0, limit),
        areMore: [entities, claims, remarks].some(({ length }) => length > limit),
      };
    },
    async text(source) {
      const [row] = await sql.rows(
        TEXT,
        `select ${limited('text')} as text from _source where id = ?`,
        source,
      );
      return row?.text ?? null;
    },
  };
}

/** The condition and the order of a query for claims, with its parameters. */
function conditionOf(query: ClaimQuery, list: string): { condition: string; parameters: string[] } {
  const isFrom = `c.from_id in (${list})`;
  const isTo = `c.to_id in (${list})`;
  const isPart = (parts: string) =>
    `c.ordinal in (select statement from _statement_entity where part in (${parts}) and entity in (${list}))`;
  const conditions = {
    from: isFrom,
    to: isTo,
    via: isPart("'via'"),
    with: isPart("'with'"),
    ends: `(${isFrom} or ${isTo})`,
    names: `(${isFrom} or ${isTo} or ${isPart("'via', 'with'")})`,
    relation: `c.relation in (${list})`,
    source: `c.source in (${list})`,
  } satisfies Record<keyof ClaimQuery, string>;
  const used: string[] = [];
  const parameters: string[] = [];
  for (const [part, condition] of Object.entries(conditions)) {
    const values = query[part as keyof ClaimQuery];
    if (values === undefined) continue;
    used.push(condition);
    for (let count = condition.split('?').length - 1; count > 0; count--) parameters.push(json(values));
  }
  // The plus keeps SQLite from reading all claims in order to find a few.
  const condition =
    used.length === 0 ? 'true order by c.ordinal' : `${used.join(' and ')} order by +c.ordinal`;
  return { condition, parameters };
}

const byId = <T extends { id: string }>(records: readonly T[]): Map<string, T> =>
  new Map(records.map((record) => [record.id, record]));

function inOrder<T extends { id: string }>(ids: readonly string[], records: readonly T[]): Map<string, T> {
  const known = byId(records);
  return new Map(
    ids.flatMap((id) => {
      const record = known.get(id);
      return record === undefined ? [] : [[id, record] as const];
    }),
  );
}
