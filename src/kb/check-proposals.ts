/** Checks proposals together with the recorded data, by the same rules, before any of them is recorded. */
import { UNUSED_RULES } from '../check/maintenance.ts';
import { firstOfEachId, type KnownEntities, runRules } from '../check/rule.ts';
import { RULES } from '../check/rules.ts';
import { recordedStatements, Statements } from '../edit/recorded.ts';
import { locateEvidence } from '../load/texts.ts';
import type { Authored, AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import { compareFindings, errorAt, type Finding, type Place } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type {
  ProposalDocument,
  ProposalList,
  ProposedRecord,
  ProposedStatements,
  ProposedValues,
} from '../model/proposals.ts';
import type { AuthoredEntity } from '../model/schema.ts';

export interface CheckedProposals {
  /** What can be recorded. */
  accepted: ProposedValues;
  /** The number of proposals that are recorded already, word for word. */
  recorded: number;
  /** The number of proposals that can't be recorded. */
  refused: number;
  /** What is wrong with those that were refused; each has its place in the document. */
  faults: Finding[];
  /** Warnings about the others. */
  warnings: Finding[];
}

/** The rules that can report a field which an incomplete proposal had, but not in a valid form. */
const NEED_ALL_FIELDS: ReadonlySet<string> = new Set([
  'status',
  'days',
  'claimant',
  'firmness',
  ...UNUSED_RULES,
]);

/** The rules that compare a proposal with one before it. */
const REPETITIONS: ReadonlySet<string> = new Set(['duplicate', 'unique-id', 'unique-name']);

/** Which proposals are accepted. */
export interface Acceptance {
  /** A proposal with a warning is refused too. */
  strict?: boolean;
  /** What needs a refused proposal is refused too, so that the others can be recorded. */
  acceptValid?: boolean;
}

/** Checks the proposals for a source or, if `source` is null, entities before anything refers to them. */
export function checkProposals(
  known: AuthoredRecords,
  source: AuthoredSourceFile | null,
  document: ProposalDocument,
  { strict = false, acceptValid = false }: Acceptance,
): CheckedProposals {
  const fresh = unrecorded(document, known, source);
  const faults = [...document.findings];
  const warnings: Finding[] = [];
  const isFault = ({ level }: Finding) => level === 'error' || (strict && level === 'warning');
  let left = fresh;
  let { incomplete } = document;
  // At first an invalid entity counts as known, so that each fault is reported once, and not for all claims about the entity.
  let invalidIds = document.invalidIds;
  for (let isLast = false; !isLast; invalidIds = new Set()) {
    const isIncomplete = new Set(incomplete);
    // Incomplete proposals come last, so that they are the ones that repeat another.
    const found = findingsOf(known, source, [...left, ...incomplete], invalidIds).filter(
      ({ finding, record }) =>
        !(source === null && UNUSED_RULES.has(finding.rule)) &&
        !(isIncomplete.has(record) && NEED_ALL_FIELDS.has(finding.rule)),
    );
    const faulty = found.filter(({ finding }) => isFault(finding));
    // What repeats a refused proposal can be recorded, so a repetition counts only if nothing else is wrong.
    const decisive = faulty.filter(({ finding }) => !REPETITIONS.has(finding.rule));
    const refused = new Set(
      (acceptValid && decisive.length > 0 ? decisive : faulty).map(({ record }) => record),
    );
    left = left.filter((record) => !refused.has(record));
    isLast = !acceptValid || (refused.size === 0 && invalidIds.size === 0 && incomplete.length === 0);
    for (const { finding, record } of found) {
      const isConsequence = finding.level !== 'error' && UNUSED_RULES.has(finding.rule) && !strict;
      if (refused.has(record) && !isConsequence) faults.push(finding);
      else if (isLast && !refused.has(record) && !isIncomplete.has(record)) warnings.push(finding);
    }
    incomplete = [];
  }
  return {
    accepted: valuesOf(left),
    recorded: document.proposals.length - fresh.length,
    refused: document.count - document.proposals.length + fresh.length - left.length,
    faults: faults.sort(compareFindings),
    warnings,
  };
}

/** The proposals that are not recorded yet, each with what the rules find about it. */
export function checkEachProposal(
  known: AuthoredRecords,
  source: AuthoredSourceFile | null,
  document: ProposalDocument,
): { record: ProposedRecord; findings: Finding[] }[] {
  const fresh = unrecorded(document, known, source);
  const found = groupBy(findingsOf(known, source, fresh, document.invalidIds), ({ record }) => record);
  return fresh.map((record) => ({
    record,
    findings: (found.get(record) ?? []).map(({ finding }) => finding),
  }));
}

/** The records as values, list by list. */
function valuesOf(records: readonly ProposedRecord[]): ProposedValues {
  const values: ProposedValues = { entities: [], edges: [], remarks: [], read: [] };
  for (const { list, value } of records) (values[list] as (typeof value)[]).push(value);
  return values;
}

/** The proposals that are not recorded already, word for word. */
function unrecorded(
  { proposals }: ProposalDocument,
  { entities }: AuthoredRecords,
  source: AuthoredSourceFile | null,
): ProposedRecord[] {
  const recorded = new Set<string>();
  for (const { value } of entities) recorded.add(contentOf({ list: 'entities', value }));
  for (const list of ['edges', 'remarks', 'read'] as const)
    for (const value of source?.value[list] ?? []) recorded.add(contentOf({ list, value }));
  return proposals.filter((record) => !recorded.has(contentOf(record)));
}

/** The content of a record as text: the same for records that differ only in the order of their fields. */
const contentOf = ({ list, value }: { list: ProposalList; value: object }): string =>
  JSON.stringify([list, value], (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** A finding about a proposal. */
interface ProposalFinding {
  finding: Finding;
  record: ProposedRecord;
}

/** What the rules find about proposals, added to the recorded data. */
function findingsOf(
  known: AuthoredRecords,
  source: AuthoredSourceFile | null,
  records: readonly ProposedRecord[],
  invalidIds: ReadonlySet<string>,
): ProposalFinding[] {
  // A rule reports the place that it was given, so the place identifies the proposal.
  const owners = new Map<Place, ProposedRecord>();
  const placeIn =
    (record: ProposedRecord): ProposedRecord['place'] =>
    (path, what) => {
      const place = record.place(path, what);
      owners.set(place, record);
      return place;
    };
  const entities = records.flatMap((record): Authored<AuthoredEntity>[] =>
    record.list === 'entities'
      ? [{ value: record.value, origin: { file: '', path: [] }, place: placeIn(record) }]
      : [],
  );
  const all = [...known.entities, ...entities];
  const findings = runRules(
    RULES,
    {
      ...known,
      entities: all,
      // The last source, so that a rule that compares claims reports the proposal and not the recorded claim.
      sources: [
        ...known.sources.filter((other) => other !== source),
        ...(source ? [withStatements(source, records, placeIn)] : []),
      ],
    },
    entitiesById(all, invalidIds),
  );
  const found = findings.flatMap((finding) => {
    const record = owners.get(finding.place);
    return record ? [{ finding, record }] : [];
  });
  return [...found, ...(source ? repeatedStatements(source, records, found) : [])];
}

/** Entities by id. An invalid entity exists, but nothing is known of it. */
function entitiesById(
  all: readonly Authored<AuthoredEntity>[],
  invalidIds: ReadonlySet<string>,
): KnownEntities {
  const byId = firstOfEachId(all);
  return {
    get: (id) => byId.get(id),
    has: (id) => byId.has(id) || invalidIds.has(id),
    keys: () => byId.keys(),
  };
}

/** A source with the proposed statements after its own. */
function withStatements(
  source: AuthoredSourceFile,
  records: readonly ProposedRecord[],
  placeIn: (proposal: ProposedRecord) => ProposedRecord['place'],
): AuthoredSourceFile {
  const { entities: _, ...added } = valuesOf(records);
  const own = (list: ProposalList) => records.filter((record) => record.list === list).map(placeIn);
  const places = { edges: own('edges'), remarks: own('remarks'), read: own('read') };
  const { value } = source;
  const statements: ProposedStatements = {
    edges: [...value.edges, ...added.edges],
    remarks: [...(value.remarks ?? []), ...added.remarks],
    read: [...(value.read ?? []), ...added.read],
  };
  return {
    ...source,
    value: { ...value, ...statements },
    evidence: new Map([
      ...source.evidence,
      ...locateEvidence({ ...value, ...added }, source.text, () => new Map()),
    ]),
    place(path = [], what) {
      const [list, index, ...rest] = path;
      const isStatement = list === 'edges' || list === 'remarks' || list === 'read';
      const proposed = isStatement && places[list][Number(index) - (value[list]?.length ?? 0)];
      return proposed ? proposed(rest, what) : source.place(path, what);
    },
  };
}

/** Errors for proposals that repeat a statement with fewer or more details, unless the rules have found that. */
function repeatedStatements(
  source: AuthoredSourceFile,
  records: readonly ProposedRecord[],
  found: readonly ProposalFinding[],
): ProposalFinding[] {
  const isDuplicate = ({ finding }: ProposalFinding) => finding.rule === 'duplicate';
  const isError = ({ finding }: ProposalFinding) => finding.level === 'error';
  const recordsOf = (findings: readonly ProposalFinding[]) => new Set(findings.map(({ record }) => record));
  const reported = recordsOf(found.filter(isDuplicate));
  const faulty = recordsOf(found.filter(isError));
  const recorded = recordedStatements(source);
  const earlier = new Statements(source);
  return records.flatMap((record) => {
    if (record.list === 'entities' || reported.has(record)) return [];
    const other = recorded.find(record);
    const line = other === null ? earlier.find(record) : null;
    if (other === null && line === null) {
      if (!faulty.has(record)) earlier.add(record, () => `line ${record.place().line}`);
      return [];
    }
    const message = other === null ? `this repeats ${line}` : `this is recorded already, as ${other}`;
    const hint =
      record.list === 'edges'
        ? 'Leave it out. A claim that differs needs another status, via, claimant or date.'
        : 'Leave it out.';
    return [{ record, finding: errorAt('duplicate', message, record.place(), hint) }];
  });
}
