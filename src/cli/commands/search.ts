import { MAX_TEXT_MATCHES, search } from '../../query/search.ts';
import type { View } from '../../render/view.ts';
import { searchView } from '../../render/views/search.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

export async function searchCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const filters = await filtersOf(context);
  const { rows, areMore } = await search(await context.store(), context.phrase, filters);
  if (areMore)
    context.note(`There are more matches; only the first ${MAX_TEXT_MATCHES} of each type were ranked.`);
  return searchView(context.phrase, limited(context, rows));
}
