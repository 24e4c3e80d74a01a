/** Asks a person at a terminal what the symbols and labels of tables mean. */
import type { UnknownName, UnknownSymbol } from '../kb/tables/unknown-names.ts';
import { count } from '../model/count.ts';
import type { AuthoredEntity, AuthoredMeaning, AuthoredSymbol } from '../model/schema.ts';
import { idOrList } from '../model/statement-ids.ts';
import { STATUSES, type Status, words } from '../model/vocabulary.ts';
import { entityDetails } from './entity-details.ts';
import type { Prompts } from './prompts.ts';

const NOTHING = 'nothing';
const LATER = 'later';
const IDS = 'ids';
const LEAVE_OUT = 'leave out';
const ADD = 'add it';

/** What a symbol means; null if the person decides later. */
export async function askForSymbol(
  { symbol, cells }: UnknownSymbol,
  prompts: Prompts,
): Promise<AuthoredSymbol | null> {
  const chosen = await prompts.choose(`What does “${symbol}” state? (${count(cells, 'cell')})`, [
    ...words(STATUSES).map((value) => ({ value, hint: STATUSES[value].means })),
    { value: NOTHING, hint: 'it states nothing' },
    { value: LATER, hint: 'decide later' },
  ]);
  if (chosen === LATER) return null;
  const status = chosen === NOTHING ? null : (chosen as Status);
  const basis = await prompts.choose(`Why does “${symbol}” mean this?`, [
    { value: 'legend', hint: 'the source prints a legend' },
    { value: 'other', hint: 'the source prints no legend for it' },
  ]);
  return basis === 'legend'
    ? { status, words: await prompts.text('The words of the legend, as printed', null) }
    : { status, why: await prompts.text('Why it has this status', null) };
}

/** What a label means, or an entity that has its name or id; null if the person decides later. */
export async function askForName(
  { name, isId, kinds, rows, candidates }: UnknownName,
  prompts: Prompts,
): Promise<AuthoredMeaning | { entity: AuthoredEntity } | null> {
  const choices = [
    ...(isId ? [] : candidates.map(({ id, name, kind }) => ({ value: id, hint: `${name}, ${kind}` }))),
    ...(isId ? [] : [{ value: IDS, hint: 'type its id, or several, separated by commas' }]),
    { value: ADD, hint: 'record it as a new entity' },
    ...(isId ? [] : [{ value: LEAVE_OUT, hint: 'record nothing for it' }]),
    { value: LATER, hint: 'decide later' },
  ];
  const printed = rows === 0 ? '' : ` (${count(rows, 'row')})`;
  // A name that is only similar must not be chosen by the Enter key alone.
  const chosen = await prompts.choose(`“${name}”${printed} is not recorded. What is it?`, choices, LATER);
  if (chosen === LATER) return null;
  if (chosen === LEAVE_OUT) return { 'leave-out': await prompts.text('Why is it left out?', null) };
  if (chosen === ADD) {
    const own = isId
      ? { name: await prompts.text('Its name, as answers print it', name), id: name }
      : { name };
    return { entity: await entityDetails(own, kinds, prompts) };
  }
  if (chosen !== IDS) return chosen;
  const typed = await prompts.text('Its id, or several, separated by commas', null);
  return idOrList(typed.split(',').map((id) => id.trim()));
}
