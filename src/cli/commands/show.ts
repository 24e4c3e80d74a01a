import type { EntityRecord } from '../../model/records.ts';
import { show } from '../../query/show.ts';
import type { View } from '../../render/view.ts';
import { showView } from '../../render/views/show.ts';
import { ANY_ENTITY, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import type { FilterOptions } from '../option-values.ts';

export async function showCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const filter = await filtersOf(context);
  const entities = await entitiesOf(context);
  const store = await context.store();
  return showView(await Promise.all(entities.map((entity) => show(store, entity, filter))));
}

/** The entity that all words name together; if there is none, the entity that each word names. */
async function entitiesOf(context: CommandContext<FilterOptions>): Promise<EntityRecord[]> {
  const { phrase, words } = context;
  const together = await context.resolve(phrase);
  if (words.length === 1 || 'entity' in together) return [context.accept(phrase, together, ANY_ENTITY)];
  const alone = new Map<string, EntityRecord>();
  for (const word of words) {
    const entity = await context.entity(word, ANY_ENTITY);
    alone.set(entity.id, entity);
  }
  return [...alone.values()];
}
