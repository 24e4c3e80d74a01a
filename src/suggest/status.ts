/** Reads the status of a claim of support from the words around its cue. */
import { type CueMatch, matchesOf, STATUS_CUES } from '../model/cues.ts';
import { overlaps, type TextRange } from '../model/text-range.ts';
import type { Status } from '../model/vocabulary.ts';
import { FINITE_CUE } from './cues.ts';
import type { ParsedSentence } from './parse-sentence.ts';

/** Ends a clause: a relative clause, a new clause or reported speech follows. */
export const CLAUSE_END =
  /[;；]|, (?:which|who|while|but|whereas|although|as|after|referring)\b|，(?:而|但|不过)|\b(?:said|says|wrote)\b/u;

/** The folded text between two offsets with names masked: a company called Beta is not a beta version. */
export function maskNames({ folded, mentions }: ParsedSentence, start: number, end: number): string {
  return mentions
    .filter((mention) => overlaps(mention, { start, end }))
    .reduce(
      (text, mention) => {
        const from = Math.max(0, mention.start - start);
        const to = Math.min(text.length, mention.end - start);
        return text.slice(0, from) + '¦'.repeat(to - from) + text.slice(to);
      },
      folded.slice(start, end),
    );
}

/** The offset at which the clause that contains `from` ends. */
export const clauseEnd = (folded: string, from: number): number => {
  const at = folded.slice(from).search(CLAUSE_END);
  return at === -1 ? folded.length : from + at;
};

/** A status with the words that show it. */
export interface StatusMatch {
  status: Status;
  /** Counts from the start of the sentence; null if only the cue itself shows the status. */
  range: TextRange | null;
  caution: string | null;
}

/** Times after the model that make the support a plan. */
const TIMES =
  /\b(?:soon|next (?:week|month|quarter|year)|later this (?:week|month|quarter|year)|in the coming (?:weeks|months))\b|下(?:周|个?月|季度|半年)|明年/gu;

/** How many characters after the model can show the status. */
const MAX_AFTER = { latin: 60, han: 16 };

export const isHanCue = ({ words }: CueMatch): boolean => !/^[ -~]/.test(words);

/**
 * Reads a status from the words between `from` and the cue, from the cue, and from the words after `after`, where the
 * models end. Of several words the most cautious decides. Null if the words only state an aim.
 */
export function readStatus(
  sentence: ParsedSentence,
  from: number,
  cue: CueMatch,
  after: number,
): StatusMatch | null {
  const { folded } = sentence;
  const isHan = isHanCue(cue);
  const start = isHan ? from : from + nearestClause(maskNames(sentence, from, cue.start), cue);
  // In “支持了” the mark of the past follows the verb.
  const before =
    maskNames(sentence, start, cue.start) + folded.slice(cue.start, isHan ? cue.end + 1 : cue.end);
  const stop = folded.slice(after).search(isHan ? /[，。；]/u : CLAUSE_END);
  const limit = after + (isHan ? MAX_AFTER.han : MAX_AFTER.latin);
  const behind = maskNames(sentence, after, Math.min(stop === -1 ? folded.length : after + stop, limit));
  const isAim =
    cue.words !== 'access to' && /\bto (?:[a-z]+ly )?$/u.test(folded.slice(0, cue.start).slice(-20));
  for (const { status, pattern } of STATUS_CUES) {
    const patternAfter = patternAfterModel(status, pattern, isHan);
    const match = matchesOf(pattern, before).at(-1);
    const later = match || !patternAfter ? undefined : matchesOf(patternAfter, behind)[0];
    const found = match ?? later;
    if (!found) continue;
    const offset = match ? start : after;
    const range = { start: offset + found.start, end: offset + found.end };
    return { status, range, caution: status === 'available' && isAim ? 'the words state an aim' : null };
  }
  if (isAim) return null;
  const isBare = isHan || cue.words.endsWith('ing');
  return { status: 'available', range: null, caution: isBare ? 'no words state the status' : null };
}

/** The caution that another status word in the sentence is more cautious; null if there is none. */
export function otherStatusCaution(sentence: ParsedSentence, status: Status): string | null {
  const text = maskNames(sentence, 0, sentence.folded.length);
  for (const cue of STATUS_CUES) {
    if (cue.status === status) return null;
    const [found] = matchesOf(cue.pattern, text);
    if (found) return `“${sentence.words.slice(found.start, found.end)}” also appears in the sentence`;
  }
  return null;
}

/** The words for a status that can follow the model; null if none can. */
function patternAfterModel(status: Status, pattern: RegExp, isHan: boolean): RegExp | null {
  if (status === 'pledged') return TIMES;
  if (status === 'unsupported') return null;
  return isHan || status === 'experimental' ? pattern : null;
}

/** Where the words that can qualify a cue start: a finite verb is qualified only by those near it. */
function nearestClause(before: string, { words }: CueMatch): number {
  if (!FINITE_CUE.test(words)) return 0;
  return Math.max(0, before.length - 40, ...[' and ', ' but ', ','].map((link) => before.lastIndexOf(link)));
}
