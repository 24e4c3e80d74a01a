/** Measures how well and how fast names are found as people type them. */

import { namesOf } from '../../src/load/to-records.ts';
import { foldName, isVersion, wordsOf } from '../../src/model/names.ts';
import type { EntityRecord, NameRecord } from '../../src/model/records.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { resolve } from '../../src/store/resolve.ts';
import type { Store } from '../../src/store/store.ts';
import { type MadeEntity, makeEntities } from './entities.ts';
import type { Finder } from './finders.ts';
import { randomFrom } from './random.ts';
import { quantile } from './timing.ts';
import { type Sort, type Typed, typedNames } from './typed-names.ts';

/** How many texts of a sort ended how. */
export interface Outcome {
  sort: Sort;
  typed: number;
  /** It happens to be another entity's name, which is answered exactly: no error of correction, so in no share. */
  otherName: number;
  /** The entity that was meant is answered, or, where none is answered, stands first or among the suggestions. */
  answered: number;
  first: number;
  among: number;
  /** Another entity than was meant is answered, or one where none was meant. */
  wrong: number;
  /** An entity is answered no name of which has the same words with digits. */
  digits: number;
}

/** How a program did at texts that mean an entity. */
export interface Speed {
  name: string;
  build: number;
  /** The median milliseconds of one text. */
  median: number;
  /** How many texts it was asked, in the time that it has. */
  asked: number;
  /** The shares of those, by how they were changed, whose entity came first. */
  first: Record<string, number>;
}

/** What was measured over so many entities. */
export interface Found {
  entities: number;
  names: number;
  outcomes: Outcome[];
  speeds: Speed[];
}

/** The longest that one program is asked, in milliseconds. */
const LONGEST = 20_000;

/** Measures over `count` made-up entities, the same for the same count. */
export async function findNames(count: number, finders: readonly Finder[]): Promise<Found> {
  const entities = makeEntities(count, randomFrom(1));
  const records = entities.map(recordOf);
  const names = records.flatMap(namesOf);
  const begun = performance.now();
  const store = memoryStore({
    meta: { title: '', description: '', licence: '' },
    entities: records,
    claims: [],
    remarks: [],
    sources: [],
    names,
    texts: new Map(),
  });
  await store.namesByFolded('');
  await store.similarNames('', 1);
  const build = performance.now() - begun;

  const folded = new Set(names.map((name) => name.folded));
  const texts = typedNames(
    entities,
    makeEntities(2000, randomFrom(2)),
    (typed) => folded.has(foldName(typed)),
    randomFrom(3),
  );
  const { outcomes, speed } = await ownResults(store, texts, build);
  const meaning = texts.filter(({ meant }) => meant !== null);
  const speeds = [speed, ...finders.map((finder) => peerResults(finder, names, meaning))];
  return { entities: count, names: names.length, outcomes, speeds };
}

function recordOf({ id, name, kind, role, chinese, aliases, description }: MadeEntity): EntityRecord {
  const chineseNames = chinese === null ? [] : [...new Set([chinese.simplified, chinese.traditional])];
  return {
    id,
    name,
    kind,
    roles: role === null ? [] : [role],
    aliases: [...aliases, ...chineseNames].map((alias) => ({ name: alias, lang: null, ambiguous: false })),
    description,
    location: null,
    links: [],
  };
}

async function ownResults(store: Store, texts: readonly Typed[], build: number) {
  const outcomes = new Map<Sort, Outcome>();
  const asked: [Typed, first: string | undefined][] = [];
  const times: number[] = [];
  for (const text of texts) {
    const { sort, typed, meant } = text;
    const begun = performance.now();
    const resolution = await resolve(store, typed, { correct: true });
    times.push(performance.now() - begun);
    const none = { sort, typed: 0, otherName: 0, answered: 0, first: 0, among: 0, wrong: 0, digits: 0 };
    const outcome = outcomes.get(sort) ?? none;
    outcomes.set(sort, outcome);
    outcome.typed++;
    if ('entity' in resolution) {
      const { entity, state } = resolution;
      if (entity.id === meant) outcome.answered++;
      else if (state === 'exact') outcome.otherName++;
      else outcome.wrong++;
      if (state === 'corrected' && !holdsDigits(entity, typed)) outcome.digits++;
      asked.push([text, entity.id]);
    } else {
      const place = resolution.candidates.findIndex(({ id }) => id === meant);
      if (place === 0) outcome.first++;
      else if (place > 0) outcome.among++;
      asked.push([text, resolution.candidates[0]?.id]);
    }
  }
  const order = [...outcomes.values()].sort((a, b) => (a.sort < b.sort ? -1 : 1));
  const speed = {
    name: 'chipkb',
    build,
    median: quantile(times, 0.5),
    asked: asked.length,
    first: firstShares(asked),
  };
  return { outcomes: order, speed };
}

const digitsOf = (text: string) =>
  wordsOf(text)
    .filter((word) => isVersion(word) && /\d/.test(word))
    .sort()
    .join(' ');

const holdsDigits = (entity: EntityRecord, typed: string): boolean =>
  namesOf(entity).some(({ name }) => digitsOf(name) === digitsOf(typed));

function peerResults({ name, make }: Finder, names: readonly NameRecord[], texts: readonly Typed[]): Speed {
  const begun = performance.now();
  const find = make(names);
  const build = performance.now() - begun;
  const asked: [Typed, first: string | undefined][] = [];
  const times: number[] = [];
  const end = performance.now() + LONGEST;
  for (const text of texts) {
    const start = performance.now();
    if (start > end) break;
    const [first] = find(text.typed);
    times.push(performance.now() - start);
    asked.push([text, first]);
  }
  return { name, build, median: quantile(times, 0.5), asked: asked.length, first: firstShares(asked) };
}

/** Of the texts of each sort that mean an entity, the share for which it came first. */
function firstShares(
  asked: readonly (readonly [Typed, first: string | undefined])[],
): Record<string, number> {
  const counts = new Map<Sort, { all: number; first: number }>();
  for (const [{ sort, meant }, first] of asked) {
    if (meant === null) continue;
    const count = counts.get(sort) ?? { all: 0, first: 0 };
    counts.set(sort, { all: count.all + 1, first: count.first + (first === meant ? 1 : 0) });
  }
  return Object.fromEntries([...counts].map(([sort, { all, first }]) => [sort, first / all]));
}
