/** Semantic differences between two knowledge bases. The order, the files and the formatting of records do not count. */
import { groupBy } from '../model/group-by.ts';
import { compareNames, foldName } from '../model/names.ts';
import type { ClaimRecord, EntityRecord, RemarkRecord, Statement } from '../model/records.ts';
import { KINDS, relationTerms, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim, Remark } from './answers/claim.ts';
import type { DiffRow, FieldChange } from './answers/diff.ts';
import {
  entityFields,
  type IdAfter,
  metaFields,
  type SourceWithMarks,
  sourceFields,
  statementFields,
} from './diff-fields.ts';
import { type Matched, matchById, matchInGroups, renamedIds } from './diff-match.ts';
import { listSources } from './source.ts';

/** A claim or remark as a record and as an answer. */
interface Stated<Stored, Answer> {
  id: string;
  record: Stored;
  answer: Answer;
}

/** Everything that is compared of one knowledge base. */
interface Snapshot {
  entities: readonly EntityRecord[];
  claims: Stated<ClaimRecord, Claim>[];
  remarks: Stated<RemarkRecord, Remark>[];
  sources: SourceWithMarks[];
}

/** Every record that differs: first kb.yaml, then entities, claims, remarks and sources, each sorted by name. */
export async function diff(before: Store, after: Store): Promise<DiffRow[]> {
  const [a, b] = [await readSnapshot(before), await readSnapshot(after)];
  const renamed = renamedIds(a.entities, b.entities, entityNames);
  const moved = renamedIds(a.sources, b.sources, identityOf);
  const entityAfter: IdAfter = (id) => renamed.get(id) ?? id;
  const sourceAfter: IdAfter = (id) => moved.get(id) ?? id;

  const metaBefore = await before.meta();
  const kb = await after.meta();
  const kbFields = metaFields(metaBefore, kb);
  const entities = differencesOf(matchById(a.entities, b.entities, entityAfter), entityFields, entityAfter);
  const sources = differencesOf(
    matchById(a.sources, b.sources, sourceAfter),
    (x, y) => sourceFields(x, y, entityAfter),
    sourceAfter,
  );
  return [
    ...(kbFields.length === 0
      ? []
      : [
          {
            what: 'kb' as const,
            change: 'changed' as const,
            id: 'kb',
            formerId: null,
            fields: kbFields,
            kb,
          },
        ]),
    ...entities
      .map(({ item, ...row }) => ({ what: 'entity' as const, ...row, entity: item }))
      .sort((x, y) => compareNames(x.entity.name, y.entity.name) || compareDifferences(x, y)),
    ...claimRows(a.claims, b.claims, entityAfter, sourceAfter),
    ...remarkRows(a.remarks, b.remarks, entityAfter, sourceAfter),
    ...sources
      .map(({ item, ...row }) => ({ what: 'source' as const, ...row, source: item.row }))
      .sort(compareDifferences),
  ];
}

async function readSnapshot(store: Store): Promise<Snapshot> {
  const entities = await store.entitiesOfKind(words(KINDS));
  const claims = await store.claims({});
  const remarks = await store.remarks({});
  const builder = await AnswerBuilder.forRecords(store, claims, remarks);
  const rows = await listSources(store);
  const records = await store.sources();
  return {
    entities,
    claims: claims.map((record) => ({ id: record.id, record, answer: builder.claim(record) })),
    remarks: remarks.map((record) => ({ id: record.id, record, answer: builder.remark(record) })),
    sources: rows.map((row) => ({ id: row.id, row, read: records.get(row.id)?.read ?? [] })),
  };
}

/** The names by which a renamed entity is recognised: its old id is now an alias, or its new id was one before. */
const entityNames = ({ id, kind, name, aliases }: EntityRecord) => {
  const named = [name, ...aliases.filter(({ ambiguous }) => !ambiguous).map((alias) => alias.name)];
  const key = (text: string) => `${kind} ${foldName(text)}`;
  return { own: key(id), all: named.map(key) };
};

