/** Citations: sources with the claims and remarks that are cited from them. */
import { groupBy } from '../model/group-by.ts';
import type { SourceRecord } from '../model/records.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder, publisherIds } from './answer-builder.ts';
import type { Citation } from './answers/cite.ts';
import type { Claim, Remark } from './answers/claim.ts';

/** What is cited: whole sources by their ids, or claims and remarks. */
export interface Cited {
  sources?: readonly string[];
  claims?: readonly Claim[];
  remarks?: readonly Remark[];
}

/** One citation for each source, in the order in which they are cited. */
export async function cite(
  store: Store,
  { sources = [], claims = [], remarks = [] }: Cited,
): Promise<Citation[]> {
  const sourceOf = ({ evidence }: Claim | Remark) => evidence[0]?.source ?? '';
  const claimsBySource = groupBy(claims, sourceOf);
  const remarksBySource = groupBy(remarks, sourceOf);
  const records = await store.sources(
    new Set([...sources, ...claimsBySource.keys(), ...remarksBySource.keys()]),
  );
  const builder = await AnswerBuilder.forEntities(store, [...records.values()].flatMap(publisherIds));
  return [...records.values()].map((record) => ({
    source: citedSource(builder, record),
    claims: claimsBySource.get(record.id) ?? [],
    remarks: remarksBySource.get(record.id) ?? [],
  }));
}

function citedSource(builder: AnswerBuilder, record: SourceRecord): Citation['source'] {
  const { id, title, author, url, archived, repository, origin } = record;
  const { published, publishedBasis, retrieved } = record;
  const publisher = builder.ref(record.publisher);
  const republishedBy = builder.republisher(record);
  const dates = { published, publishedBasis, retrieved };
  return { id, title, author, publisher, republishedBy, url, archived, repository, origin, ...dates };
}
