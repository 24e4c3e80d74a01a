import { rename } from '../../edit/rename.ts';
import type { View } from '../../render/view.ts';
import { applyEdit, commandToShow, newId } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export function renameCommand(context: CommandContext<Pick<OwnOptions, 'dryRun'>>): Promise<View> {
  const [typed = '', wanted = ''] = context.words;
  return applyEdit(context, async (draft, ids) => {
    const id = await ids.record(typed);
    const to = newId(wanted);
    rename(draft, id, to);
    return { title: `${id} is now ${to}`, next: commandToShow(draft, id, to) };
  });
}
