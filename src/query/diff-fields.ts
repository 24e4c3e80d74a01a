/** Which fields of a record differ, and how. What is derived from other records, and where a passage stands, is no field. */
import type { EntityRecord, MetaRecord, SourceRecord } from '../model/records.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import type { Claim, EntityRef, Evidence, Remark, ViaRef } from './answers/claim.ts';
import type { FieldChange } from './answers/diff.ts';
import type { SourceRow } from './answers/source.ts';
import { viaKey } from './claims.ts';

/** The id that an entity has after, by the one it had before. */
export type IdAfter = (id: string) => string;

type TextField = Exclude<Extract<FieldChange, { before: string | null }>['field'], 'status'>;

/** What differs in the knowledge base itself. */
export const metaFields = (before: MetaRecord, after: MetaRecord): FieldChange[] => [
  ...text('title', before.title, after.title),
  ...text('description', before.description, after.description),
  ...text('licence', before.licence, after.licence),
];

/** What differs in an entity; that the other id of a renamed one is among its names goes without saying. */
export function entityFields(before: EntityRecord, after: EntityRecord): FieldChange[] {
  const other = (own: EntityRecord, ids: EntityRecord) =>
    own.aliases.filter(({ name }) => own.id === ids.id || name !== ids.id);
  const aliases = lists(other(before, after), other(after, before), ({ name, lang, ambiguous }) =>
    JSON.stringify([name, lang, ambiguous]),
  );
  return [
    ...text('name', before.name, after.name),
    ...text('kind', before.kind, after.kind),
    ...lists(before.roles, after.roles).map((parts) => ({ field: 'roles' as const, ...parts })),
    ...aliases.map((parts) => ({ field: 'aliases' as const, ...parts })),
    ...text('description', before.description, after.description),
    ...text('location', before.location, after.location),
    ...lists(before.links, after.links).map((parts) => ({ field: 'links' as const, ...parts })),
  ];
}

/** What differs in a claim. */
export function claimFields(before: Claim, after: Claim, idAfter: IdAfter): FieldChange[] {
  const via = lists(
    before.via,
    after.via,
    (item: ViaRef) => viaKey({ ...item, id: idAfter(item.id) }),
    viaKey,
  );
  return [
    ...(before.status === after.status
      ? []
      : [
          {
            field: 'status' as const,
            before: before.status,
            after: after.status,
            direction: directionOf(before.status, after.status),
          },
        ]),
    ...text('printed', before.printed, after.printed),
    ...via.map((parts) => ({ field: 'via' as const, ...parts })),
    ...entities(before.with, after.with, idAfter).map((parts) => ({ field: 'with' as const, ...parts })),
    ...statementFields(before, after, idAfter),
  ];
}

/** What differs in a remark. */
export const remarkFields = (before: Remark, after: Remark, idAfter: IdAfter): FieldChange[] => [
  ...text('topic', before.topic, after.topic),
  ...entities(before.subject, after.subject, idAfter).map((parts) => ({
    field: 'subject' as const,
    ...parts,
  })),
  ...text('summary', before.summary, after.summary),
  ...statementFields(before, after, idAfter),
];

function statementFields(before: Claim | Remark, after: Claim | Remark, idAfter: IdAfter): FieldChange[] {
  return [
    ...entity('saidBy', before.saidBy, after.saidBy, idAfter),
    ...text('channel', before.channel, after.channel),
    ...text('printedDate', before.printedDate, after.printedDate),
    ...text('date', before.date, after.date),
    ...text('dateBasis', before.dateBasis, after.dateBasis),
    ...text('note', before.note, after.note),
    ...lists(before.evidence, after.evidence, ({ quote }: Evidence) => quote).map((parts) => ({
      field: 'evidence' as const,
      ...parts,
    })),
  ];
}

/** A source as an answer, with the passages of it that were read and state nothing. */
export interface SourceSide {
  id: string;
  row: SourceRow;
  read: SourceRecord['read'];
}

/** What differs in a source. */
export function sourceFields(before: SourceSide, after: SourceSide, idAfter: IdAfter): FieldChange[] {
  const lines = ({ row: { extent } }: SourceSide) => `${extent.first}-${extent.last}`;
  const read = ({ read: marks }: SourceSide) => marks.map(({ quote, why }) => ({ quote, why }));
  const own = (field: 'title' | 'url' | 'published' | 'publishedBasis' | 'retrieved' | 'sha256') =>
    text(field, before.row[field], after.row[field]);
  return [
    ...own('title'),
    ...entity('publisher', before.row.publisher, after.row.publisher, idAfter),
    ...own('url'),
    ...own('published'),
    ...own('publishedBasis'),
    ...own('retrieved'),
    ...own('sha256'),
    ...text('extent', lines(before), lines(after)),
    ...lists(read(before), read(after), ({ quote, why }) => JSON.stringify([quote, why])).map((parts) => ({
      field: 'read' as const,
      ...parts,
    })),
  ];
}

const text = (field: TextField, before: string | null, after: string | null): FieldChange[] =>
  before === after ? [] : [{ field, before, after }];

const entity = (
  field: 'saidBy' | 'publisher',
  before: EntityRef | null,
  after: EntityRef | null,
  idAfter: IdAfter,
): FieldChange[] =>
  (before === null ? null : idAfter(before.id)) === (after?.id ?? null) ? [] : [{ field, before, after }];

const entities = (before: readonly EntityRef[], after: readonly EntityRef[], idAfter: IdAfter) =>
  lists(
    before,
    after,
    ({ id }: EntityRef) => idAfter(id),
    ({ id }) => id,
  );

/** What is gone from a list and what is new in it, if anything is: the order means nothing, and each item counts once. */
function lists<T>(
  before: readonly T[],
  after: readonly T[],
  keyBefore: (item: T) => string = String,
  keyAfter = keyBefore,
): { removed: T[]; added: T[] }[] {
  const known = { before: new Set(before.map(keyBefore)), after: new Set(after.map(keyAfter)) };
  const removed = before.filter((item) => !known.after.has(keyBefore(item)));
  const added = after.filter((item) => !known.before.has(keyAfter(item)));
  return removed.length + added.length === 0 ? [] : [{ removed, added }];
}

function directionOf(before: Status | null, after: Status | null): 'firmer' | 'weaker' | null {
  const [from, to] = [before && STATUSES[before].rung, after && STATUSES[after].rung];
  if (from === null || to === null) return null;
  return to > from ? 'firmer' : 'weaker';
}
