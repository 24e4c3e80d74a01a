/** Sets a field of a record in a draft. */
import { isDeepStrictEqual } from 'node:util';
import type { AuthoredStatement } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { type AuthoredEdge, FIELDS } from '../model/schema.ts';
import { claimEnds, listOf } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import type { ValuePath, YamlEdit } from './edits.ts';

/** `put` replaces the value of the field, `append` adds one, `unset` removes the field. */
export type Setting = { op: 'put' | 'append'; value: unknown } | { op: 'unset' };

/** A record with its file, its path in it, and the names of its fields. */
interface Target {
  file: string;
  path: ValuePath;
  value: Record<string, unknown>;
  fields: readonly string[];
}

/**
 * Sets fields, each given as keys joined by dots, of an entity, a source, a claim or a remark. Throws `no-such-entity`, a usage
 * error if the record can't have a field, and `unsupported-edit`.
 */
export function setFields(draft: Draft, id: string, settings: ReadonlyMap<string, Setting>): void {
  const statement = draft.statement(id);
  const target = statement ? statementTarget(statement, id) : recordTarget(draft, id);
  const edits = () =>
    [...settings].flatMap(([field, setting]) => editFor(target, field.split('.'), setting, field) ?? []);
  for (const field of settings.keys()) expectField(target, id, field);
  if (edits().length === 0) return;
  if (statement && statement.ids.length > 1) {
    // The edge states other claims too, which must not change.
    splitOff(draft, statement, id);
    const [list, index] = statement.path;
    target.path = [list, index + 1];
  }
  draft.edit(target.file, edits());
}

function expectField({ fields }: Target, id: string, field: string): void {
  const [first = ''] = field.split('.');
  if (first === 'id')
    throw fail.usage('`set` can’t change an id', `\`chipkb rename ${id} <new-id>\` changes it everywhere.`);
  if (!fields.includes(first))
    throw fail.usage(`there is no field “${first}” of ${id}`, `Its fields: ${fields.join(', ')}.`);
}

/** The edit for a setting; null if the field has that value already. */
function editFor(target: Target, keys: readonly string[], setting: Setting, field: string): YamlEdit | null {
  const path = [...target.path, ...keys];
  const parent = keys.slice(0, -1).reduce<unknown>(fieldOf, target.value);
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) {
    throw fail.usage(
      `${keys.slice(0, -1).join('.')} is not a record with fields of its own`,
      Array.isArray(parent) ? 'Set the whole list, or add to it with --append.' : undefined,
    );
  }
  const current = fieldOf(parent, keys.at(-1) ?? '');
  if (setting.op === 'unset') {
    if (current === undefined) throw fail.usage(`the field ${field} is not set`);
    return { op: 'remove', path };
  }
  const { value } = setting;
  if (setting.op === 'put')
    return isDeepStrictEqual(current, value) ? null : { op: 'set', path, value, order: target.fields };
  if (current === undefined) return { op: 'set', path, value: [value], order: target.fields };
  if (!Array.isArray(current)) return { op: 'set', path, value: [current, value], order: target.fields };
  return current.some((item) => isDeepStrictEqual(item, value))
    ? null
    : { op: 'append', path, values: [value] };
}

const fieldOf = (record: unknown, key: string): unknown =>
  typeof record === 'object' && record !== null && !Array.isArray(record)
    ? new Map(Object.entries(record)).get(key)
    : undefined;

function recordTarget(draft: Draft, id: string): Target {
  const isSource = draft.hasSource(id);
  const { origin, value } = isSource ? draft.anySource(id) : draft.entity(id);
  const fields = 'tables' in value ? FIELDS.tables : isSource ? FIELDS.source : FIELDS.entity;
  return { ...origin, value, fields };
}

/** The target for one claim or remark. Of an edge that states several claims, the value has the ends of this claim only. */
function statementTarget({ source, path, value, ids }: AuthoredStatement, id: string): Target {
  const { file } = source.origin;
  return 'relation' in value
    ? { file, path, value: { ...value, ...claimEnds(value)[ids.indexOf(id)] }, fields: FIELDS.edge }
    : { file, path, value, fields: FIELDS.remark };
}

/** The end at which an edge lists several entities, and how many. Throws `unsupported-edit` if it lists several at both. */
function listedEnd({ value, source, path }: AuthoredStatement): { end: 'from' | 'to'; count: number } {
  const edge = value as AuthoredEdge;
  const [from, to] = [listOf(edge.from).length, listOf(edge.to).length];
  if (from > 1 && to > 1) {
    const { file, line } = source.place(path);
    throw fail.unsupportedEdit(
      `the edge states every pair of ${from} and ${to} entities, so one claim can’t be removed from it`,
      `Split it by hand, at ${file}:${line}.`,
    );
  }
  return from > 1 ? { end: 'from', count: from } : { end: 'to', count: to };
}

/** Removes one claim from an edge that states several. Throws `unsupported-edit` if it lists several entities at both ends. */
export function removeFromEdge(draft: Draft, statement: AuthoredStatement, id: string): void {
  const { end } = listedEnd(statement);
  const index = statement.ids.indexOf(id);
  draft.edit(statement.source.origin.file, [{ op: 'remove', path: [...statement.path, end, index] }]);
}

/** Moves one claim of an edge that states several into an edge of its own after it, with the same layout. */
function splitOff(draft: Draft, statement: AuthoredStatement, id: string): void {
  const { end, count } = listedEnd(statement);
  const { source, path, ids } = statement;
  const [list, index] = path;
  const own = ids.indexOf(id);
  const others = [...Array(count).keys()].reverse().filter((other) => other !== own);
  draft.edit(source.origin.file, [
    { op: 'repeat', path },
    ...others.map((other): YamlEdit => ({ op: 'remove', path: [list, index + 1, end, other] })),
  ]);
  removeFromEdge(draft, statement, id);
}
