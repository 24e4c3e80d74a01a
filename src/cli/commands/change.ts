/** `set`, `rename`, `remove` and `merge`: changes of what is recorded. */
import { remove } from '../../edit/remove.ts';
import { merge, rename } from '../../edit/rename.ts';
import { type Setting, setField } from '../../edit/set.ts';
import { valueOfYaml } from '../../edit/splice.ts';
import { fail } from '../../model/errors.ts';
import type { View } from '../../render/view.ts';
import { edited, Names, newId } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';

/** Fields that hold a list, even of one. */
const LISTS = new Set(['roles', 'aliases', 'links', 'subject', 'evidence']);
/** Fields that hold an id of an entity, or several. */
const REFERENCES = new Set(['publisher', 'said-by', 'from', 'to', 'via', 'with', 'subject']);
/** Fields that hold a number. */
const NUMBERS = new Set(['first', 'last']);

export async function answerSet(ask: CommandContext): Promise<View> {
  const [typed = '', field = '', ...values] = ask.words;
  const names = await Names.of(ask);
  const id = await names.record(typed);
  const setting = await settingOf(ask, names, field, values);
  const next = await nextFor(names, id);
  return edited(ask, `Field ${field} of ${id}`, next, (draft) => setField(draft, id, field, setting));
}

async function settingOf(
  ask: CommandContext,
  names: Names,
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
    else if (NUMBERS.has(last) && /^\d+$/.test(value)) read.push(Number(value));
    else read.push(REFERENCES.has(field) ? await names.entity(value) : value);
  }
  const [first] = read;
  if (first === undefined)
    throw fail.usage(
      `no value for ${field} is given`,
      'Write it after the field, or take the field out with --unset.',
    );
  const isList = LISTS.has(field);
  if (append) {
    if (read.length > 1) throw fail.usage('--append adds one value at a time');
    return { op: 'append', value: first };
  }
  if (read.length > 1 && !isList && !REFERENCES.has(field))
    throw fail.usage(`${field} holds one value`, 'Put text of several words in quotes.');
  return { op: 'put', value: read.length > 1 || (isList && !Array.isArray(first)) ? read : first };
}

/** The command that shows a record, under the id that it has `now`. */
async function nextFor(names: Names, id: string, now = id): Promise<string> {
  if (await names.isSource(id)) return `chipkb source ${now}`;
  const [, from, to] = /^(.+?)\.[a-z-]+\.(.+)@/.exec(id) ?? [];
  return from && to ? `chipkb why ${from} ${to}` : `chipkb show ${now}`;
}

export async function answerRename(ask: CommandContext): Promise<View> {
  const [typed = '', wanted = ''] = ask.words;
  const names = await Names.of(ask);
  const id = await names.record(typed);
  const to = newId(wanted);
  const next = await nextFor(names, id, to);
  return edited(ask, `${id} is now ${to}`, next, (draft) => rename(draft, id, to));
}

export async function answerRemove(ask: CommandContext): Promise<View> {
  const id = await (await Names.of(ask)).record(ask.words[0] ?? '');
  return edited(ask, `Without ${id}`, 'chipkb check', (draft) =>
    remove(draft, id, ask.options.cascade ?? false),
  );
}

export async function answerMerge(ask: CommandContext): Promise<View> {
  const names = await Names.of(ask);
  const [id = '', into = ''] = (await names.entities(ask.words)) ?? [];
  let kept: string[] = [];
  const title = () =>
    `${id} is merged into ${into}${kept.length > 0 ? `, which keeps its own ${kept.join(' and ')}` : ''}`;
  return edited(ask, title, `chipkb show ${into}`, (draft) => {
    kept = merge(draft, id, into);
  });
}
