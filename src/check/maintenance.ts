/** Rules for maintainers: unused records, missing roles, contradictions. */
import { edgesOf, type RecordedEdge, statementsOf } from '../model/authored.ts';
import { areApart, dayRange } from '../model/dates.ts';
import { qualifierKey } from '../model/qualifiers.ts';
import { idsOf, publishersOf, viaKey, viaOf } from '../model/references.ts';
import { claimEnds, listOf } from '../model/statement-ids.ts';
import type { Rule } from './rule.ts';

/** The ids of the rules that warn about a new record until other records refer to it. */
export const UNUSED_RULES: ReadonlySet<string> = new Set(['mentioned', 'source-used']);

const unreferenced: Rule = {
  id: 'mentioned',
  needsAll: true,
  level: 'warning',
  protects:
    'Every entity must occur in at least one claim or remark, or publish or republish the source of one.',
  check(records, report) {
    const referenced = new Set<string>();
    for (const { value, source } of statementsOf(records)) {
      for (const { id } of publishersOf(source.value)) referenced.add(id);
      for (const { id } of idsOf(value)) referenced.add(id);
    }
    for (const { value, place } of records.entities) {
      if (!referenced.has(value.id)) {
        report(
          `no claim or remark refers to ${value.id}`,
          place(['id']),
          'Record what a source says about it, or remove it.',
          value.id,
        );
      }
    }
  },
};

const sourceUsed: Rule = {
  id: 'source-used',
  level: 'warning',
  protects: 'Every source must have a claim or a remark.',
  check({ sources, tables }, report) {
    const empty = [
      ...sources.filter(({ value: { edges, remarks } }) => edges.length + (remarks ?? []).length === 0),
      ...tables.filter(({ cells }) => cells.claims.length + cells.faults.length === 0),
    ];
    for (const { value, place } of empty) {
      report(
        `the source ${value.id} has no claims and no remarks`,
        place(['id']),
        'Record what it states, or remove it.',
        value.id,
      );
    }
  },
};

const developerRole: Rule = {
  id: 'developer-role',
  needsAll: true,
  level: 'warning',
  protects: 'A company must have the role model-developer exactly if a claim says that it develops a model.',
  check(records, report) {
    const developers = new Set<string>();
    for (const { value } of edgesOf(records)) {
      if (value.relation === 'develops') for (const id of listOf(value.from)) developers.add(id);
    }
    for (const { value, place } of records.entities) {
      const hasRole = value.roles?.includes('model-developer') ?? false;
      if (value.kind !== 'company' || hasRole === developers.has(value.id)) continue;
      const message = hasRole
        ? `${value.id} has the role model-developer, but no claim says that it develops a model`
        : `a claim says that ${value.id} develops a model, but it lacks the role model-developer`;
      report(message, place(hasRole ? ['roles'] : ['id']), 'Change one of the two.', value.id);
    }
  },
};

const disagreement: Rule = {
  id: 'disagreement',
  level: 'info',
  protects: 'Claims of the same support should agree in status and date; answers mark those that do not.',
  check(records, report) {
    const claimsBySupport = new Map<string, Map<string, RecordedEdge>>();
    for (const claim of edgesOf(records)) {
      const { source, value, path, ids } = claim;
      if (value.relation !== 'supports' || value.status === undefined || value.withdrawn !== undefined)
        continue;
      for (const { from, to } of claimEnds(value)) {
        // What is said of one number format, mode or task says nothing of another.
        const key = JSON.stringify([from, to, qualifierKey(value)]);
        const others = claimsBySupport.get(key) ?? new Map<string, RecordedEdge>();
        const other = [...others.values()].find((before) => differ(before, claim));
        claimsBySupport.set(key, others);
        // Of claims that are alike the first is enough: a table can state the same thousands of times.
        const alike = JSON.stringify([comparedFields(claim), stackOf(claim)]);
        if (!others.has(alike)) others.set(alike, claim);
        if (other === undefined) continue;
        const { file, line } = other.source.place([...other.path, 'status']);
        const said = `“${other.value.status}”${other.value.date ? ` on ${other.value.date}` : ''}`;
        const message = `${from} supports ${to}: another claim says ${said}, ${file}:${line}`;
        report(message, source.place([...path, 'status']), 'Both are shown, and marked.', ids[0]);
      }
    }
  },
};

/** The source of a claim or, if that is a copy, its origin. */
const witnessOf = ({ source: { value } }: RecordedEdge): string =>
  ('origin' in value ? value.origin : undefined) ?? value.id;

const stackOf = ({ value }: RecordedEdge): string => JSON.stringify(viaOf(value).map(viaKey));

/** What `differ` compares, apart from the stack. */
const comparedFields = (claim: RecordedEdge) => [
  claim.source.value.id,
  witnessOf(claim),
  claim.value.status,
  claim.value.date,
  claim.value['said-by'],
];

/** Whether two claims have different statuses, or two sources date the same statement differently. */
function differ(a: RecordedEdge, b: RecordedEdge): boolean {
  // A table tells stacks apart: what it says of one is no contradiction of what it says of another.
  const isOtherStack = a.source === b.source && 'cells' in a.source && stackOf(a) !== stackOf(b);
  if (a.value.status !== b.value.status) return !isOtherStack;
  const isSameStatement = a.value['said-by'] === b.value['said-by'] && witnessOf(a) !== witnessOf(b);
  const [days, others] = [dayRange(a.value.date), dayRange(b.value.date)];
  return isSameStatement && days !== null && others !== null && areApart(days, others);
}

export const maintenanceRules: readonly Rule[] = [unreferenced, sourceUsed, developerRole, disagreement];
