import { addStatements } from '../../edit/add.ts';
import { itemLines } from '../../edit/new-file.ts';
import { fail } from '../../model/errors.ts';
import type { SuggestAnswer, SuggestedClaim } from '../../query/answers/suggest.ts';
import type { View } from '../../render/view.ts';
import { contextBlock, suggestionBlock, suggestView } from '../../render/views/suggest.ts';
import { suggest } from '../../suggest/suggest.ts';
import { runEdit } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { review } from '../review.ts';

type SuggestContext = CommandContext<FilterOptions & Pick<OwnOptions, 'all' | 'review'>>;

export async function suggestCommand(context: SuggestContext): Promise<View> {
  const id = await context.textSource(context.phrase);
  const answer = await suggestionsFor(context, id);
  if (!context.options.review) return viewOf(context, answer);
  await reviewSuggestions(context, id, limited(context, answer.proposals.filter(isNew)), answer.text);
  // A new context opens the knowledge base again, with what was accepted.
  const after = context.with({});
  return viewOf(after, await suggestionsFor(after, id));
}

/** Shows suggestions one by one, and records those that a person accepts. */
async function reviewSuggestions(
  context: CommandContext<unknown>,
  source: string,
  suggestions: readonly SuggestedClaim[],
  text: string,
): Promise<void> {
  const items = suggestions.map((suggestion) => ({
    what: 'claim',
    isInvalid: false,
    value: suggestion.claim,
    blocks: [contextBlock(suggestion, text), suggestionBlock(suggestion, itemLines)],
    record: (claim: SuggestedClaim['claim']) =>
      runEdit(context, (draft) => addStatements(draft, source, { edges: [claim] })),
  }));
  await review(context, items, 'Suggestion', source);
}

const isNew = ({ recorded }: SuggestedClaim): boolean => recorded.length === 0;

function viewOf(context: SuggestContext, { text: _, ...answer }: AnswerWithText): View {
  const { all } = context.options;
  const fresh = answer.proposals.filter(isNew);
  const known = all ? 0 : answer.proposals.length - fresh.length;
  const proposals = limited(context, all ? answer.proposals : fresh);
  return suggestView({ ...answer, proposals: [...proposals] }, known, itemLines);
}

type AnswerWithText = SuggestAnswer & { text: string };

/** Suggestions from a source, with its text. A missing text is a known error. */
async function suggestionsFor(context: SuggestContext, id: string): Promise<AnswerWithText> {
  const store = await context.store();
  const answer = await suggest(store, id);
  const text = await store.text(id);
  if (answer === null || text === null) throw fail.noText([id], 'suggest');
  return { ...answer, text };
}
