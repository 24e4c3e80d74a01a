import { merge } from '../../edit/rename.ts';
import type { View } from '../../render/view.ts';
import { applyEdit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export function mergeCommand(context: CommandContext<Pick<OwnOptions, 'dryRun'>>): Promise<View> {
  return applyEdit(context, async (draft, ids) => {
    const [id = '', into = ''] = (await ids.entities(context.words)) ?? [];
    const kept = merge(draft, id, into);
    const exception = kept.length > 0 ? `, which keeps its own ${kept.join(' and ')}` : '';
    return { title: `${id} is merged into ${into}${exception}`, next: `chipkb show ${into}` };
  });
}
