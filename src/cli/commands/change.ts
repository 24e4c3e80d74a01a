/** `set`, `rename`, `remove` and `merge`: changes of existing records. */
import type { Draft } from '../../edit/draft.ts';
import { remove } from '../../edit/remove.ts';
import { merge, rename } from '../../edit/rename.ts';
import { type Setting, setField } from '../../edit/set.ts';
import { valueOfYaml } from '../../edit/splice.ts';
import { fail } from '../../model/errors.ts';
import type { View } from '../../render/view.ts';
import { applyEdit, type IdResolver, newId } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';

/** Fields whose value is always a list. */
const LIST_FIELDS = new Set(['roles', 'aliases', 'links', 'subject', 'evidence']);
/** Fields whose value is one entity id or a list of them. */
const REFERENCE_FIELDS = new Set(['publisher', 'said-by', 'from', 'to', 'via', 'with', 'subject']);
/** Fields whose value is a number. */
const NUMBER_FIELDS = new Set(['first', 'last']);

export function answerSet(ask: CommandContext): Promise<View> {
  const [typed = '', field = '', ...values] = ask.words;
  return applyEdit(ask, async (draft, ids) => {
    const id = await ids.record(typed);
    setField(draft, id, field, await settingFrom(ask, ids, field, values));
    return { title: `Field ${field} of ${id}`, next: commandToShow(draft, id) };
  });
}

async function settingFrom(
  ask: CommandContext,
  ids: IdResolver,
  field: string,
  values: readonly string[],
): Promise<Setting> {
  const { unset, append } = ask.options;
  if (unset) {
    if (append || values.length > 0) throw fail.usage('--unset takes no value');
    return { op: 'unset' };
  }
  const last = field.split('.').at(-1) ?? field;
  const read: unknown[] = [];
  for (const value of values) {
    if (/^[[{]/.test(value)) read.push(valueOfYaml(value));
    else if (NUMBER_FIELDS.has(last) && /^\d+$/.test(value)) read.push(Number(value));
    else read.push(REFERENCE_FIELDS.has(field) ? await ids.entity(value) : value);
  }
  const [first] = read;
  if (first === undefined)
    throw fail.usage(
      `no value for ${field} is given`,
      'Write it after the field, or remove the field with --unset.',
    );
  const isList = LIST_FIELDS.has(field);
  if (append) {
    if (read.length > 1) throw fail.usage('--append adds one value at a time');
    return { op: 'append', value: first };
  }
  if (read.length > 1 && !isList && !REFERENCE_FIELDS.has(field))
    throw fail.usage(`${field} takes one value`, 'Put text of several words in quotes.');
  return { op: 'put', value: read.length > 1 || (isList && !Array.isArray(first)) ? read : first };
}

/** The command that shows a record, which may have got a new id. */
function commandToShow(draft: Draft, id: string, newId = id): string {
  if (draft.hasSource(id)) return `chipkb source ${newId}`;
  const [, from, to] = /^(.+?)\.[a-z-]+\.(.+)@/.exec(id) ?? [];
  return from && to ? `chipkb why ${from} ${to}` : `chipkb show ${newId}`;
}

export function answerRename(ask: CommandContext): Promise<View> {
  const [typed = '', wanted = ''] = ask.words;
  return applyEdit(ask, async (draft, ids) => {
    const id = await ids.record(typed);
    const to = newId(wanted);
    rename(draft, id, to);
    return { title: `${id} is now ${to}`, next: commandToShow(draft, id, to) };
  });
}

export function answerRemove(ask: CommandContext): Promise<View> {
  return applyEdit(ask, async (draft, ids) => {
    const id = await ids.record(ask.words[0] ?? '');
    remove(draft, id, ask.options.cascade ?? false);
    return { title: `Without ${id}`, next: 'chipkb check' };
  });
}

export function answerMerge(ask: CommandContext): Promise<View> {
  return applyEdit(ask, async (draft, ids) => {
    const [id = '', into = ''] = (await ids.entities(ask.words)) ?? [];
    const kept = merge(draft, id, into);
    const exception = kept.length > 0 ? `, which keeps its own ${kept.join(' and ')}` : '';
    return { title: `${id} is merged into ${into}${exception}`, next: `chipkb show ${into}` };
  });
}
