/** Several names typed without quotes: the words are split where each part is an entity, if only one reading is possible. */
import { fail } from '../model/errors.ts';
import type { EntityRecord } from '../model/records.ts';
import { ANY_ENTITY, type CommandContext, type Expected } from './context.ts';
import { readStandardInput, STANDARD_INPUT } from './read-input.ts';

/** The most readings of the words that are found, and suggested. */
const MAX_READINGS = 3;

/** What was typed: words, which may be parts of names, and whole names from the lines of standard input. */
export interface Typed {
  words: readonly string[];
  lines: readonly string[];
}

/** The words of a command line. `-` stands for the lines of standard input. Throws a usage error if there is nothing. */
export async function readTyped({ words, io }: CommandContext<unknown>): Promise<Typed> {
  const others = words.filter((word) => word !== STANDARD_INPUT);
  if (others.length === words.length) return { words, lines: [] };
  const lines = new TextDecoder().decode(await readStandardInput(io)).split(/\r?\n/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (names.length + others.length === 0)
    throw fail.usage('standard input contains no names', 'Write one name a line.');
  return { words: others, lines: names };
}

/** The entities that were typed, each once. Throws `no-such-entity`, and `unclear-split` if the words can be read in several ways. */
export async function namedEntities(
  context: CommandContext<unknown>,
  expected: Expected,
  typed?: Typed,
): Promise<EntityRecord[]> {
  const { words, lines } = typed ?? (await readTyped(context));
  const entities = words.length > 0 ? await readNames(context, words, expected) : [];
  for (const name of lines) entities.push(await context.entity(name, expected));
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
}

/** The two different entities that the words name, for a command of two entities. */
export async function twoEntities(
  context: CommandContext<unknown>,
  command: string,
): Promise<[EntityRecord, EntityRecord]> {
  const example = `For example: chipkb ${command} huawei deepseek-models`;
  if (context.words.length < 2) throw fail.usage(`${command} needs two names`, example);
  const named = await readNames(context, context.words, ANY_ENTITY, 2);
  const [a, b] = named;
  if (a === undefined || b === undefined || named.length > 2)
    throw fail.usage(`${command} needs two names, not ${named.length}`, example);
  if (a.id === b.id)
    throw fail.usage(`both names mean ${a.name}`, `Run \`chipkb show ${a.id}\` for all its claims.`);
  return [a, b];
}

/** The message if no claim links two entities. */
export const nothingLinks = (a: EntityRecord, b: EntityRecord): string =>
  `No recorded claim links ${a.name} and ${b.name} (chipkb path ${a.id} ${b.id} looks for indirect links)`;

/** How words are read, the most exact first: as names; with corrections; also a developer as the family of its models. */
const LOOSENESS = ['exact', 'corrected', 'families'] as const;
type Looseness = (typeof LOOSENESS)[number];

/** A part of the words, and the entity that it names. */
interface Name {
  text: string;
  entity: EntityRecord;
}

/** The entities that words name; `count` of them, if the words can be split into so many names. Throws as `namedEntities` does. */
async function readNames(
  context: CommandContext<unknown>,
  words: readonly string[],
  expected: Expected,
  count?: number,
): Promise<EntityRecord[]> {
  const [only] = words;
  if (only !== undefined && words.length === 1) return [await context.entity(only, expected)];
  for (const looseness of LOOSENESS) {
    const reader = new NameReader(context, words, expected, looseness);
    const few = count === undefined ? [] : await reader.readings(count);
    const [reading, ...others] = distinct(few.length > 0 ? few : await reader.readings(words.length));
    if (reading === undefined) continue;
    if (others.length > 0) {
      const lines = [reading, ...others].map((names) => names.map(({ text }) => `"${text}"`).join(' '));
      throw fail.unclearNames(
        words.join(' '),
        lines.map((names) => `chipkb ${context.command} ${names}`),
      );
    }
    const entities: EntityRecord[] = [];
    for (const { text } of reading) entities.push(await context.entity(text, expected));
    return entities;
  }
  const unread = await new NameReader(context, words, expected, 'corrected').unreadPart();
  return [await context.entity(unread, expected)];
}

/** The readings that name different entities. */
function distinct(readings: readonly Name[][]): Name[][] {
  const key = (reading: Name[]) => [...new Set(reading.map(({ entity }) => entity.id))].sort().join(' ');
  return [...new Map(readings.toReversed().map((reading) => [key(reading), reading])).values()];
}

/** Reads words as names of entities of the expected kinds. */
class NameReader {
  readonly #context: CommandContext<unknown>;
  readonly #words: readonly string[];
  readonly #expected: Expected;
  readonly #looseness: Looseness;
  readonly #known = new Map<string, Promise<Name | null>>();

  constructor(
    context: CommandContext<unknown>,
    words: readonly string[],
    expected: Expected,
    looseness: Looseness,
  ) {
    this.#context = context;
    this.#words = words;
    this.#expected = expected;
    this.#looseness = looseness;
  }

  /** Some of the ways to read all words as names, `most` at most. */
  async readings(most: number): Promise<Name[][]> {
    /** The readings of the last words: of none, of one, and so on. */
    const ofLast: Name[][][] = [[[]]];
    const { length } = this.#words;
    for (let start = length - 1; start >= 0; start--) {
      const own: Name[][] = [];
      // The longest names first, so that a reading of few names is found.
      for (let end = length; end > start && own.length < MAX_READINGS; end--) {
        const name = await this.#name(start, end);
        const rest = ofLast[length - end] ?? [];
        if (name) own.push(...rest.filter((names) => names.length < most).map((names) => [name, ...names]));
      }
      ofLast.push(own.slice(0, MAX_READINGS));
    }
    return ofLast.at(-1) ?? [];
  }

  /** The words between those that can be read from the start and those that can be read from the end. */
  async unreadPart(): Promise<string> {
    const { length } = this.#words;
    const starts = new Set([0]);
    for (let end = 1; end < length; end++)
      for (const start of starts) if (await this.#name(start, end)) starts.add(end);
    const start = Math.max(...starts);
    const ends = new Set([length]);
    for (let from = length - 1; from > start; from--)
      for (const end of ends) if (await this.#name(from, end)) ends.add(from);
    return this.#words.slice(start, Math.min(...ends)).join(' ');
  }

  /** The entity that the words from `start` to before `end` name. */
  #name(start: number, end: number): Promise<Name | null> {
    const text = this.#words.slice(start, end).join(' ');
    const known = this.#known.get(text) ?? this.#read(text);
    this.#known.set(text, known);
    return known;
  }

  async #read(text: string): Promise<Name | null> {
    const found = await this.#context.find(text, this.#looseness !== 'exact');
    if (found === null || !('entity' in found)) return null;
    const { kinds } = this.#expected;
    const entity = found.entity;
    if (!kinds || kinds.includes(entity.kind)) return { text, entity };
    const family =
      this.#looseness === 'families' ? await this.#context.familyInstead(entity, this.#expected) : null;
    return family && { text, entity: family };
  }
}
