import { claimsOfRows, type SupportSort, supports } from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { supportsView } from '../../render/views/support.ts';
import type { CommandContext, Expected } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { noteUndated } from '../undated.ts';

const A_SUPPORTER: Expected = {
  what: 'company, hardware, service or framework',
  kinds: ['company', 'hardware', 'service', 'framework'],
  listCommand: 'chipkb list',
  command: 'supports',
  reverseCommand: 'who-supports',
};

export async function supportsCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'quotes'>>,
): Promise<View> {
  const who = await context.entity(context.phrase, A_SUPPORTER);
  const sort = context.options.sort as SupportSort | undefined;
  const filters = await filtersOf(context);
  const store = await context.store();
  const rows = await supports(store, who, filters, sort);
  await noteUndated(context, filters, async (others) => claimsOfRows(await supports(store, who, others)));
  return supportsView(who, limited(context, rows), context.options.quotes ?? false);
}
