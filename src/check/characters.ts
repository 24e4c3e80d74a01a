/** Rules about characters in names and in texts of the author: those that hide, and those that look like others. */
import type { Authored } from '../model/authored.ts';
import type { Place } from '../model/finding.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';
import { type Indexed, type Rule, statementsOf } from './rule.ts';

const invisible: Rule = {
  id: 'invisible',
  level: 'error',
  protects: 'A name or a text of our own holds no character that hides, reorders or steers.',
  check(records, report) {
    for (const { text, place } of ownTexts(records)) {
      const [found] = text.match(UNSAFE_CHARACTERS) ?? text.match(/[\t\n]/) ?? [];
      if (found === undefined) continue;
      const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(`the text holds the invisible character U+${code}`, place(), 'Remove it.');
    }
  },
};

const normalForm: Rule = {
  id: 'normal-form',
  level: 'warning',
  protects: 'Names and texts of our own are in Unicode normal form C, so that what looks equal is equal.',
  check(records, report) {
    for (const { text, place, record } of ownTexts(records)) {
      if (text !== text.normalize('NFC'))
        report('the text is not in normal form C', place(), 'Save it as NFC.', record);
    }
  },
};

const mixedScripts: Rule = {
  id: 'mixed-scripts',
  level: 'warning',
  protects: 'No word of a name mixes letters that look alike, such as Latin with Cyrillic or Greek.',
  check({ entities }, report) {
    for (const { text, place, record } of entities.flatMap(namesOf)) {
      const word = text
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .find(
          (part) => /\p{Script=Latin}/u.test(part) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(part),
        );
      if (word !== undefined)
        report(`“${word}” mixes scripts that look alike`, place(), 'Type it anew in one script.', record);
    }
  },
};

/** A text of the author, at its place, with the id of its record. */
interface OwnText {
  text: string;
  place: () => Place;
  record: string;
}

function namesOf({ value, place }: Authored<AuthoredEntity>): OwnText[] {
  const at = (text: string, path: (string | number)[]) => ({
    text,
    place: () => place(path),
    record: value.id,
  });
  return [
    at(value.name, ['name']),
    ...(value.aliases ?? []).map((alias, index) =>
      typeof alias === 'string' ? at(alias, ['aliases', index]) : at(alias.name, ['aliases', index, 'name']),
    ),
  ];
}

/** Every text that the author wrote, and did not quote. */
function* ownTexts(records: Indexed): Generator<OwnText> {
  for (const entity of records.entities) {
    yield* namesOf(entity);
    const { value, place } = entity;
    for (const field of ['description', 'location'] as const) {
      const text = value[field];
      if (text !== undefined) yield { text, place: () => place([field]), record: value.id };
    }
  }
  for (const statement of statementsOf(records)) {
    const { source, value, path } = statement;
    const fields = {
      note: value.note,
      'date-basis': value['date-basis'],
      ...('summary' in value && { summary: value.summary }),
    };
    for (const [field, text] of Object.entries(fields)) {
      if (text !== undefined)
        yield { text, place: () => source.place([...path, field]), record: statement.id };
    }
  }
}

export const characterRules: readonly Rule[] = [invisible, normalForm, mixedScripts];
