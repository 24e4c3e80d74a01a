/** The records that a memory store reads, by ordinal: their number in the order of authoring. */
import { once } from '../../model/once.ts';
import type {
  ClaimRecord,
  EntityRecord,
  MetaRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
  StoreRecords,
} from '../../model/records.ts';
import { type Postings, postingsOf } from './postings.ts';

/** Records of one kind. */
export interface RecordList<T> {
  all(): readonly T[];
  /** The records of these ordinals, which must exist. */
  read(ordinals: readonly number[]): readonly T[];
}

/** Records with ids. */
export interface IdentifiedList<T> extends RecordList<T> {
  ordinalOf(id: string): number | undefined;
}

/** Claims or remarks. */
export interface StatementList<T> extends RecordList<T> {
  /** The ordinals of the statements that name each entity: as a part of a claim, or as the subject or claimant of a remark. */
  byEntity(): Postings;
  bySource(): Postings;
}

/** All records of a knowledge base: objects in memory (`objectRecords`), or lines of a file that are read on demand. */
export interface Records {
  meta: MetaRecord;
  entities: IdentifiedList<EntityRecord>;
  sources: IdentifiedList<SourceRecord>;
  claims: StatementList<ClaimRecord>;
  remarks: StatementList<RemarkRecord>;
  names(): readonly NameRecord[];
  /** The text of a source; null if it is not available. */
  text(source: string): string | null;
}

/** The entities that a claim names, each once. */
export const entityIdsOf = ({ from, to, via, with: others }: ClaimRecord): string[] => [
  ...new Set([from, to, ...via.map(({ id }) => id), ...others]),
];

/** The entities that a remark is about or by. */
const entityIdsOfRemark = ({ subject, saidBy }: RemarkRecord): string[] => [
  ...new Set(saidBy === null ? subject : [...subject, saidBy]),
];

/** Records that are objects in memory; indexes are built when they are first used. */
export function objectRecords({
  meta,
  entities,
  claims,
  remarks,
  sources,
  names,
  texts,
}: StoreRecords): Records {
  return {
    meta,
    entities: identified(entities),
    sources: identified(sources),
    claims: claimList(claims),
    remarks: statementList(remarks, entityIdsOfRemark),
    names: () => names,
    text: (source) => texts.get(source) ?? null,
  };
}

/** Claims in memory; indexes are built when they are first used. */
export const claimList = (claims: readonly ClaimRecord[]): StatementList<ClaimRecord> =>
  statementList(claims, entityIdsOf);

const recordList = <T>(records: readonly T[]): RecordList<T> => ({
  all: () => records,
  read: (ordinals) => ordinals.map((ordinal) => records[ordinal] as T),
});

function identified<T extends { id: string }>(records: readonly T[]): IdentifiedList<T> {
  const ordinals = once(() => new Map(records.map(({ id }, ordinal) => [id, ordinal])));
  return { ...recordList(records), ordinalOf: (id) => ordinals().get(id) };
}

const statementList = <T extends { source: string }>(
  records: readonly T[],
  entityIds: (record: T) => string[],
): StatementList<T> => ({
  ...recordList(records),
  byEntity: once(() => postingsOf(records, entityIds)),
  bySource: once(() => postingsOf(records, ({ source }) => [source])),
});
