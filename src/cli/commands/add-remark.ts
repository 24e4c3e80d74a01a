import { addStatements } from '../../edit/add.ts';
import { KINDS, TOPICS, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { evidenceFrom, sourceAndClaimant, sourceAndQuote, textFields } from '../new-statement.ts';
import type { EdgeOptions, Options } from '../option-values.ts';
import { REMARK_TEXT_OPTIONS } from '../options.ts';
import { required, single } from '../typed-values.ts';

type AddRemarkContext = CommandContext<EdgeOptions & Pick<Options, 'source' | 'topic' | 'saidBy' | 'dryRun'>>;

export async function addRemarkCommand(context: AddRemarkContext): Promise<View> {
  const { options, words: subjects } = context;
  const { source, quote, topic, summary } = required({
    ...sourceAndQuote(options),
    topic: {
      flag: '--topic',
      value: single('--topic', options.topic),
      why: `--topic is one of ${words(TOPICS).join(', ')}.`,
    },
    summary: {
      flag: '--summary',
      value: options.summary,
      why: '--summary says what is said, in your own words.',
    },
  });
  const evidence = evidenceFrom(options, quote);
  const typed = {
    ...sourceAndClaimant(source, single('--said-by', options.saidBy)),
    subject: { names: subjects, isList: true, kinds: words(KINDS) },
  };
  return applyAddition(context, async (draft, ids) => {
    const found = await ids.fields(typed);
    const { source: [sourceId = ''] = [], subject = [], 'said-by': [claimant] = [] } = found;
    if (claimant === undefined) context.note('No claimant is recorded; --said-by names who says it.');
    const remark = {
      topic,
      subject: [...new Set(subject)],
      summary,
      ...(claimant !== undefined && { 'said-by': claimant }),
      ...textFields(options, REMARK_TEXT_OPTIONS),
      evidence,
    };
    addStatements(draft, sourceId, { remarks: [remark] });
    const about = subject.length > 0 ? ` about ${subject.join(', ')}` : '';
    return { title: `A remark${about} (${topic})`, next: `chipkb remarks --source ${sourceId}` };
  });
}
