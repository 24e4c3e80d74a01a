/** `npm run bench:names [-- --entities <n>] [--json]`: how well and how fast mistyped names are resolved. */
import { parseArgs } from 'node:util';
import { namesOf } from '../../src/load/to-records.ts';
import { foldName, isVersion, wordsOf } from '../../src/model/names.ts';
import type { EntityRecord } from '../../src/model/records.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { resolve } from '../../src/store/resolve.ts';
import { type MadeEntity, makeEntities } from './entities.ts';
import { randomFrom } from './random.ts';
import { markdownTable, quantile } from './timing.ts';
import { type Change, typedNames } from './typed-names.ts';

/** How often texts with one kind of change were resolved, and to what. */
interface Outcome {
  texts: number;
  /** The text happens to be the name of another entity, and is resolved to that. */
  otherName: number;
  /** Resolved to the entity that was meant; otherwise that entity is the first candidate, or one of the others. */
  right: number;
  first: number;
  listed: number;
  /** Resolved to another entity than was meant, or to one though none was meant. */
  wrong: number;
  /** Resolved to an entity without a name that has the same words with digits. */
  digitChanged: number;
}

const { values } = parseArgs({
  options: { entities: { type: 'string', default: '2000' }, json: { type: 'boolean', default: false } },
});
const count = Number(values.entities);
const made = makeEntities(count, randomFrom(1));
const entities = made.map(recordOf);
const names = entities.flatMap(namesOf);
const folded = new Set(names.map((name) => name.folded));
const store = memoryStore({
  meta: { title: '', description: '', licence: '' },
  entities,
  claims: [],
  remarks: [],
  sources: [],
  names,
  texts: new Map(),
});
// Builds the indexes, which is not timed.
await resolve(store, 'no such name', { correct: true });

const texts = typedNames(
  made,
  makeEntities(2000, randomFrom(2)),
  (typed) => folded.has(foldName(typed)),
  randomFrom(3),
);
const outcomes = new Map<Change, Outcome>();
const times: number[] = [];
for (const { change, typed, meant } of texts) {
  const start = performance.now();
  const resolution = await resolve(store, typed, { correct: true });
  times.push(performance.now() - start);
  const none = { texts: 0, otherName: 0, right: 0, first: 0, listed: 0, wrong: 0, digitChanged: 0 };
  const outcome = outcomes.get(change) ?? none;
  outcomes.set(change, outcome);
  outcome.texts++;
  if ('entity' in resolution) {
    const { entity, state } = resolution;
    if (entity.id === meant) outcome.right++;
    else if (state === 'exact') outcome.otherName++;
    else outcome.wrong++;
    if (state === 'corrected' && !hasSameDigits(entity, typed)) outcome.digitChanged++;
  } else {
    const place = resolution.candidates.findIndex(({ id }) => id === meant);
    if (place === 0) outcome.first++;
    else if (place > 0) outcome.listed++;
  }
}

function recordOf({ id, name, kind, role, chinese, aliases, description }: MadeEntity): EntityRecord {
  const all = [...aliases, ...new Set(chinese ? [chinese.simplified, chinese.traditional] : [])];
  return {
    id,
    name,
    kind,
    roles: role === null ? [] : [role],
    aliases: all.map((alias) => ({ name: alias, lang: null, ambiguous: false })),
    description,
    location: null,
    links: [],
  };
}

function hasSameDigits(entity: EntityRecord, typed: string): boolean {
  const digitsOf = (text: string) =>
    wordsOf(text)
      .filter((word) => isVersion(word) && /\d/.test(word))
      .sort()
      .join(' ');
  return namesOf(entity).some(({ name }) => digitsOf(name) === digitsOf(typed));
}

const median = quantile(times, 0.5);
if (values.json) {
  console.log(
    JSON.stringify({ entities: count, names: names.length, median, outcomes: [...outcomes] }, null, 2),
  );
} else {
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const rows = [...outcomes].sort().map(([change, one]) => {
    const whole = one.texts - one.otherName;
    const shares = [one.right, one.right + one.first, one.right + one.first + one.listed];
    return [change, one.texts, ...shares.map((part) => percent(part, whole)), one.wrong, one.digitChanged];
  });
  const heading = ['typed', 'texts', 'resolved', 'or first', 'or listed', 'wrong', 'digit changed'];
  console.log(markdownTable([heading, ...rows]));
  console.log(`\n${count} entities, ${names.length} names; ${median.toFixed(2)} ms for one text (median).`);
}
