/** Two names typed without quotes: the words are split at the only place where both sides are entities. */
import { fail } from '../model/errors.ts';
import type { EntityRecord } from '../model/records.ts';
import type { Resolution } from '../store/resolve.ts';
import { ANY_ENTITY, type CommandContext } from './context.ts';

/** The two different entities that the words name, for a command of two entities. */
export async function twoEntities(
  context: CommandContext<unknown>,
  command: string,
): Promise<[EntityRecord, EntityRecord]> {
  const [a, b] = await splitNames(context, command);
  if (a.id === b.id)
    throw fail.usage(`both names mean ${a.name}`, `Run \`chipkb show ${a.id}\` for all its claims.`);
  return [a, b];
}

async function splitNames(
  context: CommandContext<unknown>,
  command: string,
): Promise<[EntityRecord, EntityRecord]> {
  const { words } = context;
  const splits = words
    .slice(1)
    .map((_, index): [string, string] => [
      words.slice(0, index + 1).join(' '),
      words.slice(index + 1).join(' '),
    ]);
  const [only] = splits;
  if (only === undefined)
    throw fail.usage(`${command} needs two names`, `For example: chipkb ${command} huawei deepseek-models`);
  if (splits.length === 1)
    return [await context.entity(only[0], ANY_ENTITY), await context.entity(only[1], ANY_ENTITY)];

  for (const correct of [false, true]) {
    const valid: { split: [string, string]; left: Resolution; right: Resolution }[] = [];
    for (const split of splits) {
      const left = await context.resolve(split[0], undefined, correct);
      const right = await context.resolve(split[1], undefined, correct);
      if ('entity' in left && 'entity' in right) valid.push({ split, left, right });
    }
    const [first, ...more] = valid;
    if (first && more.length === 0) {
      return [
        context.accept(first.split[0], first.left, ANY_ENTITY),
        context.accept(first.split[1], first.right, ANY_ENTITY),
      ];
    }
    if (more.length > 0) {
      throw fail.unclearSplit(
        context.phrase,
        command,
        valid.map(({ split: [a, b] }) => `chipkb ${command} "${a}" "${b}"`),
      );
    }
  }
  throw fail.unclearSplit(context.phrase, command, []);
}
