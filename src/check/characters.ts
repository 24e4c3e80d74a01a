/** Rules about invisible and look-alike characters in what the authors of the knowledge base wrote. */
import { type Authored, statementsOf } from '../model/authored.ts';
import type { Place } from '../model/finding.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { UNSAFE_CHARACTERS } from '../model/unsafe-characters.ts';
import type { IndexedRecords, Rule } from './rule.ts';

const invisible: Rule = {
  id: 'invisible',
  level: 'error',
  protects:
    'A name or text must not contain invisible or control characters, or characters that reorder text.',
  check(records, report) {
    for (const { text, place } of writtenTexts(records)) {
      const [found] = text.match(UNSAFE_CHARACTERS) ?? text.match(/[\t\n]/) ?? [];
      if (found === undefined) continue;
      const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(`invisible character U+${code}`, place(), 'Remove it.');
    }
  },
};

const normalForm: Rule = {
  id: 'normal-form',
  level: 'warning',
  protects: 'Names and texts must be in Unicode normal form C, so that what looks equal is equal.',
  check(records, report) {
    for (const { text, place, record } of writtenTexts(records)) {
      if (text !== text.normalize('NFC'))
        report('the text is not in normal form C', place(), 'Save it as NFC.', record);
    }
  },
};

const mixedScripts: Rule = {
  id: 'mixed-scripts',
  level: 'warning',
  protects: 'A word of a name must not mix Latin with Cyrillic or Greek letters, which look alike.',
  check({ entities }, report) {
    for (const { text, place, record } of entities.flatMap(writtenNames)) {
      const word = text
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .find(
          (part) => /\p{Script=Latin}/u.test(part) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(part),
        );
      if (word !== undefined)
        report(`“${word}” mixes scripts that look alike`, place(), 'Type it again in one script.', record);
    }
  },
};

/** A text that an author wrote, with its place and the id of its record. */
interface WrittenText {
  text: string;
  place: () => Place;
  record: string;
}

function writtenNames({ value, place }: Authored<AuthoredEntity>): WrittenText[] {
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

/** Every text that is not a quote: names, descriptions, notes. */
function* writtenTexts(records: IndexedRecords): Generator<WrittenText> {
  for (const entity of records.entities) {
    yield* writtenNames(entity);
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
        yield { text, place: () => source.place([...path, field]), record: statement.ids[0] ?? '' };
    }
  }
  for (const { value, place } of records.sources) {
    for (const [index, { why }] of (value.read ?? []).entries())
      yield { text: why, place: () => place(['read', index, 'why']), record: value.id };
  }
}

export const characterRules: readonly Rule[] = [invisible, normalForm, mixedScripts];
