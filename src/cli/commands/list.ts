/** `list`, and the commands that list one kind. */
import { fail } from '../../model/errors.ts';
import { KINDS, type Kind, type Role, VENDOR_ROLES, words } from '../../model/vocabulary.ts';
import { type ListSort, listEntities } from '../../query/list.ts';
import type { View } from '../../render/view.ts';
import { listView } from '../../render/views/list.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { sourcesCommand } from './sources.ts';

type ListContext = CommandContext<FilterOptions & Pick<OwnOptions, 'all'>>;

export async function listCommand(context: ListContext): Promise<View> {
  const [typed] = context.words;
  if (typed === undefined) return entitiesView(context, 'entities', null);
  if (typed === 'vendors') return vendorsCommand(context);
  if (typed === 'sources') return sourcesCommand(context);
  const kind = words(KINDS).find((word) => word === typed || KINDS[word].plural === typed);
  if (kind) return entitiesView(context, KINDS[kind].plural, kind);
  throw fail.usage(`“${typed}” is not a kind`, `The kinds: ${words(KINDS).join(', ')}.`);
}

export const vendorsCommand = (context: ListContext): Promise<View> =>
  entitiesView(context, 'vendors', 'company', VENDOR_ROLES);
export const modelsCommand = (context: ListContext): Promise<View> =>
  entitiesView(context, 'models', 'model');
export const hardwareCommand = (context: ListContext): Promise<View> =>
  entitiesView(context, 'hardware', 'hardware');
export const servicesCommand = (context: ListContext): Promise<View> =>
  entitiesView(context, 'services', 'service');
export const peopleCommand = (context: ListContext): Promise<View> =>
  entitiesView(context, 'people', 'person');

/** Lists the entities of a kind (null: of all), only those with one of `roles` if given. */
async function entitiesView(
  context: ListContext,
  what: string,
  kind: Kind | null,
  roles?: readonly Role[],
): Promise<View> {
  const filters = { ...(await filtersOf(context)), ...(kind && { kind: [kind] }) };
  const sort = context.options.sort as ListSort | undefined;
  const rows = await listEntities(await context.store(), filters, sort);
  const shown = rows.filter((row) => !roles || row.roles.some((own) => roles.includes(own)));
  // A program or a file gets everything.
  const isFolded = context.io.out.isTerminal && context.options.format === undefined && !context.options.all;
  return listView(what, limited(context, shown), kind, isFolded);
}
