import { merge } from '../../edit/merge.ts';
import { count } from '../../model/count.ts';
import type { View } from '../../render/view.ts';
import { applyEdit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export function mergeCommand(context: CommandContext<Pick<OwnOptions, 'dryRun'>>): Promise<View> {
  return applyEdit(context, async (draft, ids) => {
    const [id = '', into = ''] = await ids.entities(context.words);
    const { kept, joined } = merge(draft, id, into);
    const exception = kept.length > 0 ? `, which keeps its own ${kept.join(' and ')}` : '';
    const claims = joined > 0 ? `; joined ${count(joined, 'claim')} that both had` : '';
    return { title: `${id} is merged into ${into}${exception}${claims}`, next: `chipkb show ${into}` };
  });
}
