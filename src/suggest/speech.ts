/** Who says what a sentence states: its reporting verbs, each with the speaker, the channel and the day. */
import type { EntityRecord } from '../model/records.ts';
import { CHANNELS, type Match, matchesOf, SPEECH, SPOKESPERSON, THE_COMPANY } from './cues.ts';
import type { PrintedDay } from './days.ts';
import { companyAt, type Mention, SPEAKERS, subjectAt } from './mentions.ts';
import { companyMeant, type Reading } from './reading.ts';

/** One report of speech. */
export interface Speech {
  verb: Match;
  /** What is reported, as offsets of the sentence. */
  scope: { start: number; end: number };
  /** Null where somebody speaks whom the sentence does not name. */
  speaker: EntityRecord | null;
  /** Words that name the speaker, for the cue; empty where none do. */
  named: { start: number; end: number };
  channel: Match | null;
  day: PrintedDay | null;
  caution: string | null;
}

/** The reports of speech in a sentence, in order. */
export function speechesIn(reading: Reading, days: readonly PrintedDay[]): Speech[] {
  const { folded, mentions } = reading;
  return matchesOf(SPEECH, folded)
    .filter((verb) => !mentions.some(({ start, end }) => start < verb.end && end > verb.start))
    .map((verb) => speechOf(reading, verb, days));
}

/** The report that covers a place of the sentence; the nearest of several. */
export function speechOver(speeches: readonly Speech[], at: number): Speech | null {
  const distance = ({ verb }: Speech) => Math.abs(verb.start - at);
  return speeches
    .filter(({ scope }) => at >= scope.start && at < scope.end)
    .reduce<Speech | null>((best, own) => (best && distance(best) <= distance(own) ? best : own), null);
}

interface Named {
  entity: EntityRecord | null;
  start: number;
  end: number;
  caution: string | null;
}

/** The most characters after a reporting verb in which its channel and day stand. */
const REACH = 80;

function speechOf(reading: Reading, verb: Match, days: readonly PrintedDay[]): Speech {
  const { words, folded } = reading;
  const named = speakerOf(reading, verb, days);
  const start = Math.min(named.start, verb.start);
  const rest = folded.slice(Math.max(verb.end, named.end));
  const isAfterwards = start > 0 && isPostposed(words.slice(0, start), rest);
  const scope = isAfterwards
    ? { start: 0, end: start }
    : { start: Math.max(verb.end, named.end), end: words.length };
  // What is said begins with “that” or “it”, or after a comma; the channel and the day stand before.
  const stop = rest.search(/\b(?:that|it|its|they|will|would)\b|[,，。:：;“]/u);
  const until = Math.max(verb.end, named.end) + Math.min(stop === -1 ? rest.length : stop, REACH);
  // Between the speaker and the verb they stand without a comma; else they belong to a description of the speaker.
  const first =
    named.end <= verb.start && /[,，]/u.test(words.slice(named.end, verb.start)) ? verb.start : start;
  const inReach = ({ start: at, end }: { start: number; end: number }) => at >= first && end <= until;
  return {
    verb: { ...verb, words: words.slice(verb.start, verb.end) },
    scope,
    speaker: named.entity,
    named: { start: named.start, end: named.end },
    channel: channelIn(reading, inReach),
    day: days.find(inReach) ?? null,
    caution: named.caution,
  };
}

function channelIn({ words, folded }: Reading, inReach: (match: Match) => boolean): Match | null {
  const found = matchesOf(CHANNELS, folded).find(inReach);
  return found ? { ...found, words: words.slice(found.start, found.end) } : null;
}

/** Whether a report stands after what it reports: “…,” the company wrote. */
function isPostposed(before: string, rest: string): boolean {
  if (/[”"」』]\s*(?:an? |the )?$/u.test(before)) return true;
  if (!/[,，]\s*(?:an? |the )?$/u.test(before)) return false;
  const tail = /^(?:\s+(?:in|on|to|via|through|during|at)\s[^,.;]*?)?\s*(?:[.,;]|$)/u.exec(rest);
  return tail !== null && !/\b(?:it|that|its|they|will|is|was|has)\b/u.test(tail[0]);
}

/** Words that may stand between a speaker and the verb. */
const BETWEEN = /^(?:\s*(?:also|has|had|have|then|later|further|today|on|in|[a-z]+ly|,))*\s*$/u;

function speakerOf(reading: Reading, verb: Match, days: readonly PrintedDay[]): Named {
  const { words, folded, mentions } = reading;
  const name = ({ entity, start, end, caution }: Mention): Named => ({ entity, start, end, caution });
  const unknown: Named = { entity: null, start: verb.start, end: verb.end, caution: null };
  const after = mentions.find(({ start, entity }) => start >= verb.end && SPEAKERS.includes(entity.kind));
  const isBefore = /^\s*(?:the |a )?(?:[a-z-]+ ){0,4}$/iu;
  if (verb.words === 'according to') {
    if (!after || !isBefore.test(words.slice(verb.end, after.start))) return unknown;
    // The report ends with the name, so that what follows may be what is said.
    return { ...name(after), start: verb.start };
  }
  if (
    after &&
    /[”"」]\s*$/u.test(words.slice(0, verb.start)) &&
    isBefore.test(words.slice(verb.end, after.start))
  )
    return { ...name(after), start: verb.start };

  const phrase = matchesOf(THE_COMPANY, folded).findLast(({ end }) => end <= verb.start);
  const own =
    /\b(?:its|the company['’]s) (?:official )?(?:website|blog|statement|post)\s*$|其(?:官网|公告|公众号)\s*$/u.exec(
      folded.slice(0, verb.start),
    );
  if (own) return meant(reading, own.index, verb.start, unknown);
  const subject = subjectAt(reading, verb.start, SPEAKERS);
  if (phrase && phrase.end > (subject?.end ?? 0) && BETWEEN.test(gap(folded, phrase.end, verb.start, days)))
    return meant(reading, phrase.start, phrase.end, unknown);
  const it = /\b(?:it|they)\s+(?:also\s+)?$/u.exec(folded.slice(0, verb.start));
  if (it) {
    const found = companyAt(reading, it.index);
    return found
      ? { ...unknown, entity: found.entity, caution: `“it” is read as ${found.entity.id}` }
      : unknown;
  }
  if (!subject) return unknown;
  const between = gap(folded, subject.end, verb.start, days);
  const isHan = /[^ -~]$/u.test(verb.words);
  const isDirect =
    BETWEEN.test(between) ||
    /^,.*,\s*(?:also|has|had|which|who)?\s*$/u.test(between) ||
    /^,? ?(?:which|who) (?:also |has )?$/u.test(between) ||
    (isHan && /^[^，。；：“]{0,24}$/u.test(between));
  if (isDirect) return name(subject);
  const spoken = SPOKESPERSON.exec(between);
  return spoken ? { ...name(subject), caution: `somebody of ${subject.entity.id} speaks` } : unknown;
}

function meant(reading: Reading, start: number, end: number, unknown: Named): Named {
  const found = companyMeant(reading, { start, end });
  return found ? { ...unknown, ...found, start } : { ...unknown, start };
}

/** The text between two places without the days in it. */
function gap(text: string, start: number, end: number, days: readonly PrintedDay[]): string {
  const own = days.filter((day) => day.start >= start && day.end <= end);
  return own.reduceRight(
    (rest, day) => rest.slice(0, day.start - start) + rest.slice(day.end - start),
    text.slice(start, end),
  );
}
