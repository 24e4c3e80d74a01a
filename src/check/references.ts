/** Rules about what a claim may refer to: existing ids, the right kinds, a status where one belongs. */
import { allSources, edgesOf, statementsOf } from '../model/authored.ts';
import type { Place } from '../model/finding.ts';
import { foldName } from '../model/names.ts';
import {
  idsIn,
  idsOf,
  idsOfTables,
  namesOfEntity,
  publishersOf,
  type Reference,
} from '../model/references.ts';
import type { EdgeTerms } from '../model/schema.ts';
import { MEMBERSHIPS, REFERENCE_KINDS, relationTerms, STATUSES, words } from '../model/vocabulary.ts';
import type { IndexedRecords, Rule } from './rule.ts';

const reference: Rule = {
  id: 'reference',
  needsAll: true,
  level: 'error',
  protects: 'Every id in a record must be the id of an entity.',
  check(records, report) {
    const expectKnown = (id: string, place: () => Place) => {
      if (records.entity.has(id)) return;
      const similar = similarIds(records, id);
      report(
        `no entity has the id “${id}”`,
        place,
        similar.length === 0
          ? 'Add an entity with this id.'
          : `Did you mean ${similar.join(' or ')}? Otherwise add an entity with this id.`,
      );
    };
    for (const { value, place } of allSources(records))
      for (const { id, path } of publishersOf(value)) expectKnown(id, () => place(path));
    for (const { value, place } of records.tables)
      for (const { id, path } of idsOfTables(value)) expectKnown(id, () => place(path));
    for (const { source, value, path } of statementsOf(records)) {
      // The ids of a cell come from the maps of its source.
      if (path[0] === 'tables') continue;
      for (const { id, path: field } of idsOf(value))
        expectKnown(id, () => source.place([...path, ...field]));
    }
  },
};

/** The most ids that a hint names. */
const MAX_SIMILAR = 3;

/** The ids of the entities that an unknown id names or, if it names none, that start with most of it. */
function similarIds({ entity }: IndexedRecords, id: string): string[] {
  const ids = [...entity.keys()];
  const folded = foldName(id);
  const named = ids.filter((other) => {
    const value = entity.get(other)?.value;
    return value !== undefined && namesOfEntity(value).some((name) => foldName(name) === folded);
  });
  if (named.length > 0) return named;
  const alike = ids.filter((other) => sharedStart(id, other) * 3 >= Math.max(id.length, other.length) * 2);
  return alike.sort((a, b) => sharedStart(id, b) - sharedStart(id, a)).slice(0, MAX_SIMILAR);
}

/** How many letters and digits two ids have in common at the start. */
function sharedStart(a: string, b: string): number {
  const [left, right] = [a, b].map((id) => id.replace(/[-.]/g, '')) as [string, string];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

const relationEnds: Rule = {
  id: 'relation-ends',
  level: 'error',
  protects: 'Both ends of a relation must be of the kinds that the relation allows.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      for (const end of ['from', 'to'] as const) {
        const allowed: readonly string[] = relationTerms(value.relation)[end];
        for (const { id, path: field } of idsIn(end, value[end])) {
          const kind = records.entity.get(id)?.value.kind;
          if (kind === undefined || allowed.includes(kind)) continue;
          const preposition = end === 'from' ? 'start at' : 'point to';
          report(
            `${id} is of kind ${kind}; “${value.relation}” must ${preposition} ${allowed.join(', ')}`,
            source.place([...path, ...field]),
          );
        }
      }
    }
  },
};

const participants: Rule = {
  id: 'participants',
  level: 'error',
  protects:
    '`via` must be hardware, a service or a framework; `with` and `said-by` a company, service, person or publisher; `publisher` and `republished-by` a publisher, company or service.',
  check(records, report) {
    const expectKinds = (
      field: string,
      allowed: readonly string[],
      references: readonly Reference[],
      place: (path: Reference['path']) => Place,
    ) => {
      for (const { id, path } of references) {
        const kind = records.entity.get(id)?.value.kind;
        if (kind !== undefined && !allowed.includes(kind))
          report(`${id} is of kind ${kind}; \`${field}\` takes ${allowed.join(', ')}`, place(path));
      }
    };
    for (const { value, place } of allSources(records))
      for (const reference of publishersOf(value))
        expectKinds(String(reference.path[0]), REFERENCE_KINDS.publisher, [reference], (path) => place(path));
    for (const { source, value, path } of statementsOf(records)) {
      const place = (field: Reference['path']) => source.place([...path, ...field]);
      expectKinds('said-by', REFERENCE_KINDS['said-by'], idsIn('said-by', value['said-by']), place);
      if (!('relation' in value)) continue;
      expectKinds('via', REFERENCE_KINDS.via, idsIn('via', value.via), place);
      expectKinds('with', REFERENCE_KINDS.with, idsIn('with', value.with), place);
    }
  },
};

/** Whether a claim may have the kind that it has. */
function hasKind({ relation, kind }: EdgeTerms): boolean {
  if (kind === undefined) return true;
  const isMembership = Object.hasOwn(MEMBERSHIPS, kind);
  return relation === (isMembership ? 'member-of' : 'derived-from');
}

/** The fields of claims of support only. */
const SUPPORT_FIELDS = ['status', 'basis', 'precision', 'mode', 'task', 'artefact'] as const;

const statusOfSupport: Rule = {
  id: 'status',
  level: 'error',
  protects:
    'A claim of support must have a status; no other claim may have one, or another field of support. Only `derived-from` has a kind, and `member-of` the kind `size`.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      const isRequired = relationTerms(value.relation).status;
      if (isRequired && value.status === undefined) {
        report(
          `“${value.relation}” requires a status`,
          source.place(path),
          `Add one of ${words(STATUSES).join(', ')}.`,
        );
      }
      const misplaced = [
        ...(isRequired ? [] : SUPPORT_FIELDS),
        ...(hasKind(value) ? [] : (['kind'] as const)),
      ].filter((field) => value[field] !== undefined);
      for (const field of misplaced) {
        report(
          `“${value.relation}” takes no ${field}${field === 'kind' ? ` “${value.kind}”` : ''}`,
          source.place([...path, field], 'key'),
          'Remove it; say it in a note.',
        );
      }
    }
  },
};

export const referenceRules: readonly Rule[] = [reference, relationEnds, participants, statusOfSupport];
