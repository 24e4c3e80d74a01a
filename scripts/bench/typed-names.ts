/** Mistyped names, made from correct ones, and names that do not exist. */
import { foldName, isVersion, wordsOf } from '../../src/model/names.ts';
import type { MadeEntity } from './entities.ts';
import type { Random } from './random.ts';

/** What is changed in a name, and how many texts are made with that change. */
const CHANGES = {
  'one letter': 300,
  'two letters': 200,
  'two letters of five to seven': 100,
  'words in another order': 100,
  'no spaces and hyphens': 100,
  'the beginning': 100,
  'Chinese scripts mixed': 100,
  'another version': 250,
  'no such name': 250,
} as const;
export type Change = keyof typeof CHANGES;

/** A text as it is typed; `meant` is the id of the entity, null if it names none. */
export interface Typed {
  change: Change;
  typed: string;
  meant: string | null;
}

/** Texts with every kind of change, shuffled. `isName` says whether a text is a name; most of `invented` are not. */
export function typedNames(
  entities: readonly MadeEntity[],
  invented: readonly MadeEntity[],
  isName: (typed: string) => boolean,
  random: Random,
): Typed[] {
  const made: Typed[] = [];
  for (const [change, count] of Object.entries(CHANGES) as [Change, number][]) {
    for (let left = count; left > 0; ) {
      const entity = random.pick(change === 'no such name' ? invented : entities);
      const typed = changed(change, entity, random);
      if (typed === null || (typed === entity.name && change !== 'no such name')) continue;
      const isNone = change === 'no such name' || change === 'another version';
      if (isNone && isName(typed)) continue;
      made.push({ change, typed, meant: isNone ? null : entity.id });
      left--;
    }
  }
  return mixed(made, random);
}

/** A name of the entity with a change; null if it has no name that can be changed so. */
function changed(change: Change, { name, chinese }: MadeEntity, random: Random): string | null {
  switch (change) {
    case 'one letter':
      return lettersOf(name) < 5 ? null : edited(name, 1, random);
    case 'two letters':
      return lettersOf(name) < 8 ? null : edited(name, 2, random);
    case 'two letters of five to seven':
      return lettersOf(name) < 5 || lettersOf(name) > 7 ? null : edited(name, 2, random);
    case 'words in another order': {
      const words = name.split(/[\s-]+/);
      return words.length < 2 ? null : mixed(words, random).join(' ');
    }
    case 'no spaces and hyphens':
      return name.replace(/[\s-]/g, '');
    case 'the beginning':
      return lettersOf(name) < 8
        ? null
        : name.slice(0, Math.ceil(name.length * (0.5 + random.next() / 3))).trim();
    case 'Chinese scripts mixed': {
      if (chinese === null || chinese.simplified === chinese.traditional) return null;
      const [simplified, traditional] = [[...chinese.simplified], [...chinese.traditional]];
      return simplified.map((own, at) => (random.chance(0.5) ? own : traditional[at])).join('');
    }
    case 'another version': {
      const digits = [...name.matchAll(/\d/g)];
      if (digits.length === 0) return null;
      const at = random.pick(digits).index;
      return name.slice(0, at) + random.below(10) + name.slice(at + 1);
    }
    case 'no such name':
      return name;
  }
}

const lettersOf = (name: string): number => foldName(name).match(/\p{L}/gu)?.length ?? 0;

/** Omits, inserts, replaces or swaps as many letters, in words that are no version. */
function edited(name: string, edits: number, random: Random): string | null {
  let text = name;
  for (let edit = 0; edit < edits; edit++) {
    const places = [...text.matchAll(/[\p{L}\p{N}.+#]+/gu)].flatMap(({ 0: word, index }) =>
      wordsOf(word).some(isVersion) ? [] : Array.from(word, (_, at) => index + at),
    );
    if (places.length < 2) return null;
    const at = random.pick(places);
    const letter = random.pick([...'abcdefghijklmnopqrstuvwxyz']);
    const [own = '', next = ''] = [text[at], places.includes(at + 1) ? text[at + 1] : ''];
    const put = random.pick(['', letter + own, letter, next + own]);
    text = text.slice(0, at) + put + text.slice(at + (put === next + own ? 1 + next.length : 1));
  }
  return foldName(text) === foldName(name) ? null : text;
}

function mixed<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0] as T);
}
