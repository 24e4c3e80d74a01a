/** `matrix`. */
import { matrix } from '../../query/matrix.ts';
import type { View } from '../../render/view.ts';
import { matrixView } from '../../render/views/matrix.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';

export async function matrixCommand(context: CommandContext): Promise<View> {
  const { role, kind } = context.options;
  const filter = { ...(await context.claimFilter()), ...(role && { role }), ...(kind && { kind }) };
  return matrixView(limited(context, await matrix(await context.store(), filter)));
}
