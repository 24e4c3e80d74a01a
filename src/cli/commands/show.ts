/** `show`. */
import type { EntityRecord } from '../../model/records.ts';
import { show } from '../../query/show.ts';
import { showView } from '../../render/views/show.ts';
import type { Command } from '../command.ts';
import { ANY_ENTITY, type CommandContext } from '../context.ts';
import { CLAIM_FILTERS } from '../options.ts';

export const showCommand: Command = {
  name: 'show',
  arguments: '<entity...>',
  summary: 'all that is recorded of an entity, or of several: names, relations, remarks',
  examples: ['chipkb show moore-threads', 'chipkb show huawei tencent --json'],
  filters: ['relation', ...CLAIM_FILTERS],
  answer: async (ask) => {
    const filter = await ask.claimFilter();
    const entities = await entitiesOf(ask);
    const store = await ask.store();
    return showView(await Promise.all(entities.map((entity) => show(store, entity, filter))));
  },
};

/** The words together name one entity; otherwise each alone names one. */
async function entitiesOf(ask: CommandContext): Promise<EntityRecord[]> {
  const { phrase, words } = ask;
  const together = await ask.resolve(phrase);
  if (words.length === 1 || 'entity' in together) return [ask.accept(phrase, together, ANY_ENTITY)];
  const alone = new Map<string, EntityRecord>();
  for (const word of words) {
    const entity = await ask.entity(word, ANY_ENTITY);
    alone.set(entity.id, entity);
  }
  return [...alone.values()];
}
