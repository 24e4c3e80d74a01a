/** Finds the names of a knowledge base in a text: a trie over folded words, the longest match from the left, in linear time. */
import { foldName } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';

/** A name that was found. Offsets are UTF-16 units of the text that was searched, `end` exclusive. */
export interface NameHit {
  start: number;
  end: number;
  /** The entities that bear the name; more than one where it can mean any of them. */
  entities: readonly EntityRecord[];
  /** It could mean something else, by its alias, by bearing several entities, or by being a common word in lower case. */
  ambiguous: boolean;
  /** The longer name of which it is a part, such as “R1-Zero” for “R1”: so it is not that entity. */
  partOf: { start: number; end: number } | null;
  /** The word that a hyphen joins to it, as in “R1-based”; null where there is none. */
  tail: string | null;
}

export interface NameIndex {
  /** The names between two offsets of a text, in order, none overlapping another. */
  find(text: string, start: number, end: number): NameHit[];
  /** The one entity that a whole text names for sure; null where there is none, or several. */
  lookup(name: string): EntityRecord | null;
}

interface Node {
  next: Map<string, Node>;
  bearers: { entity: EntityRecord; name: string; ambiguous: boolean }[];
}

interface Token {
  start: number;
  end: number;
  key: string;
}

// A Chinese character stands alone, since no spaces part its words; a version such as 3.1 is one word.
const TOKEN =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}+#]|(?<=\p{N})\.(?=\p{N}))+|['’]s(?![\p{L}\p{N}])|[^\p{L}\p{N}\p{M}\s.\-‐‑·&_/]|\n/gu;

const WORD = /[\p{L}\p{N}+#]/u;
const HAN = /\p{Script=Han}/u;

/** Words that a hyphen joins to a name without making another name of it. */
const ORDINARY_TAIL =
  /^(?:based|powered|backed|led|owned|made|built|developed|designed|compatible|ready|optimi[sz]ed|style|class|native|driven|related|like|type|enabled|focused|trained|hosted|supported|run)$/i;

/** What follows a name after a space and makes another version of it. */
const VERSION_AFTER =
  /^[ {2}](?:[vV]?\p{N}[\p{L}\p{N}.]*(?<!\.)|Pro|Max|Lite|Mini|Plus|Ultra|Turbo|Zero|Distill)(?![\p{L}\p{N}])/u;

const VERSIONED: readonly string[] = ['model', 'hardware', 'framework'];

/** Builds the index of the names and aliases of entities. */
export function nameIndex(entities: Iterable<EntityRecord>): NameIndex {
  const folded = new Map<string, string>();
  const keyOf = (word: string): string => {
    const known = folded.get(word);
    if (known !== undefined) return known;
    const key = WORD.test(word) ? foldName(word) : word.replace("'", '’');
    folded.set(word, key);
    return key;
  };
  const tokensIn = (text: string, start: number, end: number): Token[] =>
    [...text.slice(start, end).matchAll(TOKEN)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      key: keyOf(match[0]),
    }));

  const root: Node = { next: new Map(), bearers: [] };
  const insert = (keys: readonly string[], bearer: Node['bearers'][number]) => {
    let node = root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (next === undefined) {
        next = { next: new Map(), bearers: [] };
        node.next.set(key, next);
      }
      node = next;
    }
    if (node !== root && !node.bearers.some(({ entity }) => entity.id === bearer.entity.id))
      node.bearers.push(bearer);
  };
  for (const entity of entities) {
    for (const { name, ambiguous } of [{ name: entity.name, ambiguous: false }, ...entity.aliases]) {
      const keys = tokensIn(name, 0, name.length).map(({ key }) => key);
      const bearer = { entity, name, ambiguous };
      if (!keys.some((key) => WORD.test(key))) continue;
      insert(keys, bearer);
      // “Baidu, Inc.” is printed without its comma too.
      const words = keys.filter((key) => WORD.test(key) && key !== '’s');
      if (words.length < keys.length) insert(words, bearer);
    }
  }

  const longest = (tokens: readonly Token[], from: number): { node: Node; last: number } | null => {
    let node: Node | undefined = root;
    let found: { node: Node; last: number } | null = null;
    for (let at = from; at < tokens.length; at++) {
      node = node.next.get(tokens[at]?.key ?? '');
      if (node === undefined) break;
      if (node.bearers.length > 0) found = { node, last: at };
    }
    return found;
  };

  return {
    find(text, start, end) {
      const tokens = tokensIn(text, start, end);
      const hits: NameHit[] = [];
      for (let at = 0; at < tokens.length; at++) {
        const match = longest(tokens, at);
        const first = tokens[at];
        const last = match && tokens[match.last];
        if (!match || !first || !last) continue;
        hits.push(hitOf(text, first.start, last.end, match.node.bearers));
        at = match.last;
      }
      return hits;
    },
    lookup(name) {
      const tokens = tokensIn(name, 0, name.length);
      const match = longest(tokens, 0);
      const [bearer, ...more] = match && match.last === tokens.length - 1 ? match.node.bearers : [];
      return bearer && more.length === 0 && !bearer.ambiguous ? bearer.entity : null;
    },
  };
}

function hitOf(text: string, start: number, end: number, bearers: Node['bearers']): NameHit {
  const printed = text.slice(start, end);
  // “ascend” may be the verb; names of several words or with a digit are no common words.
  const isCommonWord = bearers.every(
    ({ name }) => /^\p{Ll}+$/u.test(printed) && printed !== name && !HAN.test(name),
  );
  const around = compoundAround(text, start, end);
  const versions = bearers.some(({ entity }) => VERSIONED.includes(entity.kind));
  const version = versions ? VERSION_AFTER.exec(text.slice(end, end + 24)) : null;
  const tail = /^[-‐‑](\p{L}+)/u.exec(text.slice(end, around.end))?.[1] ?? null;
  const isOrdinary = tail !== null && ORDINARY_TAIL.test(tail);
  const partEnd = version ? end + version[0].length : around.end > end && !isOrdinary ? around.end : end;
  return {
    start,
    end,
    entities: bearers.map(({ entity }) => entity),
    ambiguous: bearers.length > 1 || bearers.some(({ ambiguous }) => ambiguous) || isCommonWord,
    partOf: partEnd > end || around.start < start ? { start: around.start, end: partEnd } : null,
    tail: isOrdinary ? tail.toLowerCase() : null,
  };
}

/** The offsets of the hyphenated word around a name. “non-Nvidia” and “ex-Huawei” still name the two. */
function compoundAround(text: string, start: number, end: number): { start: number; end: number } {
  const before = HAN.test(text[start] ?? '')
    ? null
    : /(?:[\p{L}\p{N}]+[-‐‑])+$/u.exec(text.slice(Math.max(0, start - 40), start));
  const after = HAN.test(text[end - 1] ?? '')
    ? null
    : /^(?:[-‐‑]\p{L}[\p{L}\p{N}]*|[-‐‑]\p{N}[\p{L}\p{N}.]*(?<!\.))+/u.exec(text.slice(end, end + 40));
  const isOrdinary = before === null || /^(?:non|ex|pre|post|anti|pro)[-‐‑]$/i.test(before[0]);
  return { start: isOrdinary ? start : start - before[0].length, end: end + (after?.[0].length ?? 0) };
}
