import { timeline } from '../../query/timeline.ts';
import type { View } from '../../render/view.ts';
import { timelineView } from '../../render/views/statements.ts';
import { ANY_ENTITY, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';
import { noteUndated } from '../undated.ts';

export async function timelineCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const entity = context.words.length === 0 ? null : await context.entity(context.phrase, ANY_ENTITY);
  const filters = await filtersOf(context);
  const store = await context.store();
  const rows = await timeline(store, entity, filters);
  await noteUndated(context, filters, (others) => timeline(store, entity, others));
  return timelineView(entity, limited(context, rows));
}
