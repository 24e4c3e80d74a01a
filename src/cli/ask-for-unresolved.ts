/** Asks a person at a terminal about names that were typed and are unknown or ambiguous. */
import { KnownError, type UnresolvedName } from '../model/known-error.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import type { CommandContext } from './context.ts';
import { entityDetails } from './entity-details.ts';
import type { Answers } from './id-resolver.ts';
import { openPrompts, type Prompts } from './prompts.ts';
import { shellWord } from './shell-word.ts';

const ANOTHER = 'another name';
const ADD = 'add it';

/**
 * Runs an edit, and again with the answers as long as it fails because of names. The questions are asked outside of the edit, which
 * locks the knowledge base. Throws the error of the edit if nobody can be asked. If the edit fails otherwise, prints the commands that
 * add the entities that were described, so that nothing is lost.
 */
export async function askForUnresolved<T>(
  context: CommandContext<unknown>,
  edit: (answers: Answers) => Promise<T>,
): Promise<T> {
  const prompts = await openPrompts(context.io);
  const answers = { names: new Map<string, string>(), entities: new Map<string, AuthoredEntity>() };
  for (;;) {
    try {
      return await edit(answers);
    } catch (error) {
      const names = error instanceof KnownError ? error.names : [];
      if (prompts === null || names.length === 0) {
        for (const entity of answers.entities.values())
          context.announce(`To add ${entity.name}: ${commandFor(entity)}`);
        throw error;
      }
      for (const unresolved of names) {
        const answer = await askAbout(unresolved, prompts);
        if (typeof answer === 'string') answers.names.set(unresolved.typed, answer);
        else answers.entities.set(unresolved.typed, answer);
      }
    }
  }
}

const commandFor = ({ id, name, kind, description }: AuthoredEntity): string =>
  `chipkb add entity ${shellWord(name)} --id ${id} --kind ${kind} --description ${shellWord(description)}`;

/** The id of a candidate, another name, or a new entity. */
async function askAbout(
  { name, what, candidates, close, kinds }: UnresolvedName,
  prompts: Prompts,
): Promise<string | AuthoredEntity> {
  const question = close === null ? `“${name}” is ambiguous` : `No ${what} is called “${name}”`;
  const choices = [
    ...candidates.map(({ id, name, kind }) => ({ value: id, hint: `${name}, ${kind}` })),
    { value: ANOTHER, hint: 'type another name' },
    ...(close === null || kinds.length === 0 ? [] : [{ value: ADD, hint: 'record it as a new entity' }]),
  ];
  // A name that is only similar must not be chosen by the Enter key alone.
  const likely = candidates.find(({ id }) => close?.has(id));
  const choice = await prompts.choose(question, choices, likely?.id ?? ANOTHER);
  if (choice === ANOTHER) return prompts.text(`The other name for “${name}”`, name);
  if (choice !== ADD) return choice;
  const printed = await prompts.text('Its name, as answers print it', name);
  return entityDetails({ name: printed }, kinds, prompts);
}
