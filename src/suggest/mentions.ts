/** The known names in a sentence, called mentions: which of them form a list, and which can be a subject. */
import type { EntityRecord } from '../model/records.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Kind } from '../model/vocabulary.ts';

/** A name in a sentence that means one entity. Its range counts from the start of the sentence. */
export interface Mention extends TextRange {
  entity: EntityRecord;
  /** The company that it belongs to, as in “Huawei’s Ascend cloud service”; `own` if the text stresses it (“its own chips”). */
  owner: { entity: EntityRecord; own: boolean } | null;
  /** True if “’s”, “的” or a hyphen follows, so that the name qualifies the next words. */
  qualifies: boolean;
  /** The word that a hyphen joins to it, such as “based” in “R1-based”. */
  tail: string | null;
  /** Why the interpretation of this name is uncertain. */
  caution: string | null;
}

export interface NamedSentence {
  /** As printed. */
  words: string;
  /** In order and without overlaps. */
  mentions: readonly Mention[];
}

/** Kinds of entities that can say something. */
export const SPEAKER_KINDS: readonly Kind[] = ['company', 'service', 'person', 'publisher'];

/** True if a model can run on what is mentioned. */
export const isPlatform = ({ entity: { kind } }: Mention): boolean =>
  kind === 'hardware' || kind === 'service' || kind === 'framework';

/** The last mention before `at` that can be the subject of the words there; null if there is none of these kinds. */
export function subjectBefore(
  { words, mentions }: NamedSentence,
  at: number,
  kinds: readonly Kind[],
): Mention | null {
  const subject = mentions.findLast((mention) => {
    if (mention.end > at || !kinds.includes(mention.entity.kind) || mention.qualifies) return false;
    if (isInInsertion(words, mention, at)) return false;
    const hasRelativeClause = /^[^\p{L}]*,? ?(?:which|who|that)\b/u.test(
      words.slice(mention.end, mention.end + 12),
    );
    return hasRelativeClause || !followsPreposition(words, mentions, mention);
  });
  return subject ?? null;
}

/** True if a name is part of an insertion such as “, which owns Acme,” or “, an Acme unit,” that ends before `at`. */
function isInInsertion(words: string, { start, end }: TextRange, at: number): boolean {
  const isOpen = /, (?:which|who|whose|an?|the) [^,]*$/u.test(words.slice(Math.max(0, start - 160), start));
  return isOpen && words.slice(end, at).includes(',');
}

const CONJUNCTION =
  /\b(?:days?|weeks?|months?|soon)?\s*(?:after|before|while|as|because|since|when|that)\s(?:[^\s,;:.()]+\s+){0,8}$/i;
const PREPOSITION =
  /(?:^|[\s(])(?:with|from|of|by|to|for|on|at|through|via|than|against|like|over|between|among|into|in|using|unlike|without|except|besides|alongside|despite|[\p{L}]+ing with)\s(?!(?:which|that|whom)\b)(?:[^\s,;:.()]+\s+){0,8}$/iu;
const HAN_PREPOSITION = /(?:与|和|同|对|由|为|向|从|基于|依托|通过|携手|联合|被)\s*$/u;

/** True if a preposition precedes a name, or the list that contains it, so that it is not a subject. */
function followsPreposition(words: string, mentions: readonly Mention[], mention: Mention): boolean {
  const first = listAround(words, mentions, mention)[0] ?? mention;
  const previous = mentions.findLast(({ end }) => end <= first.start);
  const before = words.slice(Math.max(previous?.end ?? 0, first.start - 120), first.start);
  const clause = before.slice(
    Math.max(before.lastIndexOf(','), before.lastIndexOf('，'), before.lastIndexOf('“')) + 1,
  );
  // A conjunction such as “after” starts a clause, in which the name is a subject again.
  if (CONJUNCTION.test(clause) || /^\s*[-–—]?\s*including\b/i.test(clause)) return false;
  return PREPOSITION.test(clause) || HAN_PREPOSITION.test(clause);
}

const LIST_LINK =
  /^(?:['’]s)?\s*(?:,|、|，|,? (?:and|or|&|as well as|plus)(?: the)?|和|与|及|以及|或|\/)\s*$/iu;
const LAST_LINK = /and|or|&|as well as|plus|和|与|及|或|\/|、/iu;

/** The list “A, B and C” of names of one kind that contains a mention, in order. Commas alone do not make a list. */
export function listAround(words: string, mentions: readonly Mention[], mention: Mention): Mention[] {
  const link = (left: Mention | undefined, right: Mention | undefined): string | null => {
    if (!left || !right || left.entity.kind !== right.entity.kind) return null;
    const between = words.slice(left.end, right.start);
    return LIST_LINK.test(between) ? between : null;
  };
  const at = mentions.indexOf(mention);
  let first = at;
  while (link(mentions[first - 1], mentions[first]) !== null) first--;
  let last = at;
  while (link(mentions[last], mentions[last + 1]) !== null) last++;
  const lastLink = last > first ? link(mentions[last - 1], mentions[last]) : null;
  return lastLink !== null && LAST_LINK.test(lastLink) ? mentions.slice(first, last + 1) : [mention];
}

/** The one company in the sentence that “it” or “the company” at `at` can refer to; null if there are several or none. */
export function onlyCompanyBefore({ words, mentions }: NamedSentence, at: number): Mention | null {
  const companies = mentions.filter(({ entity, end }) => end <= at && entity.kind === 'company');
  const subjects = companies.filter(
    (mention) => !mention.qualifies && !followsPreposition(words, mentions, mention),
  );
  const candidates = subjects.length > 0 ? subjects : companies;
  return new Set(candidates.map(({ entity }) => entity.id)).size === 1 ? (candidates[0] ?? null) : null;
}
