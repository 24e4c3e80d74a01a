/** Setting a field of a record. */
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../model/errors.ts';
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
  const target = statement ? statementTarget(statement, id) : recordTarget(draft, id);
  const [first = ''] = keys;
  if (first === 'id')
    throw fail.usage('an id is not set', `\`chipkb rename ${id} <new-id>\` changes it everywhere.`);
  if (!target.fields.includes(first))
    throw fail.usage(`there is no field “${first}” of ${id}`, `Its fields: ${target.fields.join(', ')}.`);
  if (editFor(target, keys, setting, field) === null) return;
  if (statement && statement.ids.length > 1) {
    // The entry states other claims too: this one gets an entry of its own, written like the other.
    part(draft, statement, id);
    const [list, index] = statement.path;
    target.path = [list, index + 1];
  }
  const edit = editFor(target, keys, setting, field);
  if (edit) draft.edit(target.file, [edit]);
}

function editFor(target: Target, keys: readonly string[], setting: Setting, field: string): Edit | null {
  const path = [...target.path, ...keys];
  const holder = keys.slice(0, -1).reduce<unknown>(fieldOf, target.value);
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) {
    const above = keys.slice(0, -1).join('.');
    throw fail.usage(
      `${above} is no record with fields of its own`,
      Array.isArray(holder) ? 'A list is set whole, or --append adds to it.' : undefined,
    );
  }
  const here = fieldOf(holder, keys.at(-1) ?? '');
  if (setting.op === 'unset') {
    if (here === undefined) throw fail.usage(`the field ${field} is not set`);
    return { op: 'remove', path };
  }
  const { value } = setting;
  if (setting.op === 'put')
    return isDeepStrictEqual(here, value) ? null : { op: 'set', path, value, order: target.fields };
  if (here === undefined) return { op: 'set', path, value: [value], order: target.fields };
  if (!Array.isArray(here)) return { op: 'set', path, value: [here, value], order: target.fields };
  return here.some((item) => isDeepStrictEqual(item, value)) ? null : { op: 'append', path, value };
}

const fieldOf = (record: unknown, key: string): unknown =>
  typeof record === 'object' && record !== null && !Array.isArray(record)
    ? new Map(Object.entries(record)).get(key)
    : undefined;

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

/** The entry of a claim or remark, with the ends of that claim alone. */
function statementTarget(statement: Statement, id: string): Target {
  const { source, path, value, ids } = statement;
  const isEdge = 'relation' in value;
  const own = isEdge && ids.length > 1 ? { ...value, ...endsOf(statement, id) } : value;
  return { file: source.origin.file, path, value: own, fields: isEdge ? FIELDS.edge : FIELDS.remark };
}

/** The two ends of one claim of an entry that states several. */
function endsOf({ value, ids }: Statement, id: string): { from: string; to: string } {
  const edge = value as AuthoredEdge;
  const pairs = listOf(edge.from).flatMap((from) => listOf(edge.to).map((to) => ({ from, to })));
  const pair = pairs[ids.indexOf(id)];
  if (pair === undefined) throw new Error('each id of an edge belongs to a pair of its ends');
  return pair;
}

/** The end of an entry that lists several, where one claim can be told from the others. */
function listedEnd(statement: Statement): { end: 'from' | 'to'; count: number } {
  const edge = statement.value as AuthoredEdge;
  const [from, to] = [listOf(edge.from).length, listOf(edge.to).length];
  if (from > 1 && to > 1) {
    throw fail.editByHand(
      `the entry states every pair of ${from} and ${to}, so one claim can’t be taken out of it`,
      `Part it by hand, at ${placeOf(statement)}.`,
    );
  }
  return from > 1 ? { end: 'from', count: from } : { end: 'to', count: to };
}

/** Takes one claim out of an entry that states several. */
export function takeOut(draft: Draft, statement: Statement, id: string): void {
  const { end } = listedEnd(statement);
  const at = statement.ids.indexOf(id);
  draft.edit(statement.source.origin.file, [{ op: 'remove', path: [...statement.path, end, at] }]);
}

/** Gives one claim of an entry that states several an entry of its own, after it, written like it. */
function part(draft: Draft, statement: Statement, id: string): void {
  const { end, count } = listedEnd(statement);
  const { source, path, ids } = statement;
  const [list, index] = path;
  const others = Array.from({ length: count }, (_, at) => count - 1 - at).filter(
    (at) => at !== ids.indexOf(id),
  );
  draft.edit(source.origin.file, [
    { op: 'repeat', path },
    ...others.map((at): Edit => ({ op: 'remove', path: [list, index + 1, end, at] })),
  ]);
  takeOut(draft, statement, id);
}

const placeOf = ({ source, path }: Statement): string => {
  const { file, line } = source.place(path);
  return `${file}:${line}`;
};
