import { why } from '../../query/why.ts';
import type { View } from '../../render/view.ts';
import { whyView } from '../../render/views/why.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';
import { twoEntities } from '../split-names.ts';

export async function whyCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const [a, b] = await twoEntities(context, 'why');
  const store = await context.store();
  const claims = await why(store, a, b, await filtersOf(context));
  const quoted = claims.flatMap(({ evidence }) => evidence.map(({ source }) => source));
  const sources = await store.sources(new Set(quoted));
  if ([...sources.values()].some(({ checked }) => checked !== 'here'))
    context.note('The source text is not included here; its quotes were checked when the package was built.');
  return whyView(a, b, limited(context, claims));
}
