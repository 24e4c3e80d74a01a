/** Finds the names of a knowledge base in a text: the longest match from the left, in a trie of folded words. */
import { foldName } from '../model/names.ts';
import type { EntityRecord } from '../model/records.ts';
import type { TextRange } from './text-range.ts';

/** A name found in a text; its range counts from the start of that text. */
export interface NameMatch extends TextRange {
  /** The entities with this name; several if it is ambiguous. */
  entities: readonly EntityRecord[];
  /** True if the name may mean something else: an ambiguous alias, a name of several entities, or a common word in lower case. */
  ambiguous: boolean;
  /** The longer, unknown name that contains it, such as “R1-Zero” for “R1”; the match is then not that entity. */
  partOf: TextRange | null;
  /** The ordinary word that a hyphen joins to it, such as “based” in “R1-based”. */
  tail: string | null;
}

export interface NameMatcher {
  /** Returns the names between two offsets of a text, in order and without overlaps. */
  find(text: string, start: number, end: number): NameMatch[];
  /** Returns the entity that a whole text names; null if there is none, or more than one, or the name is ambiguous. */
  lookup(name: string): EntityRecord | null;
}

interface NamedEntity {
  entity: EntityRecord;
  name: string;
  ambiguous: boolean;
}

interface TrieNode {
  next: Map<string, TrieNode>;
  /** The entities whose name ends at this node. */
  entities: NamedEntity[];
}

interface NameToken extends TextRange {
  key: string;
}

// A Chinese character is a token of its own, since there are no spaces between words; a version such as 3.1 is one token.
const NAME_TOKEN =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}+#]|(?<=\p{N})\.(?=\p{N}))+|['’]s(?![\p{L}\p{N}])|[^\p{L}\p{N}\p{M}\s.\-‐‑·&_/]|\n/gu;

const WORD_CHARACTER = /[\p{L}\p{N}+#]/u;
const HAN_CHARACTER = /\p{Script=Han}/u;

/** Words that a hyphen can join to a name without making it another name. */
const ORDINARY_TAIL =
  /^(?:based|powered|backed|led|owned|made|built|developed|designed|compatible|ready|optimi[sz]ed|style|class|native|driven|related|like|type|enabled|focused|trained|hosted|supported|run)$/i;

/** Words after a name and a space that make it the name of another version. */
const VERSION_AFTER =
  /^[ {2}](?:[vV]?\p{N}[\p{L}\p{N}.]*(?<!\.)|Pro|Max|Lite|Mini|Plus|Ultra|Turbo|Zero|Distill)(?![\p{L}\p{N}])/u;

const VERSIONED_KINDS: readonly string[] = ['model', 'hardware', 'framework'];

/** Builds a matcher for the names and aliases of entities. */
export function nameMatcher(entities: Iterable<EntityRecord>): NameMatcher {
  const root: TrieNode = { next: new Map(), entities: [] };
  const insert = (keys: readonly string[], named: NamedEntity) => {
    let node = root;
    for (const key of keys) {
      const next = node.next.get(key) ?? { next: new Map(), entities: [] };
      node.next.set(key, next);
      node = next;
    }
    if (!node.entities.some(({ entity }) => entity.id === named.entity.id)) node.entities.push(named);
  };
  for (const entity of entities) {
    for (const { name, ambiguous } of [{ name: entity.name, ambiguous: false }, ...entity.aliases]) {
      const keys = tokensIn(name, 0, name.length).map(({ key }) => key);
      const words = keys.filter((key) => WORD_CHARACTER.test(key) && key !== '’s');
      if (!keys.some((key) => WORD_CHARACTER.test(key))) continue;
      insert(keys, { entity, name, ambiguous });
      // “Baidu, Inc.” is also printed without its comma.
      if (words.length > 0) insert(words, { entity, name, ambiguous });
    }
  }

  /** The longest name that starts with a token, with the index of its last token. */
  const longestFrom = (tokens: readonly NameToken[], first: number) => {
    let node: TrieNode | undefined = root;
    let found: { entities: readonly NamedEntity[]; last: number } | null = null;
    for (let at = first; at < tokens.length; at++) {
      node = node.next.get(tokens[at]?.key ?? '');
      if (node === undefined) break;
      if (node.entities.length > 0) found = { entities: node.entities, last: at };
    }
    return found;
  };

  return {
    find(text, start, end) {
      const tokens = tokensIn(text, start, end);
      const matches: NameMatch[] = [];
      for (let at = 0; at < tokens.length; at++) {
        const found = longestFrom(tokens, at);
        const first = tokens[at];
        const last = found && tokens[found.last];
        if (!found || !first || !last) continue;
        matches.push(matchAt(text, first.start, last.end, found.entities));
        at = found.last;
      }
      return matches;
    },
    lookup(name) {
      const tokens = tokensIn(name, 0, name.length);
      const found = longestFrom(tokens, 0);
      const [named, ...others] = found?.last === tokens.length - 1 ? found.entities : [];
      return named && others.length === 0 && !named.ambiguous ? named.entity : null;
    },
  };
}

const tokensIn = (text: string, start: number, end: number): NameToken[] =>
  Array.from(text.slice(start, end).matchAll(NAME_TOKEN), ({ 0: word, index }) => ({
    start: start + index,
    end: start + index + word.length,
    key: WORD_CHARACTER.test(word) ? foldName(word) : word.replace("'", '’'),
  }));

function matchAt(text: string, start: number, end: number, named: readonly NamedEntity[]): NameMatch {
  const printed = text.slice(start, end);
  // “ascend” may be the verb. A name of several words or with a digit is never a common word.
  const isCommonWord = named.every(
    ({ name }) => /^\p{Ll}+$/u.test(printed) && printed !== name && !HAN_CHARACTER.test(name),
  );
  const whole = hyphenatedWord(text, start, end);
  const isVersioned = named.some(({ entity }) => VERSIONED_KINDS.includes(entity.kind));
  const version = isVersioned ? VERSION_AFTER.exec(text.slice(end, end + 24)) : null;
  const tail = /^[-‐‑](\p{L}+)/u.exec(text.slice(end, whole.end))?.[1] ?? null;
  const isOrdinary = tail !== null && ORDINARY_TAIL.test(tail);
  const partEnd = version ? end + version[0].length : isOrdinary ? end : whole.end;
  return {
    start,
    end,
    entities: named.map(({ entity }) => entity),
    ambiguous: named.length > 1 || named.some(({ ambiguous }) => ambiguous) || isCommonWord,
    partOf: partEnd > end || whole.start < start ? { start: whole.start, end: partEnd } : null,
    tail: isOrdinary ? tail.toLowerCase() : null,
  };
}

/** The hyphenated word around a name. Prefixes as in “non-Nvidia” and “ex-Huawei” are not part of it. */
function hyphenatedWord(text: string, start: number, end: number): TextRange {
  const before = HAN_CHARACTER.test(text[start] ?? '')
    ? null
    : /(?:[\p{L}\p{N}]+[-‐‑])+$/u.exec(text.slice(Math.max(0, start - 40), start));
  const after = HAN_CHARACTER.test(text[end - 1] ?? '')
    ? null
    : /^(?:[-‐‑]\p{L}[\p{L}\p{N}]*|[-‐‑]\p{N}[\p{L}\p{N}.]*(?<!\.))+/u.exec(text.slice(end, end + 40));
  const isPrefix = before === null || /^(?:non|ex|pre|post|anti|pro)[-‐‑]$/i.test(before[0]);
  return { start: isPrefix ? start : start - before[0].length, end: end + (after?.[0].length ?? 0) };
}
