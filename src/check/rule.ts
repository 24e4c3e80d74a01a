/** What a rule is, and how rules run. */
import { type Authored, type AuthoredRecords, quotedStatementsOf } from '../model/authored.ts';
import type { Finding, Level, Place } from '../model/finding.ts';
import type { AuthoredEntity } from '../model/schema.ts';

/** The description of a rule. */
export interface RuleTerms {
  id: string;
  level: Level;
  /** What must be true, as one sentence. */
  protects: string;
  /** True if the rule reads the texts of the sources, which the npm package does not contain. */
  needsText?: boolean;
}

/** A check of the records of a knowledge base. */
export interface Rule extends RuleTerms {
  /** True for a rule about missing records: it runs only if every file could be read. */
  needsAll?: boolean;
  /** True for a rule that compares sources with each other: it needs all of them at once. */
  acrossSources?: boolean;
  check(records: IndexedRecords, report: Report): void;
}

/**
 * Reports a finding. `hint` is the next step. `record` is the id by which kb.yaml can accept the finding as an exception; errors have none.
 * Finding a place takes longer than most checks, so it may be a function that is called only if needed.
 */
type Report = (message: string, place: Place | (() => Place), hint?: string, record?: string) => void;

/** Records with an index of the entities. */
export interface IndexedRecords extends AuthoredRecords {
  /** The first entity of each id. */
  entity: KnownEntities;
}

/** Entities by id: the part of them that rules about other records need. */
export type KnownEntities = Pick<
  ReadonlyMap<string, { value: Pick<AuthoredEntity, 'id' | 'kind' | 'name' | 'aliases'> }>,
  'get' | 'has' | 'keys'
>;

/** Runs rules; the findings are not sorted. The records may be those of one source, if `entity` contains all entities. */
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

/** The first entity of each id. */
export function firstOfEachId(entities: readonly Authored<AuthoredEntity>[]): KnownEntities {
  const entity = new Map<string, Authored<AuthoredEntity>>();
  for (const record of entities) if (!entity.has(record.value.id)) entity.set(record.value.id, record);
  return entity;
}

/** Every piece of evidence: of claims, of remarks, and of sentences marked as read. */
export function* allEvidence(records: AuthoredRecords) {
  for (const { source, value, path, ids } of quotedStatementsOf(records)) {
    for (const [index, evidence] of value.evidence.entries()) {
      const place = () => source.place([...path, 'evidence', index, 'quote']);
      yield { source, evidence, place, record: ids[0] ?? '' };
    }
  }
  for (const source of records.sources) {
    for (const [index, evidence] of (source.value.read ?? []).entries()) {
      const place = () => source.place(['read', index, 'quote']);
      yield { source, evidence, place, record: source.value.id };
    }
  }
}
