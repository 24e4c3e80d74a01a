import { type Setting, setField } from '../../edit/set.ts';
import { valueOfYaml } from '../../edit/splice.ts';
import { fail } from '../../model/errors.ts';
import type { View } from '../../render/view.ts';
import { applyEdit, commandToShow } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { IdResolver } from '../id-resolver.ts';
import type { OwnOptions } from '../option-values.ts';

type SetContext = CommandContext<Pick<OwnOptions, 'unset' | 'append' | 'dryRun'>>;

/** Fields whose value is always a list. */
const LIST_FIELDS = new Set(['roles', 'aliases', 'links', 'subject', 'evidence']);
/** Fields whose value is one entity id or a list of them. */
const REFERENCE_FIELDS = new Set([
  'publisher',
  'republished-by',
  'said-by',
  'from',
  'to',
  'via',
  'with',
  'subject',
]);
/** Fields whose value is a number. */
const NUMBER_FIELDS = new Set(['first', 'last']);

export function setCommand(context: SetContext): Promise<View> {
  const [typed = '', field = '', ...values] = context.words;
  return applyEdit(context, async (draft, ids) => {
    const id = await ids.record(typed);
    setField(draft, id, field, await settingFrom(context, ids, field, values));
    // The change may give a claim or remark another id, which its source shows.
    const shown = id.includes('@') ? id.slice(id.lastIndexOf('@') + 1) : id;
    return { title: `Changed ${field} of ${id}`, next: commandToShow(draft, shown) };
  });
}

async function settingFrom(
  context: SetContext,
  ids: IdResolver,
  field: string,
  values: readonly string[],
): Promise<Setting> {
  const { unset, append } = context.options;
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
