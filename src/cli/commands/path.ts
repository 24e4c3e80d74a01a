import { path } from '../../query/path.ts';
import type { View } from '../../render/view.ts';
import { pathView } from '../../render/views/path.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import type { FilterOptions } from '../option-values.ts';
import { twoEntities } from '../split-names.ts';

const DEFAULT_LIMIT = 10;

export async function pathCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const [a, b] = await twoEntities(context, 'path');
  const { limit = DEFAULT_LIMIT } = context.options;
  const { rows, areMore } = await path(await context.store(), a.id, b.id, await filtersOf(context), limit);
  if (areMore) context.note(`Showing ${limit} paths; there are more of the same length (see --limit).`);
  return pathView(a, b, rows);
}
