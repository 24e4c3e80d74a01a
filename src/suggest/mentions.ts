/** The known names of a sentence: which stand in one list, and which could be the subject. */
import type { EntityRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';

/** A name in a sentence that stands for one entity. Offsets are those of the sentence. */
export interface Mention {
  start: number;
  end: number;
  entity: EntityRecord;
  /** The company whose it is: “Huawei’s Ascend cloud service”, “its own chips”. */
  owner: { entity: EntityRecord; words: string; own: boolean } | null;
  /** Followed by “’s”, “的” or a hyphen, so that it qualifies what follows. */
  qualifies: boolean;
  /** The word that a hyphen joins to it, as in “R1-based”; null where there is none. */
  tail: string | null;
  /** Why the reading of this name is less than sure. */
  caution: string | null;
}

/** A sentence with the names in it. */
export interface Named {
  /** As printed. */
  words: string;
  /** In order, none overlapping. */
  mentions: readonly Mention[];
}

export const SPEAKERS: readonly Kind[] = ['company', 'service', 'person', 'publisher'];
const PLATFORMS: readonly Kind[] = ['hardware', 'service', 'framework'];

export const isPlatform = ({ entity }: Mention): boolean => PLATFORMS.includes(entity.kind);

/** The companies and others that could be the subject of words that stand at `at`, the nearest first. */
export function subjectAt({ words, mentions }: Named, at: number, kinds: readonly Kind[]): Mention | null {
  for (let index = mentions.length - 1; index >= 0; index--) {
    const mention = mentions[index];
    if (!mention || mention.end > at || !kinds.includes(mention.entity.kind) || mention.qualifies) continue;
    if (isInserted(words, mention, at)) continue;
    const isAntecedent = /^[^\p{L}]*,? ?(?:which|who|that)\b/u.test(
      words.slice(mention.end, mention.end + 12),
    );
    if (isAntecedent || !isGoverned(words, mentions, mention)) return mention;
  }
  return null;
}

/** Whether a name stands in an insertion such as “, which owns Acme,” or “, an Acme unit,” that has ended before `at`. */
function isInserted(words: string, { start, end }: Mention, at: number): boolean {
  const opened = /, (?:which|who|whose|an?|the) [^,]*$/u.test(words.slice(Math.max(0, start - 160), start));
  return opened && words.slice(end, at).includes(',');
}

const PREPOSITION =
  /(?:^|[\s(])(?:with|from|of|by|to|for|on|at|through|via|than|against|like|over|between|among|into|in|using|unlike|without|except|besides|alongside|despite|[\p{L}]+ing with)\s(?!(?:which|that|whom)\b)(?:[^\s,;:.()]+\s+){0,8}$/iu;
const HAN_PREPOSITION = /(?:与|和|同|对|由|为|向|从|基于|依托|通过|携手|联合|被)\s*$/u;

/** Whether a preposition stands before a name, so that it is no subject; the other names of its list share that. */
function isGoverned(words: string, mentions: readonly Mention[], mention: Mention): boolean {
  const first = listAround(words, mentions, mention)[0] ?? mention;
  const previous = mentions.filter(({ end }) => end <= first.start).at(-1);
  const before = words.slice(Math.max(previous?.end ?? 0, first.start - 120), first.start);
  const clause = before.slice(
    Math.max(before.lastIndexOf(','), before.lastIndexOf('，'), before.lastIndexOf('“')) + 1,
  );
  // Words such as “after X said” begin a clause of their own.
  if (
    /\b(?:days?|weeks?|months?|soon)?\s*(?:after|before|while|as|because|since|when|that)\s(?:[^\s,;:.()]+\s+){0,8}$/i.test(
      clause,
    )
  )
    return false;
  if (/^\s*[-–—]?\s*including\b/i.test(clause)) return false;
  return PREPOSITION.test(clause) || HAN_PREPOSITION.test(clause);
}

const LINK = /^(?:['’]s)?\s*(?:,|、|，|,? (?:and|or|&|as well as|plus)(?: the)?|和|与|及|以及|或|\/)\s*$/iu;
const LAST_LINK = /and|or|&|as well as|plus|和|与|及|或|\/|、/iu;

/** The list of names of one kind that a name stands in, in order: “A, B and C”. A comma alone makes no list. */
export function listAround(words: string, mentions: readonly Mention[], mention: Mention): Mention[] {
  const at = mentions.indexOf(mention);
  const link = (left: Mention | undefined, right: Mention | undefined): string | null => {
    if (!left || !right || left.entity.kind !== right.entity.kind) return null;
    const between = words.slice(left.end, right.start);
    return LINK.test(between) ? between : null;
  };
  let first = at;
  while (link(mentions[first - 1], mentions[first]) !== null) first--;
  let last = at;
  while (link(mentions[last], mentions[last + 1]) !== null) last++;
  const list = mentions.slice(first, last + 1);
  const links = list.slice(1).map((right, index) => link(list[index], right) ?? '');
  return links.length === 0 || LAST_LINK.test(links.at(-1) ?? '') ? list : [mention];
}

/** The one company that “it” or “the company” at `at` can stand for inside the sentence; null where several can. */
export function companyAt(reading: Named, at: number): Mention | null {
  const before = reading.mentions.filter(({ entity, end }) => end <= at && entity.kind === 'company');
  const free = before.filter(
    (mention) => !mention.qualifies && !isGoverned(reading.words, reading.mentions, mention),
  );
  const pool = free.length > 0 ? free : before;
  return new Set(pool.map(({ entity }) => entity.id)).size === 1 ? (pool[0] ?? null) : null;
}
