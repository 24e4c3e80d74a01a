/** One sentence with the known names in it: who owns whom, which names stand in one list, who could be the subject. */
import { foldScript } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';
import type { Kind } from '../model/vocabulary.ts';
import type { NameHit, NameIndex } from './name-index.ts';

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

/** Something that is not concluded, and why. */
export interface Refusal {
  words: string;
  reason: string;
}

/** A sentence that was read. */
export interface Reading {
  start: number;
  end: number;
  /** As printed. */
  words: string;
  /** The same, folded by `foldScript`; offsets are equal. */
  folded: string;
  /** In order, none overlapping. */
  mentions: readonly Mention[];
  refusals: Refusal[];
  /** The only company that the sentence before has as a subject; null where there is none, or several. */
  companyBefore: EntityRecord | null;
}

export const SPEAKERS: readonly Kind[] = ['company', 'service', 'person', 'publisher'];
const PLATFORMS: readonly Kind[] = ['hardware', 'service', 'framework'];

export const isPlatform = ({ entity }: Mention): boolean => PLATFORMS.includes(entity.kind);

/** Reads a sentence: `hits` are the names found in it, with offsets of the whole text. */
export function readSentence(
  text: string,
  { start, end }: { start: number; end: number },
  hits: readonly NameHit[],
  index: NameIndex,
  companyBefore: EntityRecord | null,
): Reading {
  const words = text.slice(start, end);
  const refusals: Refusal[] = [];
  const plain: Mention[] = [];
  for (const hit of hits) {
    const [entity, ...more] = hit.entities;
    const printed = text.slice(hit.start, hit.end);
    if (entity === undefined) continue;
    if (hit.partOf) {
      const whole = text.slice(hit.partOf.start, hit.partOf.end);
      refusals.push({ words: whole, reason: `another name than “${printed}”, and not known` });
    } else if (more.length > 0) {
      const ids = hit.entities.map(({ id }) => id).join(' or ');
      refusals.push({ words: printed, reason: `can mean ${ids}` });
    } else {
      const after = words.slice(hit.end - start, hit.end - start + 5);
      plain.push({
        start: hit.start - start,
        end: hit.end - start,
        entity,
        owner: null,
        tail: hit.tail,
        qualifies: hit.tail !== null || /^(?:['’]s(?!\p{L})|['’](?=\s)|的|旗下(?:子?公司|企业))/u.test(after),
        caution: hit.ambiguous ? `“${printed}” can mean something else than ${entity.id}` : null,
      });
    }
  }
  const reading = { start, end, words, folded: foldScript(words), refusals, companyBefore };
  const mentions = withDescribed(plain, words, index);
  return { ...reading, mentions: withOwners(mentions, words, index) };
}

