import { listSources } from '../../query/source.ts';
import type { View } from '../../render/view.ts';
import { sourcesView } from '../../render/views/list.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';

export async function sourcesCommand(context: CommandContext<FilterOptions>): Promise<View> {
  return sourcesView(limited(context, await listSources(await context.store())));
}
