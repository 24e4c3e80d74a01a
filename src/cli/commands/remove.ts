import { remove } from '../../edit/remove.ts';
import type { View } from '../../render/view.ts';
import { applyEdit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export function removeCommand(
  context: CommandContext<Pick<OwnOptions, 'cascade' | 'dryRun'>>,
): Promise<View> {
  return applyEdit(context, async (draft, ids) => {
    const id = await ids.record(context.words[0] ?? '');
    remove(draft, id, context.options.cascade ?? false);
    return { title: `Removed ${id}`, next: 'chipkb check' };
  });
}
