/** Giving a record another id, or making two entities one; every reference follows. */
import { join } from 'node:path';
import type { AuthoredSourceFile } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { foldName } from '../model/names.ts';
import { idsOf } from '../model/references.ts';
import { type AuthoredEntity, FIELDS } from '../model/schema.ts';
import { statementIds } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import { type Edit, type Path, valueAfter } from './edits.ts';
import { removeItem } from './remove.ts';

/**
 * Renames an entity or a source. The old id of an entity stays as an alias; but to rename it to an id that it bore
 * before, and that stands as an alias, is to undo the rename, which leaves no trace.
 */
export function rename(draft: Draft, id: string, newId: string): void {
  if (draft.records.sources.some(({ value }) => value.id === id)) renameSource(draft, id, newId);
  else renameEntity(draft, id, newId);
}

function renameEntity(draft: Draft, id: string, newId: string): void {
  const { value, origin } = draft.entity(id);
  if (id === newId) throw fail.usage(`${id} is its id already`);
  if (draft.records.entities.some((other) => other.value.id === newId))
    throw fail.alreadyThere(
      `an entity with the id ${newId}`,
      `\`chipkb merge ${id} ${newId}\` makes the two one.`,
    );
  renameReferences(draft, id, newId);
  draft.setScalars(origin.file, [{ path: [...origin.path, 'id'], value: newId }]);
  const former = (value.aliases ?? []).indexOf(newId);
  if (former !== -1) {
    const isOnly = value.aliases?.length === 1;
    const path = [...origin.path, 'aliases', ...(isOnly ? [] : [former])];
    draft.edit(origin.file, [{ op: 'remove', path }]);
  } else {
    draft.edit(origin.file, addAliases(value, origin.path, [id]));
  }
}

function renameSource(draft: Draft, id: string, newId: string): void {
  const { origin } = draft.source(id);
  const file = `sources/${newId}.yaml`;
  if (draft.text(file) !== null) throw fail.alreadyThere(`a source with the id ${newId}`);
  renameExceptions(draft, id, newId, (source) =>
    source.value.id === id ? { ...source.value, id: newId } : source.value,
  );
  draft.setScalars(origin.file, [{ path: ['id'], value: newId }]);
  draft.put(join(draft.folder, file), draft.text(origin.file));
  draft.put(join(draft.folder, origin.file), null);
}

/**
 * Makes two entities one: `into` takes over every reference, and the names, roles and links of the other. Gives the
 * fields that `into` keeps, where the other had something else.
 */
export function merge(draft: Draft, id: string, into: string): string[] {
  const gone = draft.entity(id);
  const kept = draft.entity(into);
  if (id === into) throw fail.usage('an entity can’t be merged into itself');
  if (gone.value.kind !== kept.value.kind) {
    throw fail.usage(
      `${id} is of kind ${gone.value.kind} and ${into} of kind ${kept.value.kind}`,
      'Only entities of one kind can be one.',
    );
  }
  renameReferences(draft, id, into);
  const known = new Set([...namesOf(kept.value), into].map(foldName));
  const aliases = [gone.value.name, ...(gone.value.aliases ?? []), id].filter((alias) => {
    const name = foldName(typeof alias === 'string' ? alias : alias.name);
    return !known.has(name) && known.add(name);
  });
  const { path } = kept.origin;
  draft.edit(kept.origin.file, addAliases(kept.value, path, aliases));
  for (const field of ['roles', 'links'] as const)
    draft.edit(kept.origin.file, appended(kept.value[field], [...path, field], gone.value[field] ?? []));
  if (kept.value.location === undefined && gone.value.location !== undefined)
    draft.edit(kept.origin.file, [
      { op: 'set', path: [...path, 'location'], value: gone.value.location, order: FIELDS.entity },
    ]);
  removeItem(draft, gone.origin.file, gone.origin.path);
  return (['description', 'location'] as const).filter(
    (field) =>
      gone.value[field] !== undefined &&
      kept.value[field] !== undefined &&
      gone.value[field] !== kept.value[field],
  );
}

const namesOf = ({ name, aliases = [] }: AuthoredEntity): string[] => [
  name,
  ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name)),
];

const addAliases = (entity: AuthoredEntity, path: Path, aliases: readonly unknown[]): Edit[] =>
  appended(entity.aliases, [...path, 'aliases'], aliases);

/** The edits that add to a list, or make it, what is not in it. */
function appended(list: readonly unknown[] | undefined, path: Path, more: readonly unknown[]): Edit[] {
  const missing = more.filter((item) => !list?.includes(item));
  if (missing.length === 0) return [];
  if (list === undefined) return [{ op: 'set', path, value: missing, order: FIELDS.entity }];
  return missing.map((value) => ({ op: 'append', path, value }));
}

/** Puts one id in the place of another wherever a source or an exception names it; an end that would name it twice names it once. */
function renameReferences(draft: Draft, id: string, newId: string): void {
  renameExceptions(draft, id, newId, ({ value }) =>
    placesOf(value, id).reduce<unknown>(
      (so, path) => valueAfter(so, { op: 'set', path, value: newId }),
      value,
    ),
  );
  for (const { value, origin } of draft.records.sources) {
    const places = placesOf(value, id);
    draft.setScalars(
      origin.file,
      places.map((path) => ({ path, value: newId })),
    );
    draft.edit(origin.file, doubles(value, id, newId));
  }
}

/** Where a source names an entity. */
function placesOf(source: AuthoredSourceFile['value'], id: string): Path[] {
  const lists = (['edges', 'remarks'] as const).flatMap((list) =>
    (source[list] ?? []).flatMap((statement, index) =>
      idsOf(statement).map((named) => ({ id: named.id, path: [list, index, ...named.path] })),
    ),
  );
  return [
    ...(source.publisher === id ? [['publisher']] : []),
    ...lists.filter((named) => named.id === id).map(({ path }) => path),
  ];
}

/** The edits that take an id out of the lists in which it would stand twice. */
function doubles(source: AuthoredSourceFile['value'], id: string, newId: string): Edit[] {
  const edits: Edit[] = [];
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

/** Lets the exceptions of kb.yaml follow, which name records by ids that are made of others. */
function renameExceptions(
  draft: Draft,
  id: string,
  newId: string,
  renamed: (source: AuthoredSourceFile) => unknown,
): void {
  const { kb } = draft.records;
  if (!kb?.value.exceptions) return;
  const ids = new Map([[id, newId]]);
  for (const source of draft.records.sources) {
    const after = renamed(source) as AuthoredSourceFile['value'];
    const before = [...statementIds(source.value).values()].flat();
    for (const [index, now] of [...statementIds(after).values()].flat().entries())
      ids.set(before[index] ?? now, now);
  }
  draft.setScalars(
    'kb.yaml',
    kb.value.exceptions.flatMap(({ record }, index) => {
      const now = ids.get(record);
      return now === undefined || now === record
        ? []
        : [{ path: ['exceptions', index, 'record'], value: now }];
    }),
  );
}
