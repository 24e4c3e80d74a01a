/** Finds the names of a knowledge base in a text: the longest match from the left, in a trie of folded words. */
import { foldName } from './names.ts';
import type { EntityRecord } from './records.ts';
import { HAN_OR_HIRAGANA, HANGUL, KATAKANA, UNSPACED } from './scripts.ts';
import type { TextRange } from './text-range.ts';

/** A name found in a text; its range counts from the start of that text. */
export interface NameMatch<E = EntityRecord> extends TextRange {
  /** The entities with this name; several if it is ambiguous. */
  entities: readonly E[];
  /** True if the name may mean something else: an ambiguous alias, a name of several entities, or a common word in lower case. */
  ambiguous: boolean;
  /** The longer, unknown name that contains it, such as “R1-Zero” for “R1”; the match is then not that entity. */
  partOf: TextRange | null;
  /** The ordinary word that a hyphen joins to it, such as “based” in “R1-based”. */
  tail: string | null;
}

export interface NameMatcher<E = EntityRecord> {
  /** Returns the names between two offsets of a text, in order and without overlaps. */
  find(text: string, start: number, end: number): NameMatch<E>[];
  /** Returns the entity that a whole text names; null if there is none, or more than one, or the name is ambiguous. */
  lookup(name: string): E | null;
}

/** What a matcher needs to know of an entity. */
type NamedEntity = Pick<EntityRecord, 'id' | 'kind' | 'name'> & {
  aliases: readonly Pick<EntityRecord['aliases'][number], 'name' | 'ambiguous'>[];
};

interface Named<E> {
  entity: E;
  name: string;
  ambiguous: boolean;
}

interface TrieNode<E> {
  next: Map<string, TrieNode<E>>;
  /** The entities whose name ends at this node. */
  entities: Named<E>[];
}

interface NameToken extends TextRange {
  key: string;
}

/** A run of characters. Soft hyphens and zero-width characters do not end it. */
const runOf = (character: string) => `${character}(?:\\p{Cf}*${character})*`;

// Each script forms tokens of its own, because text in Chinese, Japanese and Korean has no space around a Latin name. A Chinese
// character or hiragana is a token, since there are no spaces between words; a version such as 3.1 is one token.
const NAME_TOKEN = new RegExp(
  [
    `${HAN_OR_HIRAGANA}\\p{M}*`,
    runOf(`${KATAKANA}\\p{M}*`),
    runOf(HANGUL),
    runOf(`(?:(?!${UNSPACED}|${HANGUL})[\\p{L}\\p{N}\\p{M}+#]|(?<=\\p{N})\\.(?=\\p{N}))`),
    "['’]s(?![\\p{L}\\p{N}])",
    '[^\\p{L}\\p{N}\\p{M}\\p{Cf}\\s.\\-‐‑·・･&_/]',
    '\\n',
  ].join('|'),
  'gu',
);

/** Endings that Korean writes after a name without a space. */
const KOREAN_PARTICLES = new Set(
  (
    '은 는 이 가 을 를 의 에 와 과 도 만 로 으로 나 이나 며 이며 라 이라 랑 이랑 께 에게 에서 께서 한테 부터 까지 처럼 보다 마저 조차 ' +
    '라고 이라고 라는 이라는 로서 으로서 로써 으로써 로부터 에서는 에서도 에서의 에게는 에는 에도 와는 과는 와의 과의 로는 으로는 측 측은 측이'
  ).split(' '),
);
const MAX_PARTICLE_LENGTH = 3;

const WORD_CHARACTER = /[\p{L}\p{N}+#]/u;
const HAN_CHARACTER = /\p{Script=Han}/u;
const HANGUL_END = /\p{Script=Hangul}$/u;

/** Words that a hyphen can join to a name without making it another name. */
const ORDINARY_TAIL =
  /^(?:based|powered|backed|led|owned|made|built|developed|designed|compatible|ready|optimi[sz]ed|style|class|native|driven|related|like|type|enabled|focused|trained|hosted|supported|run)$/i;

/** Words after a name and a space that make it the name of another version. */
const VERSION_AFTER =
  /^[ {2}](?:[vV]?\p{N}[\p{L}\p{N}.]*(?<!\.)|Pro|Max|Lite|Mini|Plus|Ultra|Turbo|Zero|Distill)(?![\p{L}\p{N}])/u;

const VERSIONED_KINDS: readonly string[] = ['model', 'hardware', 'framework'];

/** Builds a matcher for the names and aliases of entities. */
export function nameMatcher<E extends NamedEntity>(entities: Iterable<E>): NameMatcher<E> {
  const root: TrieNode<E> = { next: new Map(), entities: [] };
  const insert = (keys: readonly string[], named: Named<E>) => {
    let node = root;
    for (const key of keys) {
      const next = node.next.get(key) ?? { next: new Map(), entities: [] };
      node.next.set(key, next);
      node = next;
    }
    // The names of an entity follow each other, so its own entry would be the last one.
    if (node.entities.at(-1)?.entity.id !== named.entity.id) node.entities.push(named);
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
    let node = root;
    let found: { entities: readonly Named<E>[]; last: number; end: number } | null = null;
    for (let at = first; at < tokens.length; at++) {
      const token = tokens[at];
      if (token === undefined) break;
      const before: TrieNode<E> = node;
      for (const { key, end } of stemsOf(token)) {
        const { entities } = before.next.get(key) ?? root;
        if (entities.length > 0) found = { entities, last: at, end };
      }
      const next = before.next.get(token.key);
      if (next === undefined) break;
      node = next;
      if (node.entities.length > 0) found = { entities: node.entities, last: at, end: token.end };
    }
    return found;
  };

  return {
    find(text, start, end) {
      const tokens = tokensIn(text, start, end);
      const matches: NameMatch<E>[] = [];
      for (let at = 0; at < tokens.length; at++) {
        const found = longestFrom(tokens, at);
        const first = tokens[at];
        if (!found || !first) continue;
        matches.push(matchAt(text, first.start, found.end, found.entities));
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

/** A Korean word without each particle that it may end with; a shorter stem first. */
function stemsOf({ key, start, end }: NameToken): { key: string; end: number }[] {
  if (!HANGUL_END.test(key)) return [];
  const stems: { key: string; end: number }[] = [];
  for (let length = Math.min(MAX_PARTICLE_LENGTH, key.length - 1); length > 0; length--) {
    // In a decomposed text the particle takes more characters, so that the range of the stem includes a part of it.
    if (KOREAN_PARTICLES.has(key.slice(-length)))
      stems.push({ key: key.slice(0, -length), end: Math.max(start + 1, end - length) });
  }
  return stems;
}

function matchAt<E extends NamedEntity>(
  text: string,
  start: number,
  end: number,
  named: readonly Named<E>[],
): NameMatch<E> {
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
