/** A store over records in memory. */

import { groupBy } from '../../model/group-by.ts';
import type { RemarkRecord, StoreRecords } from '../../model/records.ts';
import { isSupport } from '../../model/vocabulary.ts';
import { editDistance } from '../edit-distance.ts';
import { mostSimilarNames } from '../name-index.ts';
import type { RemarkQuery, Store } from '../store.ts';
import { claimIndex } from './claim-index.ts';
import { memoryNameIndex, wordSearch } from './memory-name-index.ts';
import { searchText } from './text-search.ts';

/** Builds a store from records that passed the checks. What is not asked for is not sorted: most runs ask little. */
export function memoryStore(records: StoreRecords): Store {
  const { names } = records;
  const entity = once(() => new Map(records.entities.map((record) => [record.id, record])));
  const sources = once(() => new Map(records.sources.map((source) => [source.id, source])));
  const byFolded = once(() => groupBy(names, ({ folded }) => folded));
  const claims = claimIndex(records.claims);

  const nameIndex = once(() => memoryNameIndex(names, (id) => entity().get(id)?.kind));
  const withWords = once(() => wordSearch(names));

  return {
    meta: async () => records.meta,
    entities: async (ids) => pick(entity(), ids),
    entitiesOfKind: async (kinds) => records.entities.filter(({ kind }) => kinds.includes(kind)),
    namesByFolded: async (folded) => byFolded().get(folded) ?? [],
    namesWithinEditDistance2: async (folded) =>
      names.filter((name) => editDistance(folded, name.folded, 2) <= 2),
    namesWithWords: async (words) => withWords()(words),
    similarNames: (folded, limit, kinds) => mostSimilarNames(nameIndex(), folded, limit, kinds),
    claims: async (query) => claims(query),
    edges: async (query) => claims(query),
    neighbours: async ({ of, among, relation, status }) => {
      const found = claims({ ends: of, ...(relation && { relation }) }).filter(
        (claim) =>
          (claim.relation !== 'supports' || isSupport(claim.status)) &&
          (!status || (claim.status !== null && status.includes(claim.status))),
      );
      const own = new Set(of);
      const far = found.flatMap(({ from, to }) => [
        ...(own.has(from) ? [to] : []),
        ...(own.has(to) ? [from] : []),
      ]);
      const wanted = among && new Set(among);
      return [...new Set(far)].filter((id) => !wanted || wanted.has(id));
    },
    remarks: async (query) => records.remarks.filter((remark) => isWanted(remark, query)),
    sources: async (ids) => (ids === undefined ? sources() : pick(sources(), ids)),
    searchText: async (terms, limit) => searchText(records, terms, limit),
    text: async (source) => records.texts.get(source) ?? null,
  };
}

/** What is made when it is first asked for, and kept. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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
