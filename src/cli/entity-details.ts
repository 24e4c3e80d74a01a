/** The details that every new entity has: typed, or asked for. */
import type { AuthoredEntity } from '../model/schema.ts';
import { KINDS, type Kind } from '../model/vocabulary.ts';
import { idFrom } from './id-from.ts';
import type { Prompts } from './prompts.ts';
import { idFault, newId, required } from './typed-values.ts';

/** What was typed of a new entity. */
interface TypedEntity {
  name: string;
  id?: string | undefined;
  kind?: Kind | undefined;
  description?: string | undefined;
}

/**
 * The details of a new entity: as typed, and otherwise as a person at the terminal answers. Its kind is one of `kinds`. Throws a usage
 * error for all that are missing, if nobody can be asked.
 */
export async function entityDetails(
  typed: TypedEntity,
  kinds: readonly Kind[],
  prompts: Prompts | null,
): Promise<AuthoredEntity> {
  const { name } = typed;
  const [onlyKind] = kinds.length === 1 ? kinds : [];
  const choices = kinds.map((value) => ({ value, hint: KINDS[value].means }));
  const { id, kind, description } = required({
    id: {
      flag: '--id',
      value: typed.id ?? idFrom(name) ?? (await prompts?.text('Its id, in Latin letters', null, idFault)),
      why: `No id can be derived from “${name}”.`,
    },
    kind: {
      flag: '--kind',
      value: typed.kind ?? onlyKind ?? ((await prompts?.choose('What it is', choices)) as Kind | undefined),
      why: `Its kind is one of ${kinds.join(', ')}.`,
    },
    description: {
      flag: '--description',
      value:
        typed.description ?? (await prompts?.text('What the sources say it is, in your own words', null)),
      why: 'The description says what the sources say it is, in your own words.',
    },
  });
  return { id: newId(id), name, kind, description };
}
