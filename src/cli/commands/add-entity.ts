import { addEntity } from '../../edit/add.ts';
import { KINDS, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { entityDetails } from '../entity-details.ts';
import type { EntityOptions, Options } from '../option-values.ts';
import { openPrompts } from '../prompts.ts';
import { single } from '../typed-values.ts';

type AddEntityContext = CommandContext<EntityOptions & Pick<Options, 'kind' | 'role' | 'dryRun'>>;

export async function addEntityCommand(context: AddEntityContext): Promise<View> {
  const { id, description, role, alias, link, location } = context.options;
  const kind = single('--kind', context.options.kind);
  const typed = { name: context.words[0] ?? '', id, kind, description };
  const entity = {
    ...(await entityDetails(typed, words(KINDS), await openPrompts(context.io))),
    ...(role && { roles: role }),
    ...(alias && { aliases: alias }),
    ...(location !== undefined && { location }),
    ...(link && { links: link }),
  };
  return applyAddition(context, (draft) => {
    addEntity(draft, entity);
    return { title: `${entity.name} (${entity.id})`, next: `chipkb show ${entity.id}` };
  });
}
