import { show } from '../../query/show.ts';
import { sourcesWithIds } from '../../query/source.ts';
import type { View } from '../../render/view.ts';
import { showView } from '../../render/views/show.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { namedRecords } from '../named-records.ts';
import type { FilterOptions } from '../option-values.ts';

export async function showCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const filter = await filtersOf(context);
  const { entities, claims, remarks, sources } = await namedRecords(context);
  const store = await context.store();
  return showView([
    ...(await Promise.all(entities.map((entity) => show(store, entity, filter)))),
    ...(await sourcesWithIds(store, sources)),
    ...claims,
    ...remarks,
  ]);
}
