/** Which fields of a record differ, and how. Derived fields and the positions of quotes are not compared. */
import type { EntityRecord, MetaRecord, SourceRecord } from '../model/records.ts';
import { viaKey } from '../model/references.ts';
import { STATUSES, type Status } from '../model/vocabulary.ts';
import type { Claim, EntityRef, Evidence, Remark, ViaRef } from './answers/claim.ts';
import type { FieldChange, TextField } from './answers/diff.ts';
import type { SourceRow, sourceTexts } from './answers/source.ts';

/** Maps the id that a record had before to the one it has after. */
export type IdAfter = (id: string) => string;

/** The fields of kb.yaml that differ. */
export const metaFields = (before: MetaRecord, after: MetaRecord): FieldChange[] => [
  ...textField('title', before.title, after.title),
  ...textField('description', before.description, after.description),
  ...textField('licence', before.licence, after.licence),
];

/** The fields of an entity that differ. After a rename, the alias that equals the other id is not reported. */
export function entityFields(before: EntityRecord, after: EntityRecord): FieldChange[] {
  const other = (own: EntityRecord, ids: EntityRecord) =>
    own.aliases.filter(({ name }) => own.id === ids.id || name !== ids.id);
  const aliases = listField(other(before, after), other(after, before), ({ name, lang, ambiguous }) =>
    JSON.stringify([name, lang, ambiguous]),
  );
  return [
    ...textField('name', before.name, after.name),
    ...textField('kind', before.kind, after.kind),
    ...listField(before.roles, after.roles).map((parts) => ({ field: 'roles' as const, ...parts })),
    ...aliases.map((parts) => ({ field: 'aliases' as const, ...parts })),
    ...textField('description', before.description, after.description),
    ...textField('location', before.location, after.location),
    ...listField(before.links, after.links).map((parts) => ({ field: 'links' as const, ...parts })),
  ];
}

// Relation and ends are equal, because claims are matched by them. The others are derived, such as `seen` from the commit of the
// source, or depend on the question.
const NOT_COMPARED: ReadonlySet<string> = new Set([
  'id',
  'relation',
  'from',
  'to',
  'scope',
  'firstParty',
  'version',
  'notBefore',
  'notAfter',
  'seen',
]);

/** The fields that give the date of a cell: the last change of its file, which every update changes. */
const DATE_OF_FILE: ReadonlySet<string> = new Set(['date', 'dateBasis']);

const isDatedByFile = (statement: Claim | Remark): boolean =>
  'seen' in statement &&
  statement.seen !== null &&
  (statement.date === null || statement.date.startsWith('../'));

/** The fields of a claim or remark that differ, in their order. A field without a case here is compared as text. */
export function statementFields<T extends Claim | Remark>(
  before: T,
  after: T,
  idAfter: IdAfter,
): FieldChange[] {
  const values = <V>(field: string): [V, V] =>
    [before, after].map((side) => new Map<string, unknown>(Object.entries(side)).get(field)) as [V, V];
  const areDatedByFile = isDatedByFile(before) && isDatedByFile(after);
  return Object.keys(after).flatMap((field): FieldChange[] => {
    if (NOT_COMPARED.has(field) || (areDatedByFile && DATE_OF_FILE.has(field))) return [];
    switch (field) {
      case 'status':
        return statusChange(...values<Status | null>(field));
      case 'via': {
        const keyBefore = (item: ViaRef) => viaKey({ ...item, id: idAfter(item.id) });
        return listField(...values<ViaRef[]>(field), keyBefore, viaKey).map((parts) => ({ field, ...parts }));
      }
      case 'with':
      case 'subject':
        return entityListField(...values<EntityRef[]>(field), idAfter).map((parts) => ({ field, ...parts }));
      case 'saidBy':
        return entityField(field, ...values<EntityRef | null>(field), idAfter);
      case 'evidence':
        return listField(...values<Evidence[]>(field), selectorOf).map((parts) => ({
          field,
          ...parts,
        }));
      case 'withdrawn': {
        const [old, now] = values<Claim['withdrawn']>(field).map((value) =>
          value !== null && typeof value === 'object' ? `${value.date} (${value.commit})` : value,
        );
        return textField(field, old ?? null, now ?? null);
      }
      default:
        return textField(field as TextField, ...values<string | null>(field));
    }
  });
}

