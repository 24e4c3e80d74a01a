/** Which fields of a record differ, and how. Derived fields and the positions of passages are not compared. */
import type { EntityRecord, MetaRecord, SourceRecord } from '../model/records.ts';
import { viaKey } from '../model/references.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import type { Claim, EntityRef, Evidence, Remark, ViaRef } from './answers/claim.ts';
import type { FieldChange, TextField } from './answers/diff.ts';
import type { SourceRow } from './answers/source.ts';

/** The id that an entity has after, by the one it had before. */
export type IdAfter = (id: string) => string;

/** What differs in the knowledge base itself. */
export const metaFields = (before: MetaRecord, after: MetaRecord): FieldChange[] => [
  ...text('title', before.title, after.title),
  ...text('description', before.description, after.description),
  ...text('licence', before.licence, after.licence),
];

/** What differs in an entity. If it was renamed, its other id among the aliases is not reported. */
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

// The ends and the relation identify a claim, and the rest of these is derived or depends on the question.
const NOT_COMPARED: ReadonlySet<string> = new Set(['id', 'relation', 'from', 'to', 'scope', 'firstParty']);

/** What differs in a claim or a remark, in the order of its fields. A field that is not named here is compared as text. */
export function statementFields<T extends Claim | Remark>(
  before: T,
  after: T,
  idAfter: IdAfter,
): FieldChange[] {
  const values = <V>(field: string): [V, V] =>
    [before, after].map((side) => new Map<string, unknown>(Object.entries(side)).get(field)) as [V, V];
  return Object.keys(after).flatMap((field): FieldChange[] => {
    if (NOT_COMPARED.has(field)) return [];
    switch (field) {
      case 'status':
        return statusChange(...values<Status | null>(field));
      case 'via': {
        const keyBefore = (item: ViaRef) => viaKey({ ...item, id: idAfter(item.id) });
        return lists(...values<ViaRef[]>(field), keyBefore, viaKey).map((parts) => ({ field, ...parts }));
      }
      case 'with':
      case 'subject':
        return entities(...values<EntityRef[]>(field), idAfter).map((parts) => ({ field, ...parts }));
      case 'saidBy':
        return entity(field, ...values<EntityRef | null>(field), idAfter);
      case 'evidence':
        return lists(...values<Evidence[]>(field), ({ quote }) => quote).map((parts) => ({
          field,
          ...parts,
        }));
      default:
        return text(field as TextField, ...values<string | null>(field));
    }
  });
}

const statusChange = (before: Status | null, after: Status | null): FieldChange[] =>
  before === after ? [] : [{ field: 'status', before, after, direction: directionOf(before, after) }];

/** A source as an answer, with its passages that are marked as read. */
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

/** The removed and added items of a list, if there are any; order and repetition do not count. */
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
