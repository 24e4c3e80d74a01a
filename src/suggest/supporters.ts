/** Who supports the models of a cue, by what, and who takes part. */
import type { Kind } from '../model/vocabulary.ts';
import { type Match, matchesOf, THE_COMPANY, VIA_WORDS } from './cues.ts';
import type { Scene } from './draft.ts';
import { isPlatform, listAround, type Mention, subjectAt } from './mentions.ts';
import { changesSubject, companyMeant, type Reading } from './reading.ts';
import { speechOver } from './speech.ts';
import { CLAUSE_END, isHanCue } from './status.ts';

const SUPPORTERS: readonly Kind[] = ['company', 'service', 'hardware', 'framework'];

/** A cue of support: `active`, the supporter stands before it; `passive`, after. */
export interface Cue extends Match {
  voice: 'active' | 'passive';
}

/** Who supports: each with what it supports by, where that is said of it. */
export interface Supporter {
  id: string;
  kind: Kind;
  via: Mention | null;
  /** Where it is named; the words after that tell how far it is. */
  place: { start: number; end: number };
  caution: string | null;
}

function supporterOf(mention: Mention): Supporter {
  const { owner, entity, caution } = mention;
  const who = isPlatform(mention) && owner ? owner.entity : entity;
  return { id: who.id, kind: who.kind, via: who === entity ? null : mention, place: mention, caution };
}

/** Whoever “the company” or “we” stands for right before a cue; `unclear` where that can't be told. */
function pronounAt({ reading, speeches }: Scene, cue: Cue, after: number): Supporter | 'unclear' | null {
  const text = reading.folded.slice(0, cue.start);
  const phrase = [...matchesOf(THE_COMPANY, text), ...matchesOf(/\bwe\b|我们|我司/gu, text)]
    .filter(({ start, end }) => start >= after && !/^(?:['’]s|的)/u.test(text.slice(end)))
    .sort((a, b) => a.start - b.start)
    .at(-1);
  if (!phrase || cue.start - phrase.end > 100) return null;
  const isWe = /^(?:we|我们|我司)$/u.test(phrase.words);
  const speaker = isWe ? speechOver(speeches, phrase.start)?.speaker : null;
  const found = isWe
    ? speaker && { entity: speaker, caution: `“${phrase.words}” is read as ${speaker.id}` }
    : companyMeant(reading, phrase);
  if (!found || !SUPPORTERS.includes(found.entity.kind)) return 'unclear';
  return { id: found.entity.id, kind: found.entity.kind, via: null, place: phrase, caution: found.caution };
}

/** The supporters of a passive cue stand after it, all others before. */
export function supportersOf(scene: Scene, cue: Cue, models: readonly Mention[]): Supporter[] {
  const { reading, speeches } = scene;
  const { words, mentions, folded } = reading;
  if (cue.voice === 'passive') {
    const first = mentions.find(({ start, entity }) => start >= cue.end && SUPPORTERS.includes(entity.kind));
    if (!first || first.start - cue.end > 80 || CLAUSE_END.test(folded.slice(cue.end, first.start)))
      return [];
    const list = listAround(words, mentions, first);
    // “on Acme’s N9”: the company only says whose the card is.
    const thing = mentions.find(
      (mention) =>
        mention.owner?.entity.id === first.entity.id && mention.start > first.start && isPlatform(mention),
    );
    return first.qualifies && thing ? [supporterOf(thing)] : list.map(supporterOf);
  }
  const isHan = isHanCue(cue);
  const at = Math.min(cue.start, ...(isHan ? [cue.start] : models.map(({ start }) => start)));
  const near = (kinds: readonly Kind[]) => {
    const found = subjectAt(reading, at, kinds);
    return found && !changesSubject(reading, found, at) ? found : null;
  };
  const company = near(['company', 'service']);
  const thing = near(['hardware', 'framework']);
  const pronoun = pronounAt(scene, cue, Math.max(company?.end ?? 0, thing?.end ?? 0));
  if (pronoun !== null) return pronoun === 'unclear' ? [] : [pronoun];
  // “Acme said that its N9 supports”: the card is the subject, and stands nearer.
  if (thing && (!company || (thing.start > company.end && isSubject(folded, thing, cue)))) {
    const own = supporterOf(thing);
    if (
      own.via ||
      !company ||
      speeches.some(({ verb }) => verb.start > company.end && verb.end <= thing.start)
    )
      return listAround(words, mentions, thing).map(supporterOf);
  }
  return company ? listAround(words, mentions, company).map(supporterOf) : [];
}

/** Whether a verb follows a name at once, so that the name is its subject. */
const isSubject = (folded: string, { end }: Mention, cue: Cue): boolean =>
  !/\bto [a-z]/u.test(folded.slice(end, cue.end)) && cue.start - end <= 80;

/** The things by which it holds: between the supporter and the cue, or after the model and brought in by a preposition. */
export function viasOf(
  { mentions, folded }: Reading,
  subject: { start: number; end: number },
  cue: Cue,
  after: number,
  end: number,
): Mention[] {
  return mentions.filter((mention) => {
    if (!isPlatform(mention) || mention.start === subject.start || mention.qualifies) return false;
    if (mention.start > subject.end && mention.end <= cue.start) return true;
    if (mention.start < after || mention.end > end) return false;
    const chunk = folded.slice(Math.max(after, mention.start - 80), mention.start);
    const word = matchesOf(VIA_WORDS, chunk).at(-1);
    return word !== undefined && !/[,;，；]/u.test(chunk.slice(word.end));
  });
}

/** Who takes part: named after “with” between the supporter and the cue. */
export function partnersOf(
  { mentions, words, folded }: Reading,
  subject: { start: number; end: number },
  cue: Cue,
): Mention[] {
  const first = mentions.find(
    (mention) =>
      mention.start > subject.end &&
      mention.end <= cue.start &&
      (mention.entity.kind === 'company' || mention.entity.kind === 'service') &&
      !mention.qualifies &&
      /(?:\bwith|与|和|携手|联合|同)\s*(?:[^\s,;:.]+\s+){0,6}$/u.test(
        folded.slice(subject.end, mention.start),
      ),
  );
  return first ? listAround(words, mentions, first) : [];
}
