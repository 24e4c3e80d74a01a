import { addEntity } from '../../edit/add.ts';
import type { AuthoredEntity } from '../../model/schema.ts';
import { KINDS, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition, missing, newId, single } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { idFrom } from '../id-from.ts';
import type { EntityOptions, Options } from '../option-values.ts';
import { openPrompts } from '../prompts.ts';

type AddEntityContext = CommandContext<EntityOptions & Pick<Options, 'kind' | 'role' | 'dryRun'>>;

export async function addEntityCommand(context: AddEntityContext): Promise<View> {
  const entity = await entityFrom(context);
  return applyAddition(context, (draft) => {
    addEntity(draft, entity);
    return { title: `${entity.name} (${entity.id})`, next: `chipkb show ${entity.id}` };
  });
}

async function entityFrom(context: AddEntityContext): Promise<AuthoredEntity> {
  const { kind, role, alias, link, location } = context.options;
  const name = context.words[0] ?? '';
  const prompts = await openPrompts(context.io);
  const id =
    context.options.id ??
    idFrom(name) ??
    (await prompts?.text('Its id, in Latin letters', null)) ??
    missing('--id', `no id can be derived from “${name}”`);
  const ownKind =
    single('--kind', kind) ??
    (await prompts?.choose(
      'What it is',
      Object.entries(KINDS).map(([value, { means }]) => ({ value, hint: means })),
    )) ??
    missing('--kind', `it is one of ${words(KINDS).join(', ')}`);
  const description =
    context.options.description ??
    (await prompts?.text('What the sources say it is, in your own words', null)) ??
    missing('--description', 'it says what the sources say of it, in your own words');
  return {
    id: newId(id),
    name,
    kind: ownKind as AuthoredEntity['kind'],
    ...(role && { roles: role }),
    ...(alias && { aliases: alias }),
    description,
    ...(location !== undefined && { location }),
    ...(link && { links: link }),
  };
}
