import { type SupportSort, whoSupports } from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { whoSupportsView } from '../../render/views/support.ts';
import type { CommandContext, Expected } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

const A_MODEL: Expected = {
  what: 'model',
  kinds: ['model'],
  listCommand: 'chipkb models',
  command: 'who-supports',
  reverseCommand: 'supports',
};

export async function whoSupportsCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const model = await context.entity(context.phrase, A_MODEL);
  const filters = await filtersOf(context);
  const sort = context.options.sort as SupportSort | undefined;
  const store = await context.store();
  const rows = limited(context, await whoSupports(store, model.id, filters, sort));
  const supporters = await store.entities(rows.map(({ supporter }) => supporter.id));
  return whoSupportsView(model, rows, supporters);
}
