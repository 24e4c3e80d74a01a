import { MAX_TEXT_MATCHES, search } from '../../query/search.ts';
import type { View } from '../../render/view.ts';
import { searchView } from '../../render/views/search.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

/** The number of results that a terminal shows without --limit. */
const TERMINAL_LIMIT = 20;

export async function searchCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { phrase, options, io } = context;
  const filters = await filtersOf(context);
  const { rows, areMore, corrected } = await search(await context.store(), phrase, filters, !options.exact);
  if (corrected !== null) context.note(`Showing results for “${corrected}” (“${phrase}” not found).`);
  if (areMore)
    context.note(`There are more matches; only the first ${MAX_TEXT_MATCHES} of each type were ranked.`);
  const isTable = io.out.isTerminal && !options.json && (options.format ?? 'table') === 'table';
  const isCut = isTable && options.limit === undefined && rows.length > TERMINAL_LIMIT;
  if (isCut)
    context.note(`Showing ${TERMINAL_LIMIT} of ${rows.length} results; --limit ${rows.length} shows all.`);
  const shown = isCut ? rows.slice(0, TERMINAL_LIMIT) : limited(context, rows);
  return searchView(corrected ?? phrase, shown, isTable);
}
