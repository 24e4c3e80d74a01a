import { type Setting, setFields } from '../../edit/set.ts';
import { valueOfYaml } from '../../edit/splice.ts';
import { fail } from '../../model/errors.ts';
import { KnownError } from '../../model/known-error.ts';
import type { View } from '../../render/view.ts';
import { applyEdit, commandToShow } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { IdResolver } from '../id-resolver.ts';
import type { OwnOptions } from '../option-values.ts';
import { shellWord } from '../shell-word.ts';

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

/** The fields that say when something was said: one alone is often invalid. */
const DATE_FIELDS = ['printed-date', 'date', 'date-basis'];

export async function setCommand(context: SetContext): Promise<View> {
  const [typed = ''] = context.words;
  const fields = typedFields(context);
  try {
    return await applyEdit(context, async (draft, ids) => {
      const id = await ids.record(typed);
      const settings = new Map<string, Setting>();
      for (const [field, values] of fields)
        settings.set(field, await settingFrom(context, ids, field, values));
      setFields(draft, id, settings);
      // The change may give a claim or remark another id, which its source shows.
      const shown = id.includes('@') ? id.slice(id.lastIndexOf('@') + 1) : id;
      return {
        title: `Changed ${[...fields.keys()].join(', ')} of ${id}`,
        next: commandToShow(draft, shown),
      };
    });
  } catch (error) {
    throw withDateHint(context, fields, error);
  }
}

/** `field=value`, as one word. */
const ASSIGNMENT = /^([a-z0-9][a-z0-9.-]*)=(.*)$/s;

/** The fields that were typed, with their values: one field before its values, several as `field=value`, or those to remove. */
function typedFields({ words, options: { unset } }: SetContext): Map<string, string[]> {
  const [, field = '', ...rest] = words;
  if (unset) {
    if ([field, ...rest].some((word) => word.includes('='))) throw fail.usage('--unset takes no value');
    return new Map([field, ...rest].map((one) => [one, []]));
  }
  if (!ASSIGNMENT.test(field)) return new Map([[field, rest]]);
  const fields = new Map<string, string[]>();
  for (const word of [field, ...rest]) {
    const [, name, value = ''] = ASSIGNMENT.exec(word) ?? [];
    if (name === undefined)
      throw fail.usage(`“${word}” is not of the form field=value`, 'Put text of several words in quotes.');
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

/** The error of a change of one date field, with the form that changes several together if that may be what is missing. */
function withDateHint(
  { words, options }: SetContext,
  fields: ReadonlyMap<string, string[]>,
  error: unknown,
): unknown {
  const [field = ''] = fields.keys();
  const isAlone = fields.size === 1 && DATE_FIELDS.includes(field);
  if (!isAlone || !(error instanceof KnownError) || !error.findings.some(({ rule }) => rule === 'days'))
    return error;
  const form = options.unset
    ? `${DATE_FIELDS.join(' ')} --unset`
    : DATE_FIELDS.map((one) => `${one}=${shellWord(fields.get(one)?.[0] ?? '…')}`).join(' ');
  return fail.wouldBeInvalid(
    error.findings,
    `These fields can be changed together: \`chipkb set ${words[0]} ${form}\`.`,
  );
}

async function settingFrom(
  context: SetContext,
  ids: IdResolver,
  field: string,
  values: readonly string[],
): Promise<Setting> {
  const { unset, append } = context.options;
  if (unset) return { op: 'unset' };
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
