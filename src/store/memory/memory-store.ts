/** The store over records that are in memory, or in a file whose lines are read on demand. */
import { groupBy } from '../../model/group-by.ts';
import { once } from '../../model/once.ts';
import type { StoreRecords } from '../../model/records.ts';
import { isLink } from '../../model/vocabulary.ts';
import { editDistance } from '../edit-distance.ts';
import { mostSimilarNames } from '../name-index.ts';
import type { Store } from '../store.ts';
import { findClaims } from './find-claims.ts';
import { memoryNameIndex, wordSearch } from './memory-name-index.ts';
import { ordinalsOf } from './postings.ts';
import { type IdentifiedList, objectRecords, type Records } from './records.ts';
import { searchText } from './text-search.ts';

/** A store of records in memory. */
export const memoryStore = (records: StoreRecords): Store => storeOfRecords(objectRecords(records));

/** A store of any records. */
export function storeOfRecords(records: Records): Store {
  const { entities, claims, remarks, sources, names } = records;
  const namesByFolded = once(() => groupBy(names(), ({ folded }) => folded));
  const namesWithWords = once(() => wordSearch(names()));
  const kindOf = (id: string) => recordsById(entities, [id]).get(id)?.kind;
  const nameIndex = once(() => memoryNameIndex(names(), kindOf));

  return {
    meta: async () => records.meta,
    entities: async (ids) => recordsById(entities, ids),
    entitiesOfKind: async (kinds) => entities.all().filter(({ kind }) => kinds.includes(kind)),
    namesByFolded: async (folded) => namesByFolded().get(folded) ?? [],
    namesWithinEditDistance2: async (folded) =>
      names().filter((name) => editDistance(folded, name.folded, 2) <= 2),
    namesWithWords: async (words) => namesWithWords()(words),
    similarNames: (folded, limit, kinds) => mostSimilarNames(nameIndex(), folded, limit, kinds),
    claims: async (query) => findClaims(claims, query),
    neighbours: async ({ of, among, relation, status }) => {
      const linking = findClaims(claims, { ends: of, ...(relation && { relation }) }).filter(
        (claim) =>
          isLink(claim) &&
          claim.withdrawn === null &&
          (!status || (claim.status !== null && status.includes(claim.status))),
      );
      const own = new Set(of);
      const linked = linking.flatMap(({ from, to }) => [
        ...(own.has(from) ? [to] : []),
        ...(own.has(to) ? [from] : []),
      ]);
      const allowed = among && new Set(among);
      return [...new Set(linked)].filter((id) => !allowed || allowed.has(id));
    },
    remarks: async ({ about, source }) => {
      const found = about
        ? remarks.read(ordinalsOf(remarks.byEntity(), about))
        : source
          ? remarks.read(ordinalsOf(remarks.bySource(), source))
          : remarks.all();
      return found.filter((remark) => !source || source.includes(remark.source));
    },
    sources: async (ids) => recordsById(sources, ids ?? sources.all().map(({ id }) => id)),
    searchText: async (terms, limit) => searchText(records, terms, limit),
    text: async (source) => records.text(source),
  };
}

function recordsById<T extends { id: string }>(
  records: IdentifiedList<T>,
  ids: Iterable<string>,
): Map<string, T> {
  const ordinals = [...new Set(ids)].flatMap((id) => records.ordinalOf(id) ?? []);
  return new Map(records.read(ordinals).map((record) => [record.id, record]));
}
