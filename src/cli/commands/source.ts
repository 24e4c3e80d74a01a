import { sourceText } from '../../query/source.ts';
import type { View } from '../../render/view.ts';
import { sourceView } from '../../render/views/source.ts';
import type { CommandContext } from '../context.ts';

export async function sourceCommand(context: CommandContext<unknown>): Promise<View> {
  const id = await context.source(context.phrase);
  const text = await sourceText(await context.store(), id);
  if (text === null) throw new Error(`the source ${id} has no record`);
  return sourceView(text);
}
