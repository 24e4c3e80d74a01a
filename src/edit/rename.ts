/** Changes the id of a record; every reference follows. */
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import { idsOf, publishersOf } from '../model/references.ts';
import { type AuthoredEntity, type AuthoredSource, FIELDS } from '../model/schema.ts';
import { statementIds } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import { editValue, type ValuePath, type YamlEdit } from './edits.ts';

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
  const { origin } = draft.source(id);
  const file = `sources/${newId}.yaml`;
  if (draft.text(file) !== null) throw fail.alreadyThere(`a source with the id ${newId}`);
  renameExceptions(draft, id, newId, (source) => (source.id === id ? { ...source, id: newId } : source));
  draft.edit(origin.file, [{ op: 'set', path: ['id'], value: newId }]);
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

/** Replaces an entity id in every source and exception. A list that would contain the new id twice contains it once. */
export function renameReferences(draft: Draft, id: string, newId: string): void {
  renameExceptions(draft, id, newId, (source) => edited(source, renamesIn(source, id, newId)));
  for (const { value, origin } of draft.records.sources) {
    draft.edit(origin.file, renamesIn(value, id, newId));
    draft.edit(origin.file, removeRepeated(value, id, newId));
  }
}

/** A source after `renameReferences`. */
export const renamedIn = (source: AuthoredSource, id: string, newId: string): AuthoredSource =>
  edited(source, [...renamesIn(source, id, newId), ...removeRepeated(source, id, newId)]);

const renamesIn = (source: AuthoredSource, id: string, newId: string): YamlEdit[] =>
  pathsOf(source, id).map((path): YamlEdit => ({ op: 'set', path, value: newId }));

function edited(source: AuthoredSource, edits: readonly YamlEdit[]): AuthoredSource {
  const result = structuredClone(source);
  for (const edit of edits) editValue(result, edit);
  return result;
}

/** The paths at which a source refers to an entity. */
function pathsOf(source: AuthoredSource, id: string): ValuePath[] {
  const references = (['edges', 'remarks'] as const).flatMap((list) =>
    (source[list] ?? []).flatMap((statement, index) =>
      idsOf(statement).map((reference) => ({ id: reference.id, path: [list, index, ...reference.path] })),
    ),
  );
  return [
    ...[...publishersOf(source), ...references]
      .filter((reference) => reference.id === id)
      .map(({ path }) => path),
  ];
}

/** The edits that remove an id from the lists that contain both it and the new id. */
function removeRepeated(source: AuthoredSource, id: string, newId: string): YamlEdit[] {
  const edits: YamlEdit[] = [];
  for (const list of ['edges', 'remarks'] as const) {
    for (const [index, statement] of (source[list] ?? []).entries()) {
      for (const [field, value] of Object.entries<unknown>(statement)) {
        if (!['from', 'to', 'via', 'with', 'subject'].includes(field) || !Array.isArray(value)) continue;
        if (value.includes(id) && value.includes(newId))
          edits.push({ op: 'remove', path: [list, index, field, value.indexOf(id)] });
      }
    }
  }
  return edits;
}

/** Updates the exceptions of kb.yaml: the ids of claims contain the ids of their ends and their source. */
function renameExceptions(
  draft: Draft,
  id: string,
  newId: string,
  renamed: (source: AuthoredSource) => AuthoredSource,
): void {
  const { kb } = draft.records;
  if (!kb?.value.exceptions) return;
  const newIds = new Map([[id, newId]]);
  for (const { value } of draft.records.sources) {
    const before = [...statementIds(value).values()].flat();
    const after = [...statementIds(renamed(value)).values()].flat();
    for (const [index, old] of before.entries()) newIds.set(old, after[index] ?? old);
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
