/** What a rule is: an object with its id, what it protects, and its check. */
import type { Authored, AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import type { Finding, Level, Place } from '../model/finding.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredRemark } from '../model/schema.ts';
import { listOf, statementIds } from '../model/statement-ids.ts';
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

/**
 * Reports a fault; `hint` is the next step, `record` the id by which kb.yaml can except it (never for an error). A place is
 * found when it is reported: to find one takes longer than most checks.
 */
type Report = (message: string, place: Place | (() => Place), hint?: string, record?: string) => void;

/** The records, with the look-ups that many rules need. */
export interface Indexed extends AuthoredRecords {
  /** The first entity of each id. */
  entity: KnownEntities;
}

/** Entities by id, as far as rules about other records need them. */
export type KnownEntities = Pick<
  ReadonlyMap<string, { value: Pick<AuthoredEntity, 'id' | 'kind' | 'name' | 'aliases'> }>,
  'get' | 'has' | 'keys'
>;

/**
 * Runs rules over records; the findings come in no particular order. The records may be those of one source, if all entities
 * are told.
 */
export function runRules(
  rules: readonly Rule[],
  records: AuthoredRecords,
  entity: KnownEntities = firstOfEachId(records.entities),
): Finding[] {
  const findings: Finding[] = [];
  for (const { id, level, check, needsAll } of rules) {
    if (needsAll && !records.isComplete) continue;
    check({ ...records, entity }, (message, place, hint, record) =>
      findings.push({
        level,
        rule: id,
        message,
        hint: hint ?? null,
        record: record ?? null,
        place: typeof place === 'function' ? place() : place,
      }),
    );
  }
  return findings;
}

function firstOfEachId(entities: readonly Authored<AuthoredEntity>[]): KnownEntities {
  const entity = new Map<string, Authored<AuthoredEntity>>();
  for (const record of entities) if (!entity.has(record.value.id)) entity.set(record.value.id, record);
  return entity;
}

/** An edge or remark in its source, with the way to it. */
export interface Located<T> {
  source: AuthoredSourceFile;
  value: T;
  path: readonly [list: 'edges' | 'remarks', index: number];
  /** By which it can be excepted: the id of its claim, or of the first where it expands to several. */
  id: string;
}

const knownIds = new WeakMap<AuthoredSourceFile, ReturnType<typeof statementIds>>();

/** The ids of the statements of a source, which many rules want. */
function idsIn(source: AuthoredSourceFile): ReturnType<typeof statementIds> {
  const ids = knownIds.get(source) ?? statementIds(source.value);
  knownIds.set(source, ids);
  return ids;
}

/** Every authored edge, source by source. */
export function* edgesOf(records: AuthoredRecords): Generator<Located<AuthoredEdge>> {
  for (const source of records.sources) {
    const ids = idsIn(source);
    for (const [index, value] of source.value.edges.entries()) {
      yield { source, value, path: ['edges', index], id: ids.get(value)?.[0] ?? '' };
    }
  }
}

/** Every authored edge and remark, source by source. */
export function* statementsOf(records: AuthoredRecords): Generator<Located<AuthoredEdge | AuthoredRemark>> {
  yield* edgesOf(records);
  for (const source of records.sources) {
    const ids = idsIn(source);
    for (const [index, value] of (source.value.remarks ?? []).entries()) {
      yield { source, value, path: ['remarks', index], id: ids.get(value)?.[0] ?? '' };
    }
  }
}

/** Every quoted passage: of edges, of remarks, and of what was read and states nothing. */
export function* passagesOf(records: AuthoredRecords) {
  for (const { source, value, path, id } of statementsOf(records)) {
    for (const [index, evidence] of value.evidence.entries()) {
      yield {
        source,
        evidence,
        place: () => source.place([...path, 'evidence', index, 'quote']),
        record: id,
      };
    }
  }
  for (const source of records.sources) {
    for (const [index, evidence] of (source.value.read ?? []).entries()) {
      yield {
        source,
        evidence,
        place: () => source.place(['read', index, 'quote']),
        record: source.value.id,
      };
    }
  }
}

/** A `via` in a form that is equal for equal ids and versions, in any order. */
export function viaKey(via: AuthoredEdge['via']): string {
  const keys = listOf(via).map((item) =>
    typeof item === 'string' ? [item, null] : [item.id, item.version ?? null],
  );
  return JSON.stringify(keys.map((key) => JSON.stringify(key)).sort());
}

/** The kinds allowed at an end of a relation. */
export const kindsAt = (relation: Relation, end: 'from' | 'to'): readonly Kind[] =>
  relationTerms(relation)[end];
