import { addClaim } from '../../edit/add.ts';
import { fail } from '../../model/errors.ts';
import type { AuthoredEdge, AuthoredEvidence } from '../../model/schema.ts';
import { idOrList } from '../../model/statement-ids.ts';
import { RELATIONS, type Relation, words } from '../../model/vocabulary.ts';
import type { View } from '../../render/view.ts';
import { applyAddition } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { IdResolver } from '../id-resolver.ts';
import type { EdgeOptions, Options } from '../option-values.ts';
import { CLAIM_TEXT_OPTIONS } from '../options.ts';
import { required, single } from '../typed-values.ts';

type AddEdgeContext = CommandContext<EdgeOptions & Pick<Options, 'source' | 'status' | 'saidBy' | 'dryRun'>>;

export async function addEdgeCommand(context: AddEdgeContext): Promise<View> {
  const { source, quote } = required({
    source: {
      flag: '--source',
      value: single('--source', context.options.source),
      why: '--source names the source of the claim.',
    },
    quote: {
      flag: '--quote',
      value: context.options.quote,
      why: '--quote takes a passage that states it, verbatim.',
    },
  });
  const evidence = evidenceFrom(context, quote);
  return applyAddition(context, async (draft, ids) => {
    draft.source(source);
    const claim = await claimFrom(context, ids, evidence);
    if (claim['said-by'] === undefined) context.note('No claimant is recorded; --said-by names who says it.');
    addClaim(draft, source, claim);
    return {
      title: `${claim.from} ${RELATIONS[claim.relation].out} ${claim.to}`,
      next: `chipkb why ${claim.from} ${claim.to}`,
    };
  });
}

async function claimFrom(
  context: AddEdgeContext,
  ids: IdResolver,
  evidence: AuthoredEvidence[],
): Promise<AuthoredEdge> {
  const [from = '', relation = '', to = ''] = context.words;
  if (!(words(RELATIONS) as string[]).includes(relation))
    throw fail.usage(`there is no relation “${relation}”`, `It is one of ${words(RELATIONS).join(', ')}.`);
  const { status, saidBy } = context.options;
  const texts = words(CLAIM_TEXT_OPTIONS).flatMap((name) => {
    const text = context.options[name];
    const field = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return text === undefined ? [] : [[field, text]];
  });
  const via = context.options.via && (await ids.entities(context.options.via));
  const participants = context.options.with && (await ids.entities(context.options.with));
  const claimant = single('--said-by', saidBy);
  const ownStatus = single('--status', status);
  return {
    relation: relation as Relation,
    from: await ids.entity(from),
    to: await ids.entity(to),
    ...(ownStatus && { status: ownStatus }),
    ...(via && { via: idOrList(via) }),
    ...(participants && { with: idOrList(participants) }),
    ...(claimant !== undefined && { 'said-by': await ids.entity(claimant) }),
    ...Object.fromEntries(texts),
    evidence,
  };
}

function evidenceFrom(
  { options: { prefix, suffix } }: AddEdgeContext,
  quote: readonly string[],
): AuthoredEvidence[] {
  if (quote.length > 1 && (prefix !== undefined || suffix !== undefined))
    throw fail.usage('--prefix and --suffix need a single --quote', 'Quote more of the text instead.');
  return quote.map((text) => ({
    quote: text,
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  }));
}
