/** Finds reported speech in a sentence: each reporting verb with its speaker, channel and date. */
import { type CueMatch, matchesOf, speechVerbs, THE_COMPANY } from '../model/cues.ts';
import type { PrintedDate } from '../model/printed-dates.ts';
import type { EntityRecord } from '../model/records.ts';
import type { TextRange } from '../model/text-range.ts';
import { CHANNELS, SPOKESPERSON } from './cues.ts';
import { type Mention, onlyCompanyBefore, SPEAKER_KINDS, subjectBefore } from './mentions.ts';
import { type ParsedSentence, resolveCompany } from './parse-sentence.ts';

/** One report of speech. All ranges count from the start of the sentence. */
export interface Speech {
  verb: CueMatch;
  /** What is reported. */
  scope: TextRange;
  /** Null if the sentence does not name the speaker. */
  speaker: EntityRecord | null;
  /** The words that name the speaker. */
  named: TextRange;
  channel: CueMatch | null;
  date: PrintedDate | null;
  caution: string | null;
}

/** Returns the reports of speech in a sentence, in order. */
export function speechesIn(sentence: ParsedSentence, dates: readonly PrintedDate[]): Speech[] {
  return speechVerbs(sentence.folded, sentence.mentions).map((verb) => speechOf(sentence, verb, dates));
}

/** The report whose scope contains an offset; of several the one with the nearest verb. */
export function speechAt(speeches: readonly Speech[], at: number): Speech | null {
  const distance = ({ verb }: Speech) => Math.abs(verb.start - at);
  const [nearest] = speeches
    .filter(({ scope }) => at >= scope.start && at < scope.end)
    .sort((a, b) => distance(a) - distance(b));
  return nearest ?? null;
}

/** The words that name a speaker, and whom they mean. */
interface NamedSpeaker extends TextRange {
  entity: EntityRecord | null;
  caution: string | null;
}

/** The most characters from a reporting verb to the end of its channel and date. */
const MAX_DISTANCE = 80;

function speechOf(sentence: ParsedSentence, verb: CueMatch, dates: readonly PrintedDate[]): Speech {
  const { words, folded } = sentence;
  const named = speakerOf(sentence, verb, dates);
  const start = Math.min(named.start, verb.start);
  const end = Math.max(verb.end, named.end);
  const rest = folded.slice(end);
  const scope =
    start > 0 && isPostposed(words.slice(0, start), rest)
      ? { start: 0, end: start }
      : { start: end, end: words.length };
  // “that”, “it” or a comma starts what is said; channel and date come before.
  const stop = rest.search(/\b(?:that|it|its|they|will|would)\b|[,，。:：;“]/u);
  const last = end + Math.min(stop === -1 ? rest.length : stop, MAX_DISTANCE);
  // Between the speaker and a comma they belong to a description of the speaker.
  const first =
    named.end <= verb.start && /[,，]/u.test(words.slice(named.end, verb.start)) ? verb.start : start;
  const isNear = (range: TextRange) => range.start >= first && range.end <= last;
  const printed = (match: CueMatch): CueMatch => ({ ...match, words: words.slice(match.start, match.end) });
  const channel = matchesOf(CHANNELS, folded).find(isNear);
  return {
    verb: printed(verb),
    scope,
    speaker: named.entity,
    named: { start: named.start, end: named.end },
    channel: channel ? printed(channel) : null,
    date: dates.find(isNear) ?? null,
    caution: named.caution,
  };
}

/** True if a report follows what it reports: “…,” the company wrote. */
function isPostposed(before: string, rest: string): boolean {
  if (/[”"」』]\s*(?:an? |the )?$/u.test(before)) return true;
  if (!/[,，]\s*(?:an? |the )?$/u.test(before)) return false;
  const tail = /^(?:\s+(?:in|on|to|via|through|during|at)\s[^,.;]*?)?\s*(?:[.,;]|$)/u.exec(rest);
  return tail !== null && !/\b(?:it|that|its|they|will|is|was|has)\b/u.test(tail[0]);
}

/** Words that can separate a speaker from the verb. */
const BETWEEN = /^(?:\s*(?:\b(?:also|has|had|have|then|later|further|today|on|in|[a-z]+ly)\b|,))*\s*$/u;

/** Words that can precede the name of a speaker after the verb. */
const TITLE = /^\s*(?:the |a )?(?:[a-z-]+ ){0,4}$/iu;

function speakerOf(sentence: ParsedSentence, verb: CueMatch, dates: readonly PrintedDate[]): NamedSpeaker {
  const { words, folded, mentions } = sentence;
  const byName = ({ entity, start, end, caution }: Mention): NamedSpeaker => ({
    entity,
    start,
    end,
    caution,
  });
  const unknown: NamedSpeaker = { entity: null, start: verb.start, end: verb.end, caution: null };
  const byReference = ({ start, end }: TextRange): NamedSpeaker => ({
    ...unknown,
    ...resolveCompany(sentence, { start, end }),
    start,
  });

  const isAccordingTo = verb.words === 'according to';
  const after = mentions.find(
    ({ start, entity }) => start >= verb.end && SPEAKER_KINDS.includes(entity.kind),
  );
  if (isAccordingTo || /[”"」]\s*$/u.test(words.slice(0, verb.start))) {
    // The report ends with the name: what follows it can be what is said.
    if (after && TITLE.test(words.slice(verb.end, after.start)))
      return { ...byName(after), start: verb.start };
    if (isAccordingTo) return unknown;
  }

  const ownChannel =
    /\b(?:its|the company['’]s) (?:official )?(?:website|blog|statement|post)\s*$|其(?:官网|公告|公众号)\s*$/u.exec(
      folded.slice(0, verb.start),
    );
  if (ownChannel) return byReference({ start: ownChannel.index, end: verb.start });

  const subject = subjectBefore(sentence, verb.start, SPEAKER_KINDS);
  const phrase = matchesOf(THE_COMPANY, folded).findLast(({ end }) => end <= verb.start);
  if (
    phrase &&
    phrase.end > (subject?.end ?? 0) &&
    BETWEEN.test(withoutPrintedDates(folded, phrase.end, verb.start, dates))
  )
    return byReference(phrase);

  const pronoun = /\b(?:it|they)\s+(?:also\s+)?$/u.exec(folded.slice(0, verb.start));
  if (pronoun) {
    const entity = onlyCompanyBefore(sentence, pronoun.index)?.entity;
    return entity ? { ...unknown, entity, caution: `assumes that “it” means ${entity.id}` } : unknown;
  }
  if (!subject) return unknown;

  const between = withoutPrintedDates(folded, subject.end, verb.start, dates);
  const isHanVerb = /[^ -~]$/u.test(verb.words);
  const isDirect =
    BETWEEN.test(between) ||
    /^,.*,\s*(?:also|has|had|which|who)?\s*$/u.test(between) ||
    /^,? ?(?:which|who) (?:also |has )?$/u.test(between) ||
    (isHanVerb && /^[^，。；：“]{0,24}$/u.test(between));
  if (isDirect) return byName(subject);
  return SPOKESPERSON.test(between)
    ? { ...byName(subject), caution: `a representative of ${subject.entity.id} speaks` }
    : unknown;
}

/** The text between two offsets without the dates in it. */
function withoutPrintedDates(
  text: string,
  start: number,
  end: number,
  dates: readonly PrintedDate[],
): string {
  return dates
    .filter((date) => date.start >= start && date.end <= end)
    .reduceRight(
      (rest, date) => rest.slice(0, date.start - start) + rest.slice(date.end - start),
      text.slice(start, end),
    );
}
