/** What a rule is: an object with its id, what it protects, and its check. */
import type { Authored, AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import type { Finding, Level, Place } from '../model/finding.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredRemark } from '../model/schema.ts';
import { type Kind, type Relation, relationTerms } from '../model/vocabulary.ts';

/** What is told of a rule. */
export interface RuleTerms {
  id: string;
  level: Level;
  /** What the rule keeps so, as one sentence. */
  protects: string;
}

/** One rule over the records of a knowledge base. */
export interface Rule extends RuleTerms {
  /** It is about what is missing, so it waits until every file can be read. */
  needsAll?: boolean;
  check(records: Indexed, report: Report): void;
}

/** Reports a fault; `hint` is the next step, `record` the id by which kb.yaml can except it (never for an error). */
type Report = (message: string, place: Place, hint?: string, record?: string) => void;

/** The records, with the look-ups that many rules need. */
export interface Indexed extends AuthoredRecords {
  /** The first entity of each id. */
  entity: ReadonlyMap<string, Authored<AuthoredEntity>>;
}

/** Runs rules over records; the findings come in no particular order. */
export function runRules(rules: readonly Rule[], records: AuthoredRecords): Finding[] {
  const entity = new Map<string, Authored<AuthoredEntity>>();
  for (const record of records.entities) {
    if (!entity.has(record.value.id)) entity.set(record.value.id, record);
  }
  const findings: Finding[] = [];
  for (const { id, level, check, needsAll } of rules) {
    if (needsAll && !records.isComplete) continue;
    check({ ...records, entity }, (message, place, hint, record) =>
      findings.push({ level, rule: id, message, hint: hint ?? null, record: record ?? null, place }),
    );
  }
  return findings;
}

/** An edge or remark in its source, with the way to it. */
export interface Located<T> {
  source: AuthoredSourceFile;
  value: T;
  path: readonly [list: 'edges' | 'remarks', index: number];
}

/** Every authored edge, source by source. */
export function* edgesOf(records: AuthoredRecords): Generator<Located<AuthoredEdge>> {
  for (const source of records.sources) {
    for (const [index, value] of source.value.edges.entries())
      yield { source, value, path: ['edges', index] };
  }
}

/** Every authored edge and remark, source by source. */
export function* statementsOf(records: AuthoredRecords): Generator<Located<AuthoredEdge | AuthoredRemark>> {
  yield* edgesOf(records);
  for (const source of records.sources) {
    for (const [index, value] of (source.value.remarks ?? []).entries()) {
      yield { source, value, path: ['remarks', index] };
    }
  }
}

/** Every quoted passage: of edges, of remarks, and of what was read and states nothing. */
export function* passagesOf(records: AuthoredRecords) {
  for (const statement of statementsOf(records)) {
    const { source, value, path } = statement;
    for (const [index, evidence] of value.evidence.entries()) {
      yield {
        source,
        evidence,
        place: source.place([...path, 'evidence', index, 'quote']),
        record: statementId(statement),
      };
    }
  }
  for (const source of records.sources) {
    for (const [index, evidence] of (source.value.read ?? []).entries()) {
      yield { source, evidence, place: source.place(['read', index, 'quote']), record: source.value.id };
    }
  }
}

/** The id by which a statement can be excepted: that of its claim, or of its first where it expands to several. */
export function statementId({ source, value }: Located<AuthoredEdge | AuthoredRemark>): string {
  if (!('relation' in value))
    return `${value['said-by'] ?? 'unattributed'}.${value.topic}@${source.value.id}`;
  const [from, to] = [idsIn('from', value.from)[0]?.id, idsIn('to', value.to)[0]?.id];
  return `${from}.${value.relation}.${to}@${source.value.id}`;
}

/** One id that a field holds, with the way to it. */
export interface Reference {
  id: string;
  path: (string | number)[];
}

/** The ids in a field that takes one id or a list of them, plain or as `{id}`. */
export function idsIn(
  field: string,
  value: undefined | string | { id: string } | (string | { id: string })[],
): Reference[] {
  if (value === undefined) return [];
  const one = (item: string | { id: string }, path: (string | number)[]): Reference =>
    typeof item === 'string' ? { id: item, path } : { id: item.id, path: [...path, 'id'] };
  return Array.isArray(value) ? value.map((item, index) => one(item, [field, index])) : [one(value, [field])];
}

/** A `via` in a form that is equal for equal ids and versions, in any order. */
export function viaKey(via: AuthoredEdge['via']): string {
  const items = via === undefined ? [] : Array.isArray(via) ? via : [via];
  const keys = items.map((item) =>
    typeof item === 'string' ? [item, null] : [item.id, item.version ?? null],
  );
  return JSON.stringify(keys.map((key) => JSON.stringify(key)).sort());
}

/** The kinds allowed at an end of a relation. */
export const kindsAt = (relation: Relation, end: 'from' | 'to'): readonly Kind[] =>
  relationTerms(relation)[end];