/** Matches claims by source, relation and ends; if several are equal in these, by their quotes. */
function claimRows(
  before: readonly Stated<ClaimRecord, Claim>[],
  after: readonly Stated<ClaimRecord, Claim>[],
  entityAfter: IdAfter,
  sourceAfter: IdAfter,
): Extract<DiffRow, { what: 'claim' }>[] {
  const keyOf = ({ record }: Stated<ClaimRecord, Claim>, entity: IdAfter, source: IdAfter) => {
    const ends = [entity(record.from), entity(record.to)];
    if (relationTerms(record.relation).symmetric) ends.sort();
    return JSON.stringify([record.relation, ...ends, source(record.source)]);
  };
  const fields = (x: Stated<ClaimRecord, Claim>, y: Stated<ClaimRecord, Claim>) =>
    statementFields(withAuthoredDate(x), withAuthoredDate(y), entityAfter);
  const matched = matchInGroups<Stated<ClaimRecord, Claim>>(
    groupBy(before, (claim) => keyOf(claim, entityAfter, sourceAfter)),
    groupBy(after, (claim) => keyOf(claim, same, same)),
    { fields, texts: quotesOfAnswer, canBeSame: () => true },
  );
  return differencesOf(matched, fields)
    .map(({ item, ...row }) => ({ what: 'claim' as const, ...row, claim: item.answer }))
    .sort(
      ({ claim: x, ...left }, { claim: y, ...right }) =>
        compareNames(x.from.name, y.from.name) ||
        compareNames(x.to.name, y.to.name) ||
        compareDifferences(left, right),
    );
}

/** Matches the remarks of a source by quotes and summary, because nothing else identifies a remark. */
function remarkRows(
  before: readonly Stated<RemarkRecord, Remark>[],
  after: readonly Stated<RemarkRecord, Remark>[],
  entityAfter: IdAfter,
  sourceAfter: IdAfter,
): Extract<DiffRow, { what: 'remark' }>[] {
  const fields = (x: Stated<RemarkRecord, Remark>, y: Stated<RemarkRecord, Remark>) =>
    statementFields(withAuthoredDate(x), withAuthoredDate(y), entityAfter);
  const matched = matchInGroups<Stated<RemarkRecord, Remark>>(
    groupBy(before, ({ record }) => sourceAfter(record.source)),
    groupBy(after, ({ record }) => record.source),
    {
      fields,
      texts: (remark) => [...quotesOfAnswer(remark), remark.record.summary],
      canBeSame: (shared) => shared > 0,
    },
  );
  const position = ({ evidence: [first] }: Remark) => ({
    source: first?.source ?? '',
    line: first?.line ?? 0,
  });
  return differencesOf(matched, fields)
    .map(({ item, ...row }) => ({ what: 'remark' as const, ...row, remark: item.answer }))
    .sort(
      ({ remark: x, ...left }, { remark: y, ...right }) =>
        compareNames(position(x).source, position(y).source) ||
        position(x).line - position(y).line ||
        compareNames(x.summary, y.summary) ||
        compareDifferences(left, right),
    );
}

/** The answer with its date as authored, because the answer itself has no text for a month or a range of days. */
const withAuthoredDate = <Answer extends Claim | Remark>({
  record,
  answer,
}: Stated<Statement, Answer>): Answer => ({
  ...answer,
  date: record.date,
});

const same: IdAfter = (id) => id;

const quotesOfAnswer = ({ answer }: { answer: Claim | Remark }): string[] =>
  answer.evidence.map((one) =>
    'quote' in one ? one.quote : JSON.stringify([one.table, one.row, one.column]),
  );

/** By what a source is known if its id changes: its text, or the files of its repository. */
function identityOf({ row: { sha256, repository } }: SourceWithMarks): { own: string; all: string[] } {
  const own = sha256 ?? JSON.stringify([repository?.address, repository?.files]);
  return { own, all: [own] };
}

/** The fields that the rows of all kinds of records share, with the record. */
interface Difference<T> {
  change: DiffRow['change'];
  id: string;
  formerId: string | null;
  fields: FieldChange[];
  item: T;
}

/** The differences between matched records. A record that only refers to another one by its new id does not differ. */
function differencesOf<T extends { id: string }>(
  { both, removed, added }: Matched<T>,
  fieldsOf: (before: T, after: T) => FieldChange[],
  idAfter: IdAfter = same,
): Difference<T>[] {
  const alone = (item: T, change: 'added' | 'removed'): Difference<T> => ({
    change,
    id: item.id,
    formerId: null,
    fields: [],
    item,
  });
  return [
    ...removed.map((item) => alone(item, 'removed')),
    ...added.map((item) => alone(item, 'added')),
    ...both.flatMap(([before, after]): Difference<T>[] => {
      const fields = fieldsOf(before, after);
      const isRenamedItself = idAfter(before.id) !== before.id;
      if (fields.length === 0 && !isRenamedItself) return [];
      return [
        {
          change: isRenamedItself ? 'renamed' : 'changed',
          id: after.id,
          formerId: before.id === after.id ? null : before.id,
          fields,
          item: after,
        },
      ];
    }),
  ];
}

const CHANGES: readonly DiffRow['change'][] = ['removed', 'added', 'renamed', 'changed'];

const compareDifferences = (a: Pick<DiffRow, 'id' | 'change'>, b: Pick<DiffRow, 'id' | 'change'>): number =>
  compareNames(a.id, b.id) || CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change);
