import type { ClaimFilter } from '../../query/claims.ts';
import { claimsOfRows, type SupportSort, supports } from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { supportsView } from '../../render/views/support.ts';
import { A_SUPPORTER, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { namedEntities } from '../split-names.ts';
import { noteUndated } from '../undated.ts';
import { noteUnsupported, rowsOfAll } from './who-supports.ts';

export async function supportsCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'quotes'>>,
): Promise<View> {
  const supporters = await namedEntities(context, { ...A_SUPPORTER, command: 'supports' });
  const sort = context.options.sort as SupportSort | undefined;
  const filters = await filtersOf(context);
  const store = await context.store();
  const read = (own: ClaimFilter) => rowsOfAll(supporters, (who) => supports(store, who, own, sort));
  const found = await read(filters);
  noteUnsupported(context, supporters, found);
  const rows = limited(context, found);
  await noteUndated(context, filters, async (others) => claimsOfRows(await read(others)));
  return supportsView(supporters, rows, context.options.quotes ?? false);
}
