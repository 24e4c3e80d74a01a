/** `who-supports`. */
import { type SupportSort, whoSupports } from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { whoSupportsView } from '../../render/views/support.ts';
import { claimFilter } from '../claim-filter.ts';
import type { CommandContext, Expected } from '../context.ts';
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
  const { scope, role, kind, sort } = context.options;
  const filter = {
    ...(await claimFilter(context)),
    ...(scope && { scope }),
    ...(role && { role }),
    ...(kind && { kind }),
  };
  const store = await context.store();
  const rows = limited(context, await whoSupports(store, model.id, filter, sort as SupportSort | undefined));
  const supporters = await store.entities(rows.map(({ supporter }) => supporter.id));
  return whoSupportsView(model, rows, supporters);
}
