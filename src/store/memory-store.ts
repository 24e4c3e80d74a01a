/** A store over records in memory. */
import { groupBy } from '../model/group-by.ts';
import type { ClaimRecord, EntityRecord, SourceRecord } from '../model/records.ts';
import type { StoreRecords } from './expand.ts';
import type { ClaimQuery, Store } from './store.ts';

/** Builds a store from records that passed the checks. */
export function memoryStore(records: StoreRecords): Store {
  const entity = new Map<string, EntityRecord>(records.entities.map((record) => [record.id, record]));
  const sources: ReadonlyMap<string, SourceRecord> = new Map(
    records.sources.map((source) => [source.id, source]),
  );
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

  return {
    meta: async () => records.meta,
    entities: async (ids) => {
      const found = new Map<string, EntityRecord>();
      for (const id of ids) {
        const record = entity.get(id);
        if (record) found.set(id, record);
      }
      return found;
    },
    entitiesOfKind: async (kinds) => records.entities.filter(({ kind }) => kinds.includes(kind)),
    named: async (folded) => byFolded.get(folded) ?? [],
    namesNear: async () => names,
    claims: async (query) => candidates(query).filter((claim) => fits(claim, query)),
    remarks: async (ids) =>
      records.remarks.filter(
        ({ subject, saidBy }) =>
          ids === undefined ||
          subject.some((id) => ids.includes(id)) ||
          (saidBy !== null && ids.includes(saidBy)),
      ),
    sources: async () => sources,
    text: async (source) => records.texts.get(source) ?? null,
  };
}

function fits(claim: ClaimRecord, { from, to, via, with: beside, ends, relation }: ClaimQuery): boolean {
  return (
    (!from || from.includes(claim.from)) &&
    (!to || to.includes(claim.to)) &&
    (!ends || ends.includes(claim.from) || ends.includes(claim.to)) &&
    (!via || claim.via.some(({ id }) => via.includes(id))) &&
    (!beside || claim.with.some((id) => beside.includes(id))) &&
    (!relation || relation.includes(claim.relation))
  );
}
