/** Rules about what a claim may connect: ids that exist, kinds that fit, statuses where they belong. */

import { idsIn, idsOf, type Reference } from '../model/references.ts';
import { relationTerms, STATUSES, words } from '../model/vocabulary.ts';
import { edgesOf, kindsAt, type Rule, statementsOf } from './rule.ts';

const VIA_KINDS: readonly string[] = ['hardware', 'service', 'framework'];
const WITH_KINDS: readonly string[] = ['company', 'service', 'person', 'publisher'];

const reference: Rule = {
  id: 'reference',
  needsAll: true,
  level: 'error',
  protects: 'Every id that a record names is an entity of the knowledge base.',
  check(records, report) {
    const known = (id: string) => records.entity.has(id);
    const hint = (id: string) => {
      const near = [...records.entity.keys()].find((other) => other.includes(id) || id.includes(other));
      return near
        ? `Did you mean ${near}? Entities stand in entities/.`
        : 'Add the entity to a file in entities/.';
    };
    for (const { value, place } of records.sources) {
      if (!known(value.publisher))
        report(`no entity has the id “${value.publisher}”`, place(['publisher']), hint(value.publisher));
    }
    for (const { source, value, path } of statementsOf(records)) {
      for (const { id, path: field } of idsOf(value)) {
        if (!known(id)) report(`no entity has the id “${id}”`, source.place([...path, ...field]), hint(id));
      }
    }
  },
};

const relationEnds: Rule = {
  id: 'relation-ends',
  level: 'error',
  protects: 'A relation connects the kinds of entities that it is about.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      for (const end of ['from', 'to'] as const) {
        const allowed = kindsAt(value.relation, end);
        for (const { id, path: field } of idsIn(end, value[end])) {
          const kind = records.entity.get(id)?.value.kind;
          if (kind && !allowed.includes(kind)) {
            const place = source.place([...path, ...field]);
            report(`${id} is of kind ${kind}; “${value.relation}” goes ${end} ${allowed.join(', ')}`, place);
          }
        }
      }
    }
  },
};

const participants: Rule = {
  id: 'participants',
  level: 'error',
  protects:
    '`via` names what a claim runs on, `with` who takes part; publisher and claimant are able to speak.',
  check(records, report) {
    const hold = (
      allowed: readonly string[],
      found: Reference[],
      say: string,
      place: (path: (string | number)[]) => ReturnType<(typeof records.sources)[0]['place']>,
    ) => {
      for (const { id, path } of found) {
        const kind = records.entity.get(id)?.value.kind;
        if (kind && !allowed.includes(kind))
          report(`${id} is of kind ${kind}; ${say} takes ${allowed.join(', ')}`, place(path));
      }
    };
    for (const { value, place } of records.sources) {
      hold(['publisher', 'company', 'service'], idsIn('publisher', value.publisher), '`publisher`', (path) =>
        place(path),
      );
    }
    for (const { source, value, path } of statementsOf(records)) {
      const place = (field: (string | number)[]) => source.place([...path, ...field]);
      hold(WITH_KINDS, idsIn('said-by', value['said-by']), '`said-by`', place);
      if (!('relation' in value)) continue;
      hold(VIA_KINDS, idsIn('via', value.via), '`via`', place);
      hold(WITH_KINDS, idsIn('with', value.with), '`with`', place);
    }
  },
};

const statusBelongs: Rule = {
  id: 'status',
  level: 'error',
  protects: 'A claim of support says how firm it is, and no other relation does.',
  check(records, report) {
    for (const { source, value, path } of edgesOf(records)) {
      const wanted = relationTerms(value.relation).status;
      if (wanted && value.status === undefined) {
        report(
          `“${value.relation}” wants a status`,
          source.place(path),
          `Add one of ${words(STATUSES).join(', ')}.`,
        );
      }
      if (!wanted && value.status !== undefined) {
        report(
          `“${value.relation}” takes no status`,
          source.place([...path, 'status'], 'key'),
          'Remove it; say it in a note.',
        );
      }
    }
  },
};

export const referenceRules: readonly Rule[] = [reference, relationEnds, participants, statusBelongs];
