/** Claims that a sentence may state about one pair of entities, before they are quoted, compared and grouped. */
import type { PrintedDate } from '../model/printed-dates.ts';
import { overlaps, type TextRange } from '../model/text-range.ts';
import type { Relation, Status } from '../model/vocabulary.ts';
import type { Mention } from './mentions.ts';
import type { ParsedSentence } from './parse-sentence.ts';
import { type Speech, speechAt } from './speech.ts';

/** Words that led to a draft and what they show; the range counts from the start of the sentence. */
export interface DraftCue extends TextRange {
  kind: 'relation' | 'status' | 'speaker' | 'channel' | 'day' | 'via' | 'with';
}

/** A claim about one pair of entities; `from`, `to`, `via`, `with` and `saidBy` are ids. */
export interface ClaimDraft {
  relation: Relation;
  from: string;
  to: string;
  status: Status | null;
  /** The words of the source for the status. */
  printed: string | null;
  via: string[];
  with: string[];
  saidBy: string | null;
  channel: string | null;
  date: PrintedDate | null;
  cues: DraftCue[];
  /** What was inferred and needs a check by a person. */
  cautions: string[];
  /** See `SCORE`. */
  score: number;
}

/**
 * Factors of a score: a draft starts with the value for what led to it, multiplied by `caution` for each caution. Scores
 * rank the drafts of one text; they are not probabilities.
 */
export const SCORE = {
  /** The words of the relation connect the two names. */
  stated: 0.9,
  /** A possessive or a compound name: “Huawei’s Ascend cloud service”. */
  possessive: 0.7,
  /** Inferred from the roles of the two in another claim of the sentence. */
  implied: 0.5,
  caution: 0.8,
} as const;

/** What a sentence states, without who says so. */
export type PartialDraft = Pick<ClaimDraft, 'relation' | 'from' | 'to' | 'cues'> &
  Partial<Pick<ClaimDraft, 'status' | 'printed' | 'via' | 'with'>> & {
    /** A value of `SCORE`. */
    base: number;
    cautions: (string | null)[];
  };

/** A sentence with everything that the search for claims uses. */
export interface SentenceContext {
  sentence: ParsedSentence;
  speeches: readonly Speech[];
  dates: readonly PrintedDate[];
  /** The id of the publisher of the source, who is the claimant unless the sentence reports somebody else’s words. */
  publisher: string;
}

/** Completes a draft with the claimant, channel and date of the words at an offset of the sentence. */
export function completeDraft(
  { speeches, dates, publisher }: SentenceContext,
  { base, cautions, cues, ...stated }: PartialDraft,
  at: number,
): ClaimDraft {
  const speech = speechAt(speeches, at);
  // A date that belongs to reported speech is not the date of what the source itself states.
  const ownDates = dates.filter((date) => !speeches.some((other) => other.date === date));
  const ownDate = stated.status !== 'pledged' && ownDates.length === 1 ? (ownDates[0] ?? null) : null;
  const date = speech === null ? ownDate : speech.date;
  const allCautions = new Set(
    [
      ...cautions,
      speech?.caution ?? null,
      speech && speech.speaker === null ? 'the sentence does not name the speaker' : null,
    ].filter((caution) => caution !== null),
  );
  const cue = (kind: DraftCue['kind'], range: TextRange | null | undefined): DraftCue[] =>
    range ? [{ kind, start: range.start, end: range.end }] : [];
  return {
    status: null,
    printed: null,
    via: [],
    with: [],
    ...stated,
    saidBy: speech === null ? publisher : (speech.speaker?.id ?? null),
    channel: speech?.channel?.words ?? null,
    date,
    cues: [
      ...cues,
      ...cue(
        'speaker',
        speech && {
          start: Math.min(speech.named.start, speech.verb.start),
          end: Math.max(speech.verb.end, speech.named.end),
        },
      ),
      ...cue('channel', speech?.channel),
      ...cue('day', date),
    ],
    cautions: [...allCautions],
    score: Math.round(base * SCORE.caution ** allCautions.size * 1000) / 1000,
  };
}

/** True if a range overlaps a name. */
export const isInName = (mentions: readonly Mention[], range: TextRange): boolean =>
  mentions.some((mention) => overlaps(mention, range));
