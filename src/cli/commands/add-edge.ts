import { addStatements } from '../../edit/add.ts';
import { fail } from '../../model/errors.ts';
import { idOrList } from '../../model/statement-ids.ts';
import { REFERENCE_KINDS, RELATIONS, relationTerms, STATUSES, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { evidenceFrom, sourceAndClaimant, sourceAndQuote, textFields } from '../new-statement.ts';
import type { EdgeOptions, Options } from '../option-values.ts';
import { CLAIM_TEXT_OPTIONS } from '../options.ts';
import { required, single } from '../typed-values.ts';

type AddEdgeContext = CommandContext<EdgeOptions & Pick<Options, 'source' | 'status' | 'saidBy' | 'dryRun'>>;

export async function addEdgeCommand(context: AddEdgeContext): Promise<View> {
  const { options } = context;
  const [from = '', typedRelation = '', to = ''] = context.words;
  const relation = words(RELATIONS).find((one) => one === typedRelation);
  if (relation === undefined)
    throw fail.usage(
      `there is no relation “${typedRelation}”`,
      `It is one of ${words(RELATIONS).join(', ')}.`,
    );
  const { out, status: hasStatus, ...ends } = relationTerms(relation);
  const status = single('--status', options.status);
  const { source, quote } = required({
    ...sourceAndQuote(options),
    ...(hasStatus && {
      status: {
        flag: '--status',
        value: status,
        why: `--status says how firm the claim is: ${words(STATUSES).join(', ')}.`,
      },
    }),
  });
  const evidence = evidenceFrom(options, quote);
  const { via, with: participants } = options;
  const typed = {
    ...sourceAndClaimant(source, single('--said-by', options.saidBy)),
    from: { names: [from], isList: true, kinds: ends.from },
    to: { names: [to], isList: true, kinds: ends.to },
    via: via && { names: via, isList: true, kinds: REFERENCE_KINDS.via },
    with: participants && { names: participants, isList: true, kinds: REFERENCE_KINDS.with },
  };
  return applyAddition(context, async (draft, ids) => {
    const { source: [sourceId = ''] = [], from = [], to = [], ...found } = await ids.fields(typed);
    if (options.saidBy === undefined) context.note('No claimant is recorded; --said-by names who says it.');
    const others = Object.entries(found).map(([field, list]) => [field, idOrList(list)]);
    const claim = {
      relation,
      from: idOrList(from),
      to: idOrList(to),
      ...(status && { status }),
      ...Object.fromEntries(others),
      ...textFields(options, words(CLAIM_TEXT_OPTIONS)),
      evidence,
    };
    addStatements(draft, sourceId, { edges: [claim] });
    return {
      title: `${from.join(', ')} ${out} ${to.join(', ')}`,
      next: `chipkb why ${from[0]} ${to[0]}`,
    };
  });
}