const statusChange = (before: Status | null, after: Status | null): FieldChange[] =>
  before === after ? [] : [{ field: 'status', before, after, direction: directionOf(before, after) }];

/** What makes two pieces of evidence the same: the quote; the place of the cell, whose symbol is a field of the claim; or the words. */
const selectorOf = (evidence: Evidence): string =>
  'quote' in evidence
    ? evidence.quote
    : JSON.stringify([
        evidence.table,
        evidence.row,
        evidence.column,
        evidence.row === null && evidence.printed,
      ]);

/** A source as an answer, with its quotes that are marked as read. */
export interface SourceWithMarks {
  id: string;
  row: SourceRow;
  read: SourceRecord['read'];
}

/** The fields of a source that differ. */
export function sourceFields(
  before: SourceWithMarks,
  after: SourceWithMarks,
  idAfter: IdAfter,
): FieldChange[] {
  const lines = ({ row: { extent } }: SourceWithMarks) => extent && `${extent.first}-${extent.last}`;
  const read = ({ read: marks }: SourceWithMarks) => marks.map(({ quote, why }) => ({ quote, why }));
  const own = (field: keyof typeof sourceTexts) => textField(field, before.row[field], after.row[field]);
  return [
    ...own('title'),
    ...listField(before.row.author, after.row.author).map((parts) => ({
      field: 'author' as const,
      ...parts,
    })),
    ...entityField('publisher', before.row.publisher, after.row.publisher, idAfter),
    ...entityField('republishedBy', before.row.republishedBy, after.row.republishedBy, idAfter),
    // Those of tables follow from the commit.
    ...(before.row.repository && after.row.repository ? [] : [...own('url'), ...own('published')]),
    ...own('archived'),
    ...own('publishedBasis'),
    ...own('retrieved'),
    ...own('sha256'),
    ...textField('extent', lines(before), lines(after)),
    ...repositoryFields(before.row.repository, after.row.repository),
    ...own('origin'),
    ...own('note'),
    ...listField(read(before), read(after), ({ quote, why }) => JSON.stringify([quote, why])).map(
      (parts) => ({
        field: 'read' as const,
        ...parts,
      }),
    ),
  ];
}

/** The fields of the repository of tables that differ. */
function repositoryFields(before: SourceRow['repository'], after: SourceRow['repository']): FieldChange[] {
  const own = (field: 'address' | 'commit' | 'committed' | 'licence', name: TextField) =>
    textField(name, before?.[field] ?? null, after?.[field] ?? null);
  const files = listField(before?.files ?? [], after?.files ?? [], (file) => JSON.stringify(file));
  return [
    ...own('address', 'repository'),
    ...own('commit', 'commit'),
    ...own('committed', 'committed'),
    ...own('licence', 'licence'),
    ...files.map((parts) => ({ field: 'files' as const, ...parts })),
  ];
}

const textField = (field: TextField, before: string | null, after: string | null): FieldChange[] =>
  before === after ? [] : [{ field, before, after }];

const entityField = (
  field: 'saidBy' | 'publisher' | 'republishedBy',
  before: EntityRef | null,
  after: EntityRef | null,
  idAfter: IdAfter,
): FieldChange[] =>
  (before === null ? null : idAfter(before.id)) === (after?.id ?? null) ? [] : [{ field, before, after }];

const entityListField = (before: readonly EntityRef[], after: readonly EntityRef[], idAfter: IdAfter) =>
  listField(
    before,
    after,
    ({ id }: EntityRef) => idAfter(id),
    ({ id }) => id,
  );

/** The removed and added items of a list, if there are any; order and repetition do not count. */
function listField<T>(
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
