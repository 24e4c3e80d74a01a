import { addStatements } from '../../edit/add.ts';
import { count } from '../../model/count.ts';
import type { View } from '../../render/view.ts';
import { applyAddition } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { evidenceFrom, sourceAndClaimant, sourceAndQuote } from '../new-statement.ts';
import type { EdgeOptions, Options } from '../option-values.ts';
import { required } from '../typed-values.ts';

export async function addReadCommand(
  context: CommandContext<EdgeOptions & Pick<Options, 'source' | 'dryRun'>>,
): Promise<View> {
  const { options } = context;
  const { source, quote, why } = required({
    ...sourceAndQuote(options),
    why: {
      flag: '--why',
      value: options.why,
      why: '--why says why nothing is recorded from it, such as “headline”.',
    },
  });
  const marks = evidenceFrom(options, quote).map((evidence) => ({ ...evidence, why }));
  return applyAddition(context, async (draft, ids) => {
    const { source: [sourceId = ''] = [] } = await ids.fields(sourceAndClaimant(source, undefined));
    addStatements(draft, sourceId, { read: marks });
    return {
      title: `${count(marks.length, 'passage')} marked as read`,
      next: `chipkb coverage ${sourceId} --uncovered`,
    };
  });
}
