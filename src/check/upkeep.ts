/** Rules about what a maintainer would want to know: the unused, the odd, the contradictory, and characters that hide. */
import type { Authored } from '../model/authored.ts';
import type { Place } from '../model/finding.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { edgesOf, type Indexed, idsIn, type Rule, statementId, statementsOf } from './rule.ts';

const mentioned: Rule = {
  id: 'mentioned',
  needsAll: true,
  level: 'warning',
  protects: 'An entity is there because a source says something of it.',
  check(records, report) {
    const named = new Set<string>();
    for (const { value, source } of statementsOf(records)) {
      named.add(source.value.publisher);
      const ids =
        'relation' in value
          ? [
              ...idsIn('from', value.from),
              ...idsIn('to', value.to),
              ...idsIn('via', value.via),
              ...idsIn('with', value.with),
            ]
          : idsIn('subject', value.subject);
      for (const { id } of [...ids, ...idsIn('said-by', value['said-by'])]) named.add(id);
    }
    for (const { value, place } of records.entities) {
      if (!named.has(value.id)) {
        report(
          `no claim or remark names ${value.id}`,
          place(['id']),
          'Record what a source says of it, or remove it.',
          value.id,
        );
      }
    }
  },
};

const sourceUsed: Rule = {
  id: 'source-used',
  level: 'warning',
  protects: 'A source is there because something rests on it.',
  check({ sources }, report) {
    for (const { value, place } of sources) {
      if (value.edges.length === 0 && (value.remarks ?? []).length === 0) {
        report(
          `nothing rests on the source ${value.id}`,
          place(['id']),
          'Record what it states, or remove it.',
          value.id,
        );
      }
    }
  },
};

const developerRole: Rule = {
  id: 'developer-role',
  needsAll: true,
  level: 'warning',
  protects: 'Roles and claims agree: who develops a model is a model developer, and the reverse.',
  check(records, report) {
    const developers = new Set<string>();
    for (const { value } of edgesOf(records)) {
      if (value.relation === 'develops') for (const { id } of idsIn('from', value.from)) developers.add(id);
    }
    for (const { value, place } of records.entities) {
      const hasRole = value.roles?.includes('model-developer') ?? false;
      if (value.kind !== 'company' || hasRole === developers.has(value.id)) continue;
      const message = hasRole
        ? `${value.id} has the role model-developer, and no claim says that it develops a model`
        : `${value.id} develops a model by a claim, and has not the role model-developer`;
      report(message, place(hasRole ? ['roles'] : ['id']), 'Make the two agree.', value.id);
    }
  },
};

const disagreement: Rule = {
  id: 'disagreement',
  level: 'info',
  protects: 'A reader learns that two claims of the same support differ in status or in date.',
  check(records, report) {
    const first = new Map<
      string,
      { status: string | undefined; date: string | undefined; line: number; file: string }
    >();
    for (const edge of edgesOf(records)) {
      const { source, value, path } = edge;
      if (value.relation !== 'supports') continue;
      const via = idsIn('via', value.via)
        .map(({ id }) => id)
        .sort();
      for (const { id: from } of idsIn('from', value.from)) {
        for (const { id: to } of idsIn('to', value.to)) {
          const key = JSON.stringify([from, to, via]);
          const other = first.get(key);
          const place = source.place([...path, 'status']);
          if (!other)
            first.set(key, { status: value.status, date: value.date, line: place.line, file: place.file });
          else if (other.status !== value.status || (other.date && value.date && other.date !== value.date)) {
            const message = `${from} supports ${to}: another claim says “${other.status}”${other.date ? ` on ${other.date}` : ''}, ${other.file}:${other.line}`;
            report(message, place, 'Both are shown, and marked.', statementId(edge));
          }
        }
      }
    }
  },
};

// Controls, soft hyphen, zero-width and bidi characters, line separators, byte order mark, tags.
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

const invisible: Rule = {
  id: 'invisible',
  level: 'error',
  protects: 'A name or a text of our own holds no character that hides, reorders or steers.',
  check(records, report) {
    for (const { text, place } of ownTexts(records)) {
      const found = INVISIBLE.exec(text)?.[0];
      if (found === undefined) continue;
      const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(`the text holds the invisible character U+${code}`, place, 'Remove it.');
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
        report('the text is not in normal form C', place, 'Save it as NFC.', record);
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
        report(`“${word}” mixes scripts that look alike`, place, 'Type it anew in one script.', record);
    }
  },
};

/** A text of the author, at its place, with the id of its record. */
interface OwnText {
  text: string;
  place: Place;
  record: string;
}

function namesOf({ value, place }: Authored<AuthoredEntity>): OwnText[] {
  const at = (text: string, path: (string | number)[]) => ({ text, place: place(path), record: value.id });
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
      if (text !== undefined) yield { text, place: place([field]), record: value.id };
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
        yield { text, place: source.place([...path, field]), record: statementId(statement) };
    }
  }
}

export const upkeepRules: readonly Rule[] = [
  mentioned,
  sourceUsed,
  developerRole,
  disagreement,
  invisible,
  normalForm,
  mixedScripts,
];
