/** `matrix`. */
import { matrix } from '../../query/matrix.ts';
import type { View } from '../../render/view.ts';
import { matrixView } from '../../render/views/matrix.ts';
import { claimFilter } from '../claim-filter.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

export async function matrixCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { role, kind } = context.options;
  const filter = { ...(await claimFilter(context)), ...(role && { role }), ...(kind && { kind }) };
  return matrixView(limited(context, await matrix(await context.store(), filter)));
}
