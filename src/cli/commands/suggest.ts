/** `suggest`: what a source can be read to state, as edges ready to be recorded. */

import { itemLines } from '../../edit/new-file.ts';
import { fail } from '../../model/errors.ts';
import type { Proposal, SuggestAnswer } from '../../query/answers/suggest.ts';
import type { View } from '../../render/view.ts';
import { suggestView } from '../../render/views/suggest.ts';
import { suggest } from '../../suggest/suggest.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';
import { review } from '../review.ts';

export async function suggestCommand(ask: CommandContext): Promise<View> {
  const id = await ask.source(ask.phrase);
  if (!ask.options.review) return viewOf(ask, await read(ask, id));
  const { text, proposals } = await read(ask, id);
  await review(ask, id, limited(ask, proposals.filter(isNew)), text);
  // What is told at the end is what is left.
  const after = ask.with({});
  return viewOf(after, await read(after, id));
}

const isNew = ({ recorded }: Proposal): boolean => recorded.length === 0;

function viewOf(ask: CommandContext, { text: _, ...answer }: Read): View {
  const fresh = answer.proposals.filter(isNew);
  const known = ask.options.all ? 0 : answer.proposals.length - fresh.length;
  const proposals = limited(ask, ask.options.all ? answer.proposals : fresh);
  return suggestView({ ...answer, proposals: [...proposals] }, known, itemLines);
}

type Read = SuggestAnswer & { text: string };

/** What a source may state, with its text; a known error where the text is not here. */
async function read(ask: CommandContext, id: string): Promise<Read> {
  const store = await ask.store();
  const answer = await suggest(store, id);
  const text = await store.text(id);
  if (answer === null || text === null) throw fail.noText(id);
  return { ...answer, text };
}