/** The companies and others that could be the subject of words that stand at `at`, the nearest first. */
export function subjectAt(
  { words, mentions }: Pick<Reading, 'words' | 'mentions'>,
  at: number,
  kinds: readonly Kind[],
): Mention | null {
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
export function companyAt(reading: Pick<Reading, 'words' | 'mentions'>, at: number): Mention | null {
  const before = reading.mentions.filter(({ entity, end }) => end <= at && entity.kind === 'company');
  const free = before.filter(
    (mention) => !mention.qualifies && !isGoverned(reading.words, reading.mentions, mention),
  );
  const pool = free.length > 0 ? free : before;
  return new Set(pool.map(({ entity }) => entity.id)).size === 1 ? (pool[0] ?? null) : null;
}

/** A company that words such as “the company” stand for, with the caution that it was inferred. */
export interface Meant {
  entity: EntityRecord;
  caution: string;
}

/** What “the company” between two offsets stands for: the one company of the sentence, or else of the sentence before. */
export function companyMeant(reading: Reading, { start, end }: { start: number; end: number }): Meant | null {
  const here = companyAt(reading, start)?.entity ?? null;
  const hasCompany = reading.mentions.some(
    (mention) => mention.entity.kind === 'company' && mention.end <= start,
  );
  const entity = here ?? (hasCompany ? null : reading.companyBefore);
  if (entity === null) return null;
  const printed = reading.words.slice(start, end).trim();
  return { entity, caution: `“${printed}” is read as ${entity.id}${here ? '' : ', of the sentence before'}` };
}

/** A clause with a subject of its own: “, as the country’s clouds rush to”. */
const NEW_SUBJECT =
  /[;；]|, (?:as|while|because|since|when|whereas|although|but|and) (?!(?:it|they|which|who|also|now|is|are|was|were|will|has|have|said|[a-z]+(?:s|ed))\b)/u;

/** Whether a clause with another subject begins between a name and a place after it. */
export const changesSubject = ({ folded }: Reading, { end }: Mention, at: number): boolean =>
  NEW_SUBJECT.test(folded.slice(end, at));

/** Words between a possessor and the thing, that are no part of its name. */
const WORD = /[\p{L}\p{N}+#][\p{L}\p{N}+#.-]*/gu;
/** The most words of a described name, and the most before it. */
const LONGEST = 4;
const BEFORE = 4;

const OWN = /(?:own|proprietary|home-?grown|self-developed|in-house|自研|自主研发|自有)/iu;

/**
 * Adds names that a sentence gives in two parts: “Huawei’s own server clusters” for “Huawei server clusters”, “GPUs from
 * the designer MetaX” for “MetaX GPUs”. Only whole names of the knowledge base are formed.
 */
function withDescribed(plain: readonly Mention[], words: string, index: NameIndex): Mention[] {
  const added: Mention[] = [];
  const isFree = (start: number, end: number) =>
    ![...plain, ...added].some((other) => other.start < end && other.end > start);
  const add = (
    company: Mention,
    start: number,
    end: number,
    own: boolean,
    caution: string | null,
  ): boolean => {
    const phrase = words.slice(start, end);
    const entity =
      index.lookup(`${company.entity.name} ${phrase}`) ?? index.lookup(`${company.entity.name}’s ${phrase}`);
    if (!entity || entity.kind === 'company' || !isFree(start, end)) return false;
    const owner = { entity: company.entity, words: words.slice(Math.min(company.start, start), end), own };
    added.push({ start, end, entity, owner, qualifies: false, tail: null, caution });
    return true;
  };
  const addAfter = (company: Mention, from: number, caution: string | null): void => {
    const limit = Math.min(
      words.length,
      plain.find(({ start }) => start >= from)?.start ?? words.length,
      from + 120,
    );
    let at = from;
    // A list goes on: “its chips, servers and cards”.
    for (let isFirst = true; ; isFirst = false) {
      const stop = words.slice(at, limit).search(/[,;:.()“”，。；、–—]/u);
      const run = [...words.slice(at, stop === -1 ? limit : at + stop).matchAll(WORD)].map((word) => ({
        start: at + word.index,
        end: at + word.index + word[0].replace(/[.-]+$/, '').length,
      }));
      const found = firstPhrase(run, isFirst ? BEFORE : 0, (start, end) =>
        add(company, start, end, OWN.test(words.slice(from, start)), caution),
      );
      const next =
        found === null ? null : /^\s*(?:,|、|,? and|和|及|以及)\s+/u.exec(words.slice(found, limit));
      if (found === null || !next) return;
      at = found + next[0].length;
    }
  };
  for (const company of plain) {
    if (company.entity.kind !== 'company') continue;
    const possessive = /^(?:['’]s?\s|的|自研的?)/u.exec(words.slice(company.end, company.end + 4));
    if (possessive) addAfter(company, company.end + possessive[0].length, null);
    const before =
      /((?:[\p{L}\p{N}+#]+ ){0,2}[\p{L}\p{N}+#]+) (?:from|made by|built by|developed by)(?: [^\s,;:.()]+){0,6} $/u.exec(
        words.slice(Math.max(0, company.start - 120), company.start),
      );
    if (before) {
      const start = Math.max(0, company.start - 120) + before.index;
      const run = [...(before[1] ?? '').matchAll(WORD)].map((word) => ({
        start: start + word.index,
        end: start + (before[1] ?? '').length,
      }));
      for (const { start: from, end } of run) if (add(company, from, end, false, null)) break;
    }
  }
  for (const { index: at, 0: printed } of words.matchAll(
    /\bits (?:own )?|\bthe (?:company|firm|start-up|group)['’]s |其(?:自研的?|自主研发的?|自有的?)?|该公司的?/giu,
  )) {
    const company = companyAt({ words, mentions: plain }, at);
    if (company)
      addAfter(company, at + printed.length, `“${printed.trim()}” is read as ${company.entity.id}`);
  }
  return [...plain, ...added].sort((a, b) => a.start - b.start);
}

type Span = { start: number; end: number };

/** The end of the first phrase of a run of words that `accept` takes; longer phrases are tried before shorter ones. */
function firstPhrase(
  run: readonly Span[],
  skip: number,
  accept: (start: number, end: number) => boolean,
): number | null {
  for (const [index, { start }] of run.slice(0, skip + 1).entries()) {
    for (let last = Math.min(run.length, index + LONGEST) - 1; last >= index; last--) {
      const end = run[last]?.end ?? start;
      if (accept(start, end)) return end;
    }
  }
  return null;
}

/** Says of each thing whose it is, where the company stands right before it. */
function withOwners(mentions: readonly Mention[], words: string, index: NameIndex): Mention[] {
  return mentions.map((mention, at) => {
    const { entity, owner } = mention;
    if (owner || entity.kind === 'company' || entity.kind === 'person' || entity.kind === 'publisher')
      return mention;
    const inside = /^(.{1,60}?)['’]s?\s/u.exec(words.slice(mention.start, mention.end))?.[1];
    const named = inside === undefined ? null : index.lookup(inside);
    if (named?.kind === 'company')
      return {
        ...mention,
        owner: { entity: named, words: words.slice(mention.start, mention.end), own: false },
      };
    const first = listAround(words, mentions, mention)[0] ?? mention;
    const before = mentions
      .slice(0, at)
      .filter(({ end }) => end <= first.start)
      .at(-1);
    const between = before ? words.slice(before.end, first.start) : '';
    if (
      before?.entity.kind === 'company' &&
      /^(?:\s?|['’]s?\s(?:[^\s,;:.()，。]+\s+){0,5}|的[^，。；的]{0,12}|旗下的?|自研的?|自主研发的?)$/u.test(
        between,
      )
    ) {
      const own = OWN.test(between);
      return {
        ...mention,
        owner: { entity: before.entity, words: words.slice(before.start, mention.end), own },
      };
    }
    const from = Math.max(before?.end ?? 0, first.start - 60);
    const its = /(?:\bits (?:[^\s,;:.()，。]+\s+){0,4}|其(?:自研的?|自主研发的?|旗下的?|自有的?)?)$/iu.exec(
      words.slice(from, first.start),
    );
    const company = its && companyAt({ words, mentions }, from + its.index);
    if (!its || !company) return mention;
    return {
      ...mention,
      owner: {
        entity: company.entity,
        words: words.slice(from + its.index, mention.end),
        own: OWN.test(its[0]),
      },
      caution: mention.caution ?? `“${its[0].trim().split(' ')[0]}” is read as ${company.entity.id}`,
    };
  });
}
