/** Changes the id of a record; every reference follows. */
import { join } from 'node:path';
import { allSources } from '../model/authored.ts';
import { cellClaims } from '../model/cell-claims.ts';
import { fail } from '../model/errors.ts';
import { referencesIn } from '../model/references.ts';
import {
  type AuthoredEntity,
  type AuthoredSource,
  type AuthoredTableSource,
  FIELDS,
} from '../model/schema.ts';
import { statementIds } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import { editValue, type ValuePath, valueAt, type YamlEdit } from './edits.ts';

/**
 * Renames an entity or a source. The old id of an entity becomes an alias. If the new id is one of its aliases, that alias is
 * removed and no other is added, so renaming back restores the record. Throws `no-such-entity`, and `already-there` if the id
 * is taken.
 */
export function rename(draft: Draft, id: string, newId: string): void {
  if (draft.hasSource(id)) renameSource(draft, id, newId);
  else renameEntity(draft, id, newId);
}

function renameEntity(draft: Draft, id: string, newId: string): void {
  const { value, origin } = draft.entity(id);
  if (id === newId) throw fail.usage(`the id is already ${id}`);
  if (draft.records.entities.some((other) => other.value.id === newId))
    throw fail.alreadyThere(
      `an entity with the id ${newId}`,
      `\`chipkb merge ${id} ${newId}\` merges the two.`,
    );
  renameReferences(draft, id, newId);
  draft.edit(origin.file, [{ op: 'set', path: [...origin.path, 'id'], value: newId }]);
  const former = (value.aliases ?? []).indexOf(newId);
  if (former === -1) {
    draft.edit(origin.file, addAliases(value, origin.path, [id]));
  } else {
    const isOnly = value.aliases?.length === 1;
    const path = [...origin.path, 'aliases', ...(isOnly ? [] : [former])];
    draft.edit(origin.file, [{ op: 'remove', path }]);
  }
}

function renameSource(draft: Draft, id: string, newId: string): void {
  const { origin } = draft.anySource(id);
  const file = `sources/${newId}.yaml`;
  if (draft.text(file) !== null) throw fail.alreadyThere(`a source with the id ${newId}`);
  renameExceptions(draft, id, newId, (source) => (source.id === id ? { ...source, id: newId } : source));
  draft.edit(origin.file, [{ op: 'set', path: ['id'], value: newId }]);
  for (const { value, origin } of draft.records.tables)
    if (value.origin === id) draft.edit(origin.file, [{ op: 'set', path: ['origin'], value: newId }]);
  draft.put(join(draft.folder, file), draft.text(origin.file));
  draft.put(join(draft.folder, origin.file), null);
}

/** The edits that add aliases to an entity. */
export const addAliases = (
  entity: AuthoredEntity,
  path: ValuePath,
  aliases: readonly unknown[],
): YamlEdit[] => addToList(entity.aliases, [...path, 'aliases'], aliases);

/** The edits that add the items that a list does not contain yet; `path` is its place in an entity. */
export function addToList(
  list: readonly unknown[] | undefined,
  path: ValuePath,
  items: readonly unknown[],
): YamlEdit[] {
  const missing = items.filter((item) => !list?.includes(item));
  if (missing.length === 0) return [];
  if (list === undefined) return [{ op: 'set', path, value: missing, order: FIELDS.entity }];
  return [{ op: 'append', path, values: missing }];
}

/** A source as authored, of either form. */
type AnySource = AuthoredSource | AuthoredTableSource;

/** Replaces an entity id in every source and exception. A list that would contain the new id twice contains it once. */
export function renameReferences(draft: Draft, id: string, newId: string): void {
  renameExceptions(draft, id, newId, (source) => edited(source, renamesIn(source, id, newId)));
  for (const { value, origin } of allSources(draft.records)) {
    draft.edit(origin.file, renamesIn(value, id, newId));
    draft.edit(origin.file, removeRepeated(value, id, newId));
  }
}

/** A source after `renameReferences`. */
export const renamedIn = (source: AuthoredSource, id: string, newId: string): AuthoredSource =>
  edited(source, [...renamesIn(source, id, newId), ...removeRepeated(source, id, newId)]);

const renamesIn = (source: AnySource, id: string, newId: string): YamlEdit[] =>
  pathsOf(source, id).map((path): YamlEdit => ({ op: 'set', path, value: newId }));

function edited<T extends AnySource>(source: T, edits: readonly YamlEdit[]): T {
  const result = structuredClone(source);
  for (const edit of edits) editValue(result, edit);
  return result;
}

/** The paths at which a source refers to an entity. */
const pathsOf = (source: AnySource, id: string): ValuePath[] =>
  referencesIn(source).flatMap((reference) => (reference.id === id ? [reference.path] : []));

/** The edits that remove an id from the lists that contain both it and the new id. */
const removeRepeated = (source: AnySource, id: string, newId: string): YamlEdit[] =>
  pathsOf(source, id).flatMap((path): YamlEdit[] => {
    const list = valueAt(source, path.slice(0, -1));
    return Array.isArray(list) && list.includes(newId) ? [{ op: 'remove', path }] : [];
  });

/** Updates the exceptions of kb.yaml: the ids of claims contain the ids of their ends and their source. */
function renameExceptions(
  draft: Draft,
  id: string,
  newId: string,
  renamed: <T extends AnySource>(source: T) => T,
): void {
  const { kb } = draft.records;
  if (!kb?.value.exceptions) return;
  const newIds = new Map([[id, newId]]);
  for (const { value } of allSources(draft.records)) {
    const before = idsByStatement(value);
    const after = idsByStatement(renamed(value));
    // A cell that names an entity twice states one claim.
    for (const [statement, ids] of before.entries())
      if (after[statement]?.length === ids.length)
        for (const [index, old] of ids.entries()) newIds.set(old, after[statement][index] ?? old);
  }
  draft.edit(
    'kb.yaml',
    kb.value.exceptions.flatMap(({ record }, index): YamlEdit[] => {
      const now = newIds.get(record);
      return now === undefined || now === record
        ? []
        : [{ op: 'set', path: ['exceptions', index, 'record'], value: now }];
    }),
  );
}

/** The ids of the claims and remarks of each statement of a source. */
const idsByStatement = (source: AnySource): (readonly string[])[] => [
  ...statementIds(
    'tables' in source
      ? { id: source.id, edges: cellClaims(source).claims.map(({ value }) => value) }
      : source,
  ).values(),
];
