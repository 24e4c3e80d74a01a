import { matrix } from '../../query/matrix.ts';
import type { View } from '../../render/view.ts';
import { matrixView } from '../../render/views/matrix.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

export async function matrixCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const filters = await filtersOf(context);
  const rows = await matrix(await context.store(), filters);
  return matrixView(limited(context, rows), filters.by ?? 'vendor');
}
