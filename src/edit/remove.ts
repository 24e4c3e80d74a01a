/** Taking records out of a draft. */
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import { idsIn, idsOf } from '../model/references.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import { listOf } from '../model/statement-ids.ts';
import type { Draft, Statement } from './draft.ts';
import type { Edit, Path } from './edits.ts';
import { schemaLine } from './new-file.ts';
import { findStatement, takeOut } from './set.ts';

/** Removes an entity, a source, a claim or a remark. What is still named elsewhere goes only with `cascade`, and what names it with it. */
export function remove(draft: Draft, id: string, cascade: boolean): void {
  const statement = findStatement(draft, id);
  if (statement) removeStatement(draft, statement, id);
  else if (draft.records.sources.some(({ value }) => value.id === id)) removeSource(draft, id, cascade);
  else removeEntity(draft, id, cascade);
}

function removeStatement(draft: Draft, statement: Statement, id: string): void {
  if (statement.ids.length > 1) takeOut(draft, statement, id);
  else draft.edit(statement.source.origin.file, removals(statement.source.value, [statement.path]));
}

function removeSource(draft: Draft, id: string, cascade: boolean): void {
  const source = draft.source(id);
  const own = [...draft.statements()].filter((statement) => statement.source === source);
  if (own.length > 0 && !cascade) {
    throw fail.stillReferenced(
      id,
      own.flatMap(({ ids }) => ids),
      'With --cascade they are removed too.',
    );
  }
  draft.put(join(draft.folder, source.origin.file), null);
  // By content, since two names may lead to one file; what could not be read is left alone.
  const isShared = draft.records.sources.some(
    (other) => other !== source && other.text?.sha256 === source.text?.sha256,
  );
  if (source.text && !isShared) draft.put(join(draft.texts, source.value.text), null);
}

function removeEntity(draft: Draft, id: string, cascade: boolean): void {
  const { origin } = draft.entity(id);
  const published = draft.records.sources.filter(({ value }) => value.publisher === id);
  if (published.length > 0) {
    throw fail.stillReferenced(
      id,
      published.map(({ value }) => value.id),
      'It is their publisher; remove them first, or set another publisher.',
    );
  }
  const naming = [...draft.statements()].filter(({ value }) => idsOf(value).some((named) => named.id === id));
  if (naming.length > 0 && !cascade) {
    throw fail.stillReferenced(
      id,
      naming.flatMap(({ ids }) => ids),
      'With --cascade they are removed too.',
    );
  }
  for (const source of new Set(naming.map((statement) => statement.source))) {
    const own = naming.filter((statement) => statement.source === source);
    const parts = own.map((statement) => ({ statement, lists: listsWithout(statement, id) }));
    const gone = parts.filter(({ lists }) => lists === null).map(({ statement }) => statement.path);
    draft.edit(
      source.origin.file,
      parts.flatMap(({ lists }) => lists ?? []),
    );
    draft.edit(source.origin.file, removals(source.value, gone));
  }
  removeItem(draft, origin.file, origin.path);
}

/** How a statement goes on without an entity that stands in a list of its ends or subjects; null where it can't. */
function listsWithout({ value, path }: Statement, id: string): Edit[] | null {
  const fields = 'relation' in value ? (['from', 'to'] as const) : (['subject'] as const);
  const inLists = fields.flatMap((field) =>
    idsIn(field, (value as AuthoredEdge & { subject: string[] })[field]).filter((named) => named.id === id),
  );
  if (inLists.length !== idsOf(value).filter((named) => named.id === id).length) return null;
  const isLastAtAnEnd = fields.some((field) => {
    const list = listOf((value as AuthoredEdge & { subject: string[] })[field]);
    return field !== 'subject' && list.every((item) => item === id);
  });
  return isLastAtAnEnd ? null : inLists.map((named) => ({ op: 'remove', path: [...path, ...named.path] }));
}

/** The edits that take statements out of a source; a list of remarks that would be empty goes whole. */
function removals(
  source: { remarks?: unknown[] | undefined },
  paths: readonly (readonly [list: 'edges' | 'remarks', index: number])[],
): Edit[] {
  const remarks = paths.filter(([list]) => list === 'remarks');
  if (remarks.length > 0 && remarks.length === source.remarks?.length) {
    return [
      ...removals(
        source,
        paths.filter(([list]) => list === 'edges'),
      ),
      { op: 'remove', path: ['remarks'] },
    ];
  }
  return [...paths].sort(([, a], [, b]) => b - a).map((path) => ({ op: 'remove', path }));
}

/** Takes an item out of a file of entities; a file in which nothing else stands goes with it. */
export function removeItem(draft: Draft, file: string, path: Path): void {
  draft.edit(file, [{ op: 'remove', path }]);
  const left = draft.text(file)?.trim();
  if (left === `${schemaLine(draft, 'entities')}[]`) draft.put(join(draft.folder, file), null);
}
