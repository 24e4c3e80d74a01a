import { rename } from '../../edit/rename.ts';
import type { View } from '../../render/view.ts';
import { applyEdit, commandToShow } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';
import { newId } from '../typed-values.ts';

export function renameCommand(context: CommandContext<Pick<OwnOptions, 'dryRun'>>): Promise<View> {
  const [typed = '', wanted = ''] = context.words;
  return applyEdit(context, async (draft, ids) => {
    const id = await ids.record(typed);
    const to = newId(wanted);
    rename(draft, id, to);
    return { title: `${id} is now ${to}`, next: commandToShow(draft, id, to) };
  });
}
