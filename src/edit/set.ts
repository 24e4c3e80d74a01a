/** Setting a field of a record. */
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../errors.ts';
import type { AuthoredEdge } from '../model/schema.ts';
import { FIELDS } from '../model/schema.ts';
import { listOf } from '../model/statement-ids.ts';
import type { Draft, Statement } from './draft.ts';
import type { Edit, Path } from './edits.ts';

/** What happens to the field: it gets a value, a value more, or goes. */
export type Setting = { op: 'put' | 'append'; value: unknown } | { op: 'unset' };

/** A record that has fields to set: the file that holds it, the way to it there, and its value. */
interface Target {
  file: string;
  path: Path;
  value: Record<string, unknown>;
  fields: readonly string[];
}

/** Sets the field at `field` (keys joined by dots) of an entity, a source, a claim or a remark. */
export function setField(draft: Draft, id: string, field: string, setting: Setting): void {
  const keys = field.split('.');
  const statement = findStatement(draft, id);
  const target = statement ? statementTarget(draft, statement, id) : recordTarget(draft, id);
  const [first = ''] = keys;
  if (first === 'id')
    throw fail.usage('an id is not set', `\`chipkb rename ${id} <new-id>\` changes it everywhere.`);
  if (!target.fields.includes(first))
    throw fail.usage(`there is no field “${first}” of ${id}`, `Its fields: ${target.fields.join(', ')}.`);
  const edit = editFor(target, keys, setting, field);
  if (edit) draft.edit(target.file, [edit]);
}

function editFor(target: Target, keys: readonly string[], setting: Setting, field: string): Edit | null {
  const path = [...target.path, ...keys];
  const here = keys.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? new Map(Object.entries(part)).get(key) : undefined,
    target.value,
  );
  if (setting.op === 'unset') {
    if (here === undefined) throw fail.usage(`the field ${field} is not set`);
    return { op: 'remove', path };
  }
  if (setting.op === 'append') {
    if (here === undefined) return { op: 'set', path, value: [setting.value], order: target.fields };
    if (!Array.isArray(here)) return { op: 'set', path, value: [here, setting.value], order: target.fields };
    return { op: 'append', path, value: setting.value };
  }
  return isDeepStrictEqual(here, setting.value)
    ? null
    : { op: 'set', path, value: setting.value, order: target.fields };
}

function recordTarget(draft: Draft, id: string): Target {
  const source = draft.records.sources.find(({ value }) => value.id === id);
  const record = source ?? draft.entity(id);
  return {
    file: record.origin.file,
    path: record.origin.path,
    value: record.value,
    fields: source ? FIELDS.source : FIELDS.entity,
  };
}

/** The claim or remark of an id. */
export function findStatement(draft: Draft, id: string): Statement | null {
  if (!id.includes('@')) return null;
  for (const statement of draft.statements()) if (statement.ids.includes(id)) return statement;
  throw fail.noSuchEntity(id, 'claim', [], 'chipkb show <entity> --json');
}

/** The entry that states the claim `id` alone: where the entry states others too, the claim gets one of its own first. */
function statementTarget(draft: Draft, statement: Statement, id: string): Target {
  const { source, path, value } = statement;
  const isEdge = 'relation' in value;
  const fields = isEdge ? FIELDS.edge : FIELDS.remark;
  if (!isEdge || statement.ids.length === 1) return { file: source.origin.file, path, value, fields };
  const alone = { ...value, ...endsOf(statement, id) };
  takeOut(draft, statement, id);
  draft.edit(source.origin.file, [{ op: 'insert', path, value: alone }]);
  const [list, index] = path;
  return { file: source.origin.file, path: [list, index + 1], value: alone, fields };
}

/** The two ends of one claim of an entry that states several. */
function endsOf({ value, ids }: Statement, id: string): { from: string; to: string } {
  const edge = value as AuthoredEdge;
  const pairs = listOf(edge.from).flatMap((from) => listOf(edge.to).map((to) => ({ from, to })));
  const pair = pairs[ids.indexOf(id)];
  if (pair === undefined) throw new Error('each id of an edge belongs to a pair of its ends');
  return pair;
}

/** Takes one claim out of an entry that states several. */
export function takeOut(draft: Draft, statement: Statement, id: string): void {
  const { source, path, value, ids } = statement;
  const edge = value as AuthoredEdge;
  const [from, to] = [listOf(edge.from), listOf(edge.to)];
  if (from.length > 1 && to.length > 1) {
    throw fail.editByHand(
      `the entry states every pair of ${from.length} and ${to.length}, so one claim can’t be taken out of it`,
      `Part it by hand, at ${placeOf(statement)}.`,
    );
  }
  const end = from.length > 1 ? 'from' : 'to';
  draft.edit(source.origin.file, [{ op: 'remove', path: [...path, end, ids.indexOf(id)] }]);
}

const placeOf = ({ source, path }: Statement): string => {
  const { file, line } = source.place(path);
  return `${file}:${line}`;
};
