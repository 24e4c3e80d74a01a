/** What a rule is: an object with its id, what it protects, and its check. */
import type { Authored, AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import type { Finding, Level, Place } from '../model/finding.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredRemark } from '../model/schema.ts';
import { type Kind, type Relation, relationTerms } from '../model/vocabulary.ts';

/** One rule over the records of a knowledge base. */
export interface Rule {
  id: string;
  level: Level;
  /** What the rule keeps from happening, as one sentence. */
  protects: string;
  check(records: Indexed, report: Report): void;
}

/** Reports a fault; `hint` is the next step. */
export type Report = (message: string, place: Place, hint?: string) => void;

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
  for (const { id, level, check } of rules) {
    check({ ...records, entity }, (message, place, hint) =>
      findings.push({ level, rule: id, message, hint: hint ?? null, place }),
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

/** The kinds allowed at an end of a relation. */
export const kindsAt = (relation: Relation, end: 'from' | 'to'): readonly Kind[] =>
  relationTerms(relation)[end];
