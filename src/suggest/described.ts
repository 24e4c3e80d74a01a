/** Names that a sentence gives in two parts, and whose each thing is. */
import { companyAt, listAround, type Mention } from './mentions.ts';
import type { NameIndex } from './name-index.ts';

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
export function withDescribed(plain: readonly Mention[], words: string, index: NameIndex): Mention[] {
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
export function withOwners(mentions: readonly Mention[], words: string, index: NameIndex): Mention[] {
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
