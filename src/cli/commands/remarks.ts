import { listRemarks } from '../../query/statements.ts';
import type { View } from '../../render/view.ts';
import { remarksView } from '../../render/views/statements.ts';
import type { CommandContext } from '../context.ts';
import { remarkFiltersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';
import { noteUndated } from '../undated.ts';

export async function remarksCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const filters = await remarkFiltersOf(context);
  const sort = context.options.sort as 'date' | 'id' | undefined;
  const store = await context.store();
  const remarks = await listRemarks(store, filters, sort);
  await noteUndated(context, filters, (others) => listRemarks(store, others), 'remark');
  return remarksView(limited(context, remarks));
}
