/** Removes records from a draft. */
import { join } from 'node:path';
import {
  type AuthoredStatement,
  allSources,
  idsOfStatements,
  quotedStatementsOf,
} from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { groupBy } from '../model/group-by.ts';
import { idsIn, idsOf, publishersOf, referencesIn } from '../model/references.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import { listOf } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import type { ValuePath, YamlEdit } from './edits.ts';
import { schemaLine } from './new-file.ts';
import { removeFromEdge } from './set.ts';

const CASCADE_HINT = 'With --cascade they are removed too.';

/**
 * Removes an entity, a source, a claim or a remark; with `cascade` also the records that refer to it. Throws `still-referenced`
 * if there are such records and `cascade` is false, and `no-such-entity`.
 */
export function remove(draft: Draft, id: string, cascade: boolean): void {
  const statement = draft.statement(id);
  if (statement) removeStatement(draft, statement, id);
  else if (draft.hasSource(id)) removeSource(draft, id, cascade);
  else removeEntity(draft, id, cascade);
}

function removeStatement(draft: Draft, statement: AuthoredStatement, id: string): void {
  if (statement.ids.length > 1) removeFromEdge(draft, statement, id);
  else draft.edit(statement.source.origin.file, removals(statement.source.value, [statement.path]));
}

function removeSource(draft: Draft, id: string, cascade: boolean): void {
  const source = draft.anySource(id);
  const copies = draft.records.tables.filter(({ value }) => value.origin === id);
  if (copies.length > 0)
    throw fail.stillReferenced(
      id,
      copies.map(({ value }) => value.id),
      'They are copies of it; remove them first, or set another `origin`.',
    );
  const ids = [...idsOfStatements(source).values()].flat();
  if (ids.length > 0 && !cascade) throw fail.stillReferenced(id, ids, CASCADE_HINT);
  draft.put(join(draft.folder, source.origin.file), null);
  if ('cells' in source) return;
  // Compare contents, because two names can lead to one file. A text that could not be read stays.
  const isShared = draft.records.sources.some(
    (other) => other !== source && other.text?.sha256 === source.text?.sha256,
  );
  if (source.text && !isShared) draft.put(join(draft.texts, source.value.text), null);
}

function removeEntity(draft: Draft, id: string, cascade: boolean): void {
  const { origin } = draft.entity(id);
  const published = allSources(draft.records).filter(({ value }) =>
    publishersOf(value).some((reference) => reference.id === id),
  );
  if (published.length > 0) {
    throw fail.stillReferenced(
      id,
      published.map(({ value }) => value.id),
      'It published or republished them; remove them first, or set another `publisher` or `republished-by`.',
    );
  }
  const tables = draft.records.tables.filter(({ value }) =>
    referencesIn(value).some((reference) => reference.id === id),
  );
  if (tables.length > 0)
    throw fail.stillReferenced(
      id,
      tables.map(({ value }) => value.id),
      `The tables name it: change their \`said-by\`, \`names\`, \`columns\` or \`edges\` first, or merge it into another entity with \`chipkb merge ${id} <into>\`.`,
    );
  const referring = [...quotedStatementsOf(draft.records)].filter(({ value }) =>
    idsOf(value).some((reference) => reference.id === id),
  );
  if (referring.length > 0 && !cascade) {
    throw fail.stillReferenced(
      id,
      referring.flatMap(({ ids }) => ids),
      CASCADE_HINT,
    );
  }
  for (const [source, statements] of groupBy(referring, (statement) => statement.source)) {
    const edits: YamlEdit[] = [];
    const whole: AuthoredStatement['path'][] = [];
    for (const statement of statements) {
      const own = editsWithout(statement, id);
      if (own === null) whole.push(statement.path);
      else edits.push(...own);
    }
    draft.edit(source.origin.file, edits);
    draft.edit(source.origin.file, removals(source.value, whole));
  }
  removeItem(draft, origin.file, origin.path);
}

/** The edits that remove an entity from the lists of a statement; null if the statement must be removed whole. */
function editsWithout({ value, path }: AuthoredStatement, id: string): YamlEdit[] | null {
  const fields = 'relation' in value ? (['from', 'to'] as const) : (['subject'] as const);
  const listsOf = value as AuthoredEdge & { subject: string[] };
  const inLists = fields.flatMap((field) => idsIn(field, listsOf[field]).filter((item) => item.id === id));
  if (inLists.length !== idsOf(value).filter((item) => item.id === id).length) return null;
  const isAloneAtAnEnd = fields.some(
    (field) => field !== 'subject' && listOf(listsOf[field]).every((item) => item === id),
  );
  return isAloneAtAnEnd ? null : inLists.map((item) => ({ op: 'remove', path: [...path, ...item.path] }));
}

/** The edits that remove statements from a source. The field `remarks` is removed with its last item. */
function removals(
  { remarks }: { remarks?: unknown[] | undefined },
  paths: readonly AuthoredStatement['path'][],
): YamlEdit[] {
  const count = paths.filter(([list]) => list === 'remarks').length;
  const isEveryRemark = count > 0 && count === remarks?.length;
  const items = isEveryRemark ? paths.filter(([list]) => list === 'edges') : paths;
  return [
    // From the last to the first, so that the indexes stay right.
    ...[...items].sort(([, a], [, b]) => b - a).map((path): YamlEdit => ({ op: 'remove', path })),
    ...(isEveryRemark ? [{ op: 'remove', path: ['remarks'] } as const] : []),
  ];
}

/** Removes an item from a file of entities, and the file with its last item. */
export function removeItem(draft: Draft, file: string, path: ValuePath): void {
  draft.edit(file, [{ op: 'remove', path }]);
  const left = draft.text(file)?.trim();
  if (left === `${schemaLine(draft, 'entities')}[]`) draft.put(join(draft.folder, file), null);
}
