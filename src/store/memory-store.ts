/** A store over records in memory. */
import { groupBy } from '../model/group-by.ts';
import { wordsOf } from '../model/names.ts';
import type { ClaimRecord, EntityRecord, RemarkRecord } from '../model/records.ts';
import { type Sought, termsOf } from '../model/terms.ts';
import type { StoreRecords } from './expand.ts';
import { likestNames, type NameIndex, namesWithinTwo } from './name-index.ts';
import { indexInMemory } from './name-index-in-memory.ts';
import type { ClaimQuery, RemarkQuery, Store } from './store.ts';

/** Builds a store from records that passed the checks. */
export function memoryStore(records: StoreRecords): Store {
  const entity = new Map<string, EntityRecord>(records.entities.map((record) => [record.id, record]));
  const sources = new Map(records.sources.map((source) => [source.id, source]));
  const { names } = records;
  const byFolded = groupBy(names, ({ folded }) => folded);
  const byEnd = {
    from: groupBy(records.claims, ({ from }) => from),
    to: groupBy(records.claims, ({ to }) => to),
  };

  /** The claims that an index can give for a query, or all of them. */
  const candidates = ({ from, to }: ClaimQuery): readonly ClaimRecord[] => {
    const [index, ids] = from ? [byEnd.from, from] : to ? [byEnd.to, to] : [null, []];
    if (index === null) return records.claims;
    return [...new Set(ids)].flatMap((id) => index.get(id) ?? []);
  };

  const claimsOf = (query: ClaimQuery) => candidates(query).filter((claim) => fits(claim, query));

  let index: NameIndex | undefined;
  const nameIndex = () => {
    index ??= indexInMemory(names, (id) => entity.get(id)?.kind);
    return index;
  };

  return {
    meta: async () => records.meta,
    entities: async (ids) => pick(entity, ids),
    entitiesOfKind: async (kinds) => records.entities.filter(({ kind }) => kinds.includes(kind)),
    named: async (folded) => byFolded.get(folded) ?? [],
    namesWithinTwo: (folded) => namesWithinTwo(nameIndex(), folded),
    namesWithWords: async (words) => {
      const holders = new Set<string>();
      for (const { entity: holder, name } of names) {
        if (holders.size === 2) break;
        const own = wordsOf(name);
        if (words.every((word) => own.includes(word))) holders.add(holder);
      }
      return names.filter(({ entity: holder }) => holders.has(holder));
    },
    namesLike: (folded, limit, kinds) => likestNames(nameIndex(), folded, limit, kinds),
    claims: async (query) => claimsOf(query),
    links: async (query) => claimsOf(query),
    remarks: async (query) => records.remarks.filter((remark) => isWanted(remark, query)),
    sources: async (ids) => (ids === undefined ? sources : pick(sources, ids)),
    holding: async (terms, limit) => {
      const found = {
        entities: first(records.entities, limit, (one) => holds(textsOfEntity(one), terms)),
        claims: first(records.claims, limit, ({ evidence }) =>
          holds(
            evidence.map(({ quote }) => quote),
            terms,
          ),
        ),
        remarks: first(records.remarks, limit, ({ summary, evidence }) =>
          holds([summary, ...evidence.map(({ quote }) => quote)], terms),
        ),
      };
      return {
        entities: found.entities.slice(0, limit),
        claims: found.claims.slice(0, limit),
        remarks: found.remarks.slice(0, limit),
        areMore: Object.values(found).some(({ length }) => length > limit),
      };
    },
    text: async (source) => records.texts.get(source) ?? null,
  };
}

function fits(
  claim: ClaimRecord,
  { from, to, via, with: beside, ends, relation, source }: ClaimQuery,
): boolean {
  return (
    (!from || from.includes(claim.from)) &&
    (!to || to.includes(claim.to)) &&
    (!ends || ends.includes(claim.from) || ends.includes(claim.to)) &&
    (!via || claim.via.some(({ id }) => via.includes(id))) &&
    (!beside || claim.with.some((id) => beside.includes(id))) &&
    (!relation || relation.includes(claim.relation)) &&
    (!source || source.includes(claim.source))
  );
}

const isWanted = (
  { subject, saidBy, source }: RemarkRecord,
  { about, source: wanted }: RemarkQuery,
): boolean =>
  (!about || subject.some((id) => about.includes(id)) || (saidBy !== null && about.includes(saidBy))) &&
  (!wanted || wanted.includes(source));

function pick<T>(records: ReadonlyMap<string, T>, ids: Iterable<string>): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const record = records.get(id);
    if (record) found.set(id, record);
  }
  return found;
}

/** Up to `limit` of what passes, and one more where there is one. */
function first<T>(items: readonly T[], limit: number, passes: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length > limit) break;
    if (passes(item)) found.push(item);
  }
  return found;
}

const textsOfEntity = ({ id, name, aliases, description }: EntityRecord): string[] => [
  id,
  name,
  ...aliases.map((alias) => alias.name),
  description,
];

function holds(texts: readonly string[], sought: readonly Sought[]): boolean {
  const terms = new Set(texts.flatMap((text) => [...termsOf(text)]));
  return sought.every(
    ({ term, isPrefix }) =>
      terms.has(term) || (isPrefix && [...terms].some((other) => other.startsWith(term))),
  );
}
