/** Finds names that a sentence gives in two parts, and the company that each thing belongs to. */
import type { NameMatcher } from '../model/name-matcher.ts';
import { overlaps, type TextRange } from '../model/text-range.ts';
import { listAround, type Mention, onlyCompanyBefore } from './mentions.ts';

const PHRASE_WORD = /[\p{L}\p{N}+#][\p{L}\p{N}+#.-]*/gu;
/** The most words of a name after its owner, and the most words between the two. */
const MAX_NAME_WORDS = 4;
const MAX_WORDS_BEFORE = 4;

const OWN = /(?:own|proprietary|home-?grown|self-developed|in-house|自研|自主研发|自有)/iu;

/**
 * Adds names that a sentence gives in two parts: “Huawei’s own server clusters” for “Huawei server clusters”, “GPUs from
 * the designer MetaX” for “MetaX GPUs”. Adds only names that the knowledge base contains.
 */
export function addSplitNames(mentions: readonly Mention[], words: string, matcher: NameMatcher): Mention[] {
  const added: Mention[] = [];
  /** Adds the name that a company and a phrase form together; false if the knowledge base has none. */
  const add = (company: Mention, phrase: TextRange, own: boolean, caution: string | null): boolean => {
    const { start, end } = phrase;
    const printed = words.slice(start, end);
    const { name } = company.entity;
    const entity = matcher.lookup(`${name} ${printed}`) ?? matcher.lookup(`${name}’s ${printed}`);
    if (!entity || entity.kind === 'company') return false;
    if ([...mentions, ...added].some((other) => overlaps(other, phrase))) return false;
    const owner = { entity: company.entity, own };
    added.push({ start, end, entity, owner, qualifies: false, tail: null, caution });
    return true;
  };
  /** Adds the names after a possessive, which can be a list: “its chips, servers and cards”. */
  const addAfter = (company: Mention, from: number, caution: string | null): void => {
    const nextName = mentions.find(({ start }) => start >= from)?.start ?? words.length;
    const limit = Math.min(nextName, from + 120);
    let at = from;
    let maxBefore = MAX_WORDS_BEFORE;
    for (;;) {
      const clause = words.slice(at, limit).split(/[,;:.()“”，。；、–—]/u, 1)[0] ?? '';
      const phrase = phrasesIn(clause, at, maxBefore).find((range) =>
        add(company, range, OWN.test(words.slice(from, range.start)), caution),
      );
      const link = phrase && /^\s*(?:,|、|,? and|和|及|以及)\s+/u.exec(words.slice(phrase.end, limit));
      if (!link) return;
      at = phrase.end + link[0].length;
      maxBefore = 0;
    }
  };
  for (const company of mentions) {
    if (company.entity.kind !== 'company') continue;
    const possessive = /^(?:['’]s?\s|的|自研的?)/u.exec(words.slice(company.end, company.end + 4));
    if (possessive) addAfter(company, company.end + possessive[0].length, null);
    const from = Math.max(0, company.start - 120);
    const before =
      /((?:[\p{L}\p{N}+#]+ ){0,2}[\p{L}\p{N}+#]+) (?:from|made by|built by|developed by)(?: [^\s,;:.()]+){0,6} $/u.exec(
        words.slice(from, company.start),
      );
    if (before?.[1] !== undefined) {
      const start = from + before.index;
      const end = start + before[1].length;
      const starts = Array.from(before[1].matchAll(PHRASE_WORD), ({ index }) => start + index);
      starts.find((own) => add(company, { start: own, end }, false, null));
    }
  }
  for (const { index, 0: pronoun } of words.matchAll(
    /\bits (?:own )?|\bthe (?:company|firm|start-up|group)['’]s |其(?:自研的?|自主研发的?|自有的?)?|该公司的?/giu,
  )) {
    const company = onlyCompanyBefore({ words, mentions }, index);
    if (company)
      addAfter(
        company,
        index + pronoun.length,
        `assumes that “${pronoun.trim()}” means ${company.entity.id}`,
      );
  }
  return [...mentions, ...added].sort((a, b) => a.start - b.start);
}

/** The phrases of up to four words after at most `maxBefore` other words; longer phrases before shorter ones. */
function phrasesIn(clause: string, offset: number, maxBefore: number): TextRange[] {
  const words = Array.from(clause.matchAll(PHRASE_WORD), ({ 0: word, index }) => ({
    start: offset + index,
    end: offset + index + word.replace(/[.-]+$/, '').length,
  }));
  return words.slice(0, maxBefore + 1).flatMap(({ start }, first) =>
    words
      .slice(first, first + MAX_NAME_WORDS)
      .map(({ end }) => ({ start, end }))
      .reverse(),
  );
}

/** Words between a company and a thing that it owns. */
const OWNERSHIP =
  /^(?:\s?|['’]s?\s(?:[^\s,;:.()，。]+\s+){0,5}|的[^，。；的]{0,12}|旗下的?|自研的?|自主研发的?)$/u;
const ITS = /(?:\bits (?:[^\s,;:.()，。]+\s+){0,4}|其(?:自研的?|自主研发的?|旗下的?|自有的?)?)$/iu;

/** Sets the owner of each thing: the company inside its name, right before it, or that “its” refers to. */
export function addOwners(mentions: readonly Mention[], words: string, matcher: NameMatcher): Mention[] {
  return mentions.map((mention) => {
    const { entity, owner } = mention;
    if (owner || entity.kind === 'company' || entity.kind === 'person' || entity.kind === 'publisher')
      return mention;
    const possessor = /^(.{1,60}?)['’]s?\s/u.exec(words.slice(mention.start, mention.end))?.[1];
    const inName = possessor === undefined ? null : matcher.lookup(possessor);
    if (inName?.kind === 'company') return { ...mention, owner: { entity: inName, own: false } };

    const first = listAround(words, mentions, mention)[0] ?? mention;
    const before = mentions.findLast(({ end }) => end <= first.start);
    const between = before ? words.slice(before.end, first.start) : '';
    if (before?.entity.kind === 'company' && OWNERSHIP.test(between))
      return { ...mention, owner: { entity: before.entity, own: OWN.test(between) } };

    const from = Math.max(before?.end ?? 0, first.start - 60);
    const its = ITS.exec(words.slice(from, first.start));
    const company = its && onlyCompanyBefore({ words, mentions }, from + its.index);
    if (!its || !company) return mention;
    return {
      ...mention,
      owner: { entity: company.entity, own: OWN.test(its[0]) },
      caution: mention.caution ?? `assumes that “${its[0].trim().split(' ')[0]}” means ${company.entity.id}`,
    };
  });
}
