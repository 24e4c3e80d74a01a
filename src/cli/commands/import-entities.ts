/** `import entities`: records the entities of a file. */
import { addEntities } from '../../edit/add.ts';
import { readProposedEntities } from '../../kb/proposals.ts';
import { fail } from '../../model/errors.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';
import { readInput } from '../read-input.ts';
import { recordProposals } from '../record-proposals.ts';

type ImportContext = CommandContext<Pick<OwnOptions, 'acceptValid' | 'strict' | 'dryRun'>>;

export async function importEntitiesCommand(context: ImportContext): Promise<Answer> {
  const { name, bytes } = await readInput(context.io, context.words[0] ?? '');
  const document = readProposedEntities(name, bytes);
  if (document.proposals.some(({ list }) => list !== 'entities'))
    throw fail.usage(
      `${name} contains more than entities`,
      `\`chipkb add claims ${context.words[0]}\` records all of it.`,
    );
  return recordProposals(context, document, (draft) => ({
    source: null,
    add: ({ entities }) => addEntities(draft, entities),
    title: null,
    next: 'chipkb list',
  }));
}
