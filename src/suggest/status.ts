/** How far a support is, as the words around its cue tell. */
import type { Status } from '../model/vocabulary.ts';
import { FINITE_CUE, type Match, matchesOf, STATUS_CUES } from './cues.ts';
import type { Reading } from './reading.ts';

/** Where a clause ends for good: what follows has words of its own. */
export const CLAUSE_END =
  /[;；]|, (?:which|who|while|but|whereas|although|as|after|referring)\b|，(?:而|但|不过)|\b(?:said|says|wrote)\b/u;

/** The folded text between two places, names blanked: a company called Beta is no beta. */
export function blanked({ folded, mentions }: Reading, start: number, end: number): string {
  const own = mentions.filter((mention) => mention.start < end && mention.end > start);
  return own.reduce(
    (text, mention) => {
      const from = Math.max(0, mention.start - start);
      const to = Math.min(text.length, mention.end - start);
      return text.slice(0, from) + '¦'.repeat(to - from) + text.slice(to);
    },
    folded.slice(start, end),
  );
}

export const clauseEnd = (folded: string, from: number): number => {
  const at = folded.slice(from).search(CLAUSE_END);
  return at === -1 ? folded.length : from + at;
};

/** A status, where its words stand, and what is to be looked at. */
export interface Stage {
  status: Status;
  /** Offsets of the sentence; null where only the cue itself tells. */
  at: { start: number; end: number } | null;
  caution: string | null;
}

/** Times after the model that still make a plan of it. */
const TIMES =
  /\b(?:soon|next (?:week|month|quarter|year)|later this (?:week|month|quarter|year)|in the coming (?:weeks|months))\b|下(?:周|个?月|季度|半年)|明年/gu;

/** How many characters after the model may still tell how far it is. */
const TAIL = { latin: 60, han: 16 };

/** Whether a cue is Chinese. */
export const isHanCue = ({ words }: Match): boolean => !/^[ -~]/.test(words);

/**
 * How far a support is: by the words from `from` to the cue, by the cue, and by those after `after`, where the models
 * end. Null where only an aim is stated. Of several words the most cautious decides.
 */
export function statusOf(reading: Reading, from: number, cue: Match, after: number): Stage | null {
  const { folded } = reading;
  const isHan = isHanCue(cue);
  const start = isHan ? from : tenseStart(blanked(reading, from, cue.start), cue) + from;
  // “支持了”: the mark of what is done follows the verb.
  const before = blanked(reading, start, cue.start) + folded.slice(cue.start, isHan ? cue.end + 1 : cue.end);
  const stop = folded.slice(after).search(isHan ? /[，。；]/u : CLAUSE_END);
  const limit = after + (isHan ? TAIL.han : TAIL.latin);
  const tail = blanked(reading, after, Math.min(stop === -1 ? folded.length : after + stop, limit));
  const isAim =
    cue.words !== 'access to' && /\bto (?:[a-z]+ly )?$/u.test(folded.slice(0, cue.start).slice(-20));
  for (const { status, pattern } of STATUS_CUES) {
    const inside = matchesOf(pattern, before).at(-1);
    const later = afterModel(status, pattern, isHan);
    const behind = inside || !later ? undefined : matchesOf(later, tail)[0];
    const found = inside
      ? { start: start + inside.start, end: start + inside.end }
      : behind && { start: after + behind.start, end: after + behind.end };
    if (found)
      return {
        status,
        at: found,
        caution: status === 'available' && isAim ? 'the words state an aim' : null,
      };
  }
  if (isAim) return null;
  const isBare = isHan || cue.words.endsWith('ing');
  return { status: 'available', at: null, caution: isBare ? 'no word says how far it is' : null };
}

/** Words for a weaker status that stand elsewhere in the sentence, as a caution; null where there are none. */
export function otherStage(reading: Reading, { status }: Stage): string | null {
  const text = blanked(reading, 0, reading.folded.length);
  for (const other of STATUS_CUES) {
    if (other.status === status) return null;
    const [found] = matchesOf(other.pattern, text);
    if (found) return `“${reading.words.slice(found.start, found.end)}” stands in the sentence too`;
  }
  return null;
}

/** The words for a status that may follow the model; null where none may. */
function afterModel(status: Status, pattern: RegExp, isHan: boolean): RegExp | null {
  if (status === 'pledged') return TIMES;
  if (status === 'unsupported') return null;
  return isHan || status === 'experimental' ? pattern : null;
}

/** Where the words begin that tell of a cue: a form with a tense of its own is told by its neighbours only. */
function tenseStart(window: string, { words }: Match): number {
  if (!FINITE_CUE.test(words)) return 0;
  return Math.max(0, window.length - 40, ...[' and ', ' but ', ','].map((link) => window.lastIndexOf(link)));
}
