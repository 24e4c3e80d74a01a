/** A claim of one pair of entities that a sentence may state, before it is quoted, compared and grouped. */
import type { Relation, Status } from '../model/vocabulary.ts';
import type { PrintedDay } from './days.ts';
import type { Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { type Speech, speechOver } from './speech.ts';

/** What a cue shows. */
export type CueKind = 'relation' | 'status' | 'speaker' | 'channel' | 'day' | 'via' | 'with';

/** Words that led to a draft, as offsets of the sentence. */
export interface DraftCue {
  kind: CueKind;
  start: number;
  end: number;
}

export interface Draft {
  relation: Relation;
  from: string;
  to: string;
  status: Status | null;
  /** The words of the source for the status; null where none stand there. */
  printed: string | null;
  via: string[];
  with: string[];
  saidBy: string | null;
  channel: string | null;
  day: PrintedDay | null;
  cues: DraftCue[];
  /** What was inferred and should be looked at. */
  cautions: string[];
  /** See `SCORE`. */
  score: number;
}

/**
 * How a score is made: it starts from what led to the draft and loses a share for each thing that was inferred. It ranks
 * the drafts of one text; it is no probability.
 */
export const SCORE = {
  /** The words of the relation stand between the two names. */
  stated: 0.9,
  /** A possessive or a compound name: “Huawei’s Ascend cloud service”. */
  possessive: 0.7,
  /** It follows from a part that the two have in another claim of the sentence. */
  implied: 0.5,
  /** Kept for each caution. */
  caution: 0.8,
} as const;

/** What a draft states, without who says so. */
export type Stated = Pick<Draft, 'relation' | 'from' | 'to' | 'cues'> &
  Partial<Pick<Draft, 'status' | 'printed' | 'via' | 'with'>> & { base: number; cautions: (string | null)[] };

/** Completes what is stated at a place of the sentence with who says it, where and when. */
export function draftOf({ speeches, days, voice }: Scene, stated: Stated, at: number): Draft {
  const speech = speechOver(speeches, at);
  const { base, cautions: given, ...rest } = stated;
  // A day that belongs to what somebody says is not the day of what the source itself states.
  const free = days.filter((own) => !speeches.some((other) => other.day === own));
  const ownDay = stated.status !== 'pledged' && free.length === 1 ? (free[0] ?? null) : null;
  const day = speech === null ? ownDay : speech.day;
  const cautions = [
    ...given,
    speech?.caution ?? null,
    speech && speech.speaker === null ? 'somebody speaks whom the sentence does not name' : null,
  ].filter((caution) => caution !== null);
  const unique = [...new Set(cautions)];
  return {
    status: null,
    printed: null,
    via: [],
    with: [],
    ...rest,
    saidBy: speech === null ? voice : (speech.speaker?.id ?? null),
    channel: speech?.channel?.words ?? null,
    day,
    cues: [
      ...stated.cues,
      ...(speech
        ? [
            {
              kind: 'speaker' as const,
              start: Math.min(speech.named.start, speech.verb.start),
              end: Math.max(speech.verb.end, speech.named.end),
            },
          ]
        : []),
      ...(speech?.channel
        ? [{ kind: 'channel' as const, start: speech.channel.start, end: speech.channel.end }]
        : []),
      ...(day ? [{ kind: 'day' as const, start: day.start, end: day.end }] : []),
    ],
    cautions: unique,
    score: Math.round(base * SCORE.caution ** unique.length * 1000) / 1000,
  };
}

/** What every reader of claims is given. */
export interface Scene {
  reading: Reading;
  speeches: readonly Speech[];
  days: readonly PrintedDay[];
  /** The publisher of the source, who speaks where nobody else does. */
  voice: string;
}

/** Whether words stand inside a name. */
export const isInName = (
  mentions: readonly Mention[],
  { start, end }: { start: number; end: number },
): boolean => mentions.some((mention) => mention.start < end && mention.end > start);
