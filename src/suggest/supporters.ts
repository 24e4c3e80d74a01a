/** Finds who supports the models of a cue, on which platforms, and with which partners. */
import { type CueMatch, matchesOf, THE_COMPANY } from '../model/cues.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Kind } from '../model/vocabulary.ts';
import { VIA_WORDS } from './cues.ts';
import type { SentenceContext } from './draft.ts';
import { isPlatform, listAround, type Mention, subjectBefore } from './mentions.ts';
import { changesSubject, type ParsedSentence, resolveCompany } from './parse-sentence.ts';
import { speechAt } from './speech.ts';
import { CLAUSE_END, isHanCue } from './status.ts';

const SUPPORTER_KINDS: readonly Kind[] = ['company', 'service', 'hardware', 'framework'];

/** A cue of support. The supporter comes before an `active` cue and after a `passive` one. */
export interface SupportCue extends CueMatch {
  voice: 'active' | 'passive';
}

/** Who supports a model, by name or by “the company”. */
export interface NamedSupporter {
  id: string;
  kind: Kind;
  /** The platform that the sentence names in its place, such as “N9” in “Acme’s N9 supports”. */
  via: Mention | null;
  /** Where it is named; counts from the start of the sentence. */
  range: TextRange;
  caution: string | null;
}

/** The owner of a platform is the supporter, if the sentence names it. */
function supporterFrom(mention: Mention): NamedSupporter {
  const { owner, entity, caution } = mention;
  const supporter = isPlatform(mention) && owner ? owner.entity : entity;
  const via = supporter === entity ? null : mention;
  return { id: supporter.id, kind: supporter.kind, via, range: mention, caution };
}

/** The supporter that “the company” or “we” before a cue, after the offset `from`, refers to; `unclear` if it is ambiguous. */
function supporterByReference(
  { sentence, speeches }: SentenceContext,
  cue: SupportCue,
  from: number,
): NamedSupporter | 'unclear' | null {
  const before = sentence.folded.slice(0, cue.start);
  const phrase = [...matchesOf(THE_COMPANY, before), ...matchesOf(/\bwe\b|我们|我司/gu, before)]
    .filter(({ start, end }) => start >= from && !/^(?:['’]s|的)/u.test(before.slice(end)))
    .sort((a, b) => a.start - b.start)
    .at(-1);
  if (!phrase || cue.start - phrase.end > 100) return null;
  const isWe = /^(?:we|我们|我司)$/u.test(phrase.words);
  const speaker = isWe ? speechAt(speeches, phrase.start)?.speaker : null;
  const found = isWe
    ? speaker && { entity: speaker, caution: `assumes that “${phrase.words}” means ${speaker.id}` }
    : resolveCompany(sentence, phrase);
  if (!found || !SUPPORTER_KINDS.includes(found.entity.kind)) return 'unclear';
  const { entity, caution } = found;
  return { id: entity.id, kind: entity.kind, via: null, range: phrase, caution };
}

/** Returns the supporters that a cue names; empty if there are none or they are unclear. */
export function findSupporters(
  context: SentenceContext,
  cue: SupportCue,
  models: readonly Mention[],
): NamedSupporter[] {
  const { sentence, speeches } = context;
  const { words, mentions, folded } = sentence;
  const listed = (mention: Mention) => listAround(words, mentions, mention).map(supporterFrom);
  if (cue.voice === 'passive') {
    const first = mentions.find(
      ({ start, entity }) => start >= cue.end && SUPPORTER_KINDS.includes(entity.kind),
    );
    if (!first || first.start - cue.end > 80 || CLAUSE_END.test(folded.slice(cue.end, first.start)))
      return [];
    // In “on Acme’s N9” the company is only the owner.
    const owned = mentions.find(
      (mention) =>
        mention.owner?.entity.id === first.entity.id && mention.start > first.start && isPlatform(mention),
    );
    return first.qualifies && owned ? [supporterFrom(owned)] : listed(first);
  }
  const at = isHanCue(cue) ? cue.start : Math.min(cue.start, ...models.map(({ start }) => start));
  const subjectOf = (kinds: readonly Kind[]) => {
    const found = subjectBefore(sentence, at, kinds);
    return found && !changesSubject(sentence, found, at) ? found : null;
  };
  const company = subjectOf(['company', 'service']);
  const platform = subjectOf(['hardware', 'framework']);
  const reference = supporterByReference(context, cue, Math.max(company?.end ?? 0, platform?.end ?? 0));
  if (reference !== null) return reference === 'unclear' ? [] : [reference];
  if (platform && (!company || (platform.start > company.end && isSubjectOf(folded, platform, cue)))) {
    // In “Acme said that its N9 supports” the subject is the platform.
    const isReported = speeches.some(
      ({ verb }) => company && verb.start > company.end && verb.end <= platform.start,
    );
    if (!company || isReported || supporterFrom(platform).via) return listed(platform);
  }
  return company ? listed(company) : [];
}

/** True if a name is near a cue without an infinitive between them. */
const isSubjectOf = (folded: string, { end }: Mention, cue: SupportCue): boolean =>
  !/\bto [a-z]/u.test(folded.slice(end, cue.end)) && cue.start - end <= 80;

/**
 * Returns the platforms of a claim: named between the supporter and the cue, or after a preposition between `after`, where
 * the models end, and `end`.
 */
export function findVias(
  { mentions, folded }: ParsedSentence,
  supporter: TextRange,
  cue: SupportCue,
  after: number,
  end: number,
): Mention[] {
  return mentions.filter((mention) => {
    if (!isPlatform(mention) || mention.start === supporter.start || mention.qualifies) return false;
    if (mention.start > supporter.end && mention.end <= cue.start) return true;
    if (mention.start < after || mention.end > end) return false;
    const before = folded.slice(Math.max(after, mention.start - 80), mention.start);
    const preposition = matchesOf(VIA_WORDS, before).at(-1);
    return preposition !== undefined && !/[,;，；]/u.test(before.slice(preposition.end));
  });
}

/** Returns the partners of a claim: named after “with” between the supporter and the cue. */
export function findPartners(
  { mentions, words, folded }: ParsedSentence,
  supporter: TextRange,
  cue: SupportCue,
): Mention[] {
  const first = mentions.find(
    ({ entity, start, end, qualifies }) =>
      start > supporter.end &&
      end <= cue.start &&
      (entity.kind === 'company' || entity.kind === 'service') &&
      !qualifies &&
      /(?:\bwith|与|和|携手|联合|同)\s*(?:[^\s,;:.]+\s+){0,6}$/u.test(folded.slice(supporter.end, start)),
  );
  return first ? listAround(words, mentions, first) : [];
}
