/** Turns the drafts of all sentences into suggestions: quoted, compared with recorded claims, grouped and ranked. */
import { groupBy } from '../model/group-by.ts';
import type { TextSourceRecord } from '../model/records.ts';
import type { AuthoredEdge, AuthoredQuote } from '../model/schema.ts';
import { idOrList } from '../model/statement-ids.ts';
import { relationTerms } from '../model/vocabulary.ts';
import type { SuggestedClaim } from '../query/answers/suggest.ts';
import type { Sentence } from '../query/sentences.ts';
import type { ClaimDraft } from './draft.ts';
import type { Refusal } from './parse-sentence.ts';
import { uniqueQuote } from './quote.ts';

/** What was concluded from a sentence, and what was not. */
export interface SentenceResult {
  sentence: Sentence;
  drafts: ClaimDraft[];
  refusals: Refusal[];
}

interface SourceContext {
  text: string;
  /** The offset at which each line starts. */
  starts: readonly number[];
  source: TextSourceRecord;
  /** The ids of the claims of this source by `relationEndsKey`. */
  recorded: ReadonlyMap<string, string>;
  /** The number of the line that contains an offset. */
  line(offset: number): number;
}

interface LocatedDraft {
  draft: ClaimDraft;
  sentence: Sentence;
  /** The id of the recorded claim with the same relation and ends. */
  recorded: string | null;
}

/** Identifies the relation and ends of a claim; a symmetric relation has one key for both directions. */
export const relationEndsKey = ({
  relation,
  from,
  to,
}: Pick<ClaimDraft, 'relation' | 'from' | 'to'>): string =>
  JSON.stringify([relation, ...(relationTerms(relation).symmetric ? [from, to].sort() : [from, to])]);

/** Drafts with the same key are one claim. Only a relation with a status can be claimed again by another sentence. */
const draftKey = ({ draft, sentence }: LocatedDraft): string =>
  relationEndsKey(draft) + (relationTerms(draft.relation).status ? ` ${sentence.start}` : '');

/** Two drafts with the same key would be duplicates for the check `duplicate`. */
const statementKey = ({ draft }: LocatedDraft): string =>
  JSON.stringify([
    relationEndsKey(draft),
    draft.status,
    [...draft.via].sort(),
    [...draft.with].sort(),
    draft.saidBy,
    draft.date?.date,
  ]);

/** Returns the suggestions, best first, and the sentences that cannot be quoted. */
export function suggestionsFrom(results: readonly SentenceResult[], context: SourceContext) {
  const located = results.flatMap(({ sentence, drafts }) =>
    drafts.map((draft) => ({
      draft,
      sentence,
      recorded: context.recorded.get(relationEndsKey(draft)) ?? null,
    })),
  );
  const distinct = bestOfEach(bestOfEach(located, draftKey), statementKey);
  const unquotable: (Refusal & { sentence: Sentence })[] = [];
  const suggestions: Omit<SuggestedClaim, 'rank'>[] = [];
  for (const drafts of groupBy(distinct, ({ sentence }) => sentence.start).values()) {
    const sentence = drafts[0]?.sentence;
    if (!sentence) continue;
    const evidence = uniqueQuote(context.text, context.starts, context.source.extent, sentence);
    const words = context.text.slice(sentence.start, sentence.end);
    if (evidence === null)
      unquotable.push({ sentence, words, reason: 'occurs more than once, and no quote of it is unique' });
    else
      for (const group of grouped(drafts))
        suggestions.push(suggestionFrom(group, sentence, evidence, context));
  }
  suggestions.sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start);
  return {
    suggestions: suggestions.map((suggestion, index) => ({ rank: index + 1, ...suggestion })),
    unquotable,
  };
}

/** Of the drafts with the same key, keeps the one with the highest score, and of equal scores the first. */
const bestOfEach = (drafts: readonly LocatedDraft[], key: (draft: LocatedDraft) => string): LocatedDraft[] =>
  [...groupBy(drafts, key).values()].flatMap((same) =>
    same.sort((a, b) => b.draft.score - a.draft.score).slice(0, 1),
  );

/** Merges drafts that differ only in `to`, then groups that differ only in `from`. */
function grouped(drafts: readonly LocatedDraft[]): LocatedDraft[][] {
  const rest = ({ draft, recorded }: LocatedDraft) => {
    const { from: _from, to: _to, cues: _cues, cautions: _cautions, ...others } = draft;
    return JSON.stringify([others, recorded === null]);
  };
  const bySubject = groupBy(drafts, (one) => JSON.stringify([one.draft.from, rest(one)])).values();
  const byObjects = groupBy(bySubject, (group) =>
    JSON.stringify([group[0] && rest(group[0]), group.map(({ draft }) => draft.to)]),
  );
  return [...byObjects.values()].map((groups) => groups.flat());
}

function suggestionFrom(
  group: readonly LocatedDraft[],
  sentence: Sentence,
  evidence: AuthoredQuote,
  { text, line }: SourceContext,
): Omit<SuggestedClaim, 'rank'> {
  const [first] = group;
  if (!first) throw new Error('a group of drafts is never empty');
  const { draft } = first;
  const { date } = draft;
  const claim: AuthoredEdge = {
    relation: draft.relation,
    from: idOrList(group.map((own) => own.draft.from)),
    to: idOrList(group.map((own) => own.draft.to)),
    ...(draft.status && { status: draft.status }),
    ...(draft.printed !== null && { printed: draft.printed }),
    ...(draft.via.length > 0 && { via: idOrList(draft.via) }),
    ...(draft.with.length > 0 && { with: idOrList(draft.with) }),
    ...(draft.saidBy !== null && { 'said-by': draft.saidBy }),
    ...(draft.channel !== null && { channel: draft.channel }),
    ...(date && { 'printed-date': date.printed }),
    ...(date?.date && date.basis && { date: date.date, 'date-basis': date.basis }),
    evidence: [evidence],
  };
  const cues = group.flatMap((own) => own.draft.cues);
  const distinctCues = new Map(cues.map((cue) => [JSON.stringify(cue), cue])).values();
  return {
    score: draft.score,
    claim,
    sentence: { line: line(sentence.start), ...sentence, text: text.slice(sentence.start, sentence.end) },
    cues: Array.from(distinctCues, ({ kind, ...range }) => {
      const start = sentence.start + range.start;
      const end = sentence.start + range.end;
      return { kind, words: text.slice(start, end), line: line(start), start, end };
    }),
    cautions: [...new Set(group.flatMap((own) => own.draft.cautions))],
    recorded: group.flatMap(({ recorded }) => recorded ?? []),
  };
}
