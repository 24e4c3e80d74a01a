/** Authored records that passed the checks -> the records that a store holds: one claim an edge, each with its id. */
import type { AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import { foldName, wordsOf } from '../model/names.ts';
import type {
  ClaimRecord,
  EntityRecord,
  EvidenceRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
  StoreRecords,
  Via,
} from '../model/records.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredEvidence, AuthoredRemark } from '../model/schema.ts';
import { listOf, statementIds } from '../model/statement-ids.ts';
import { type Relation, relationTerms } from '../model/vocabulary.ts';

/** Expands lists at either end into one claim each and computes what is derived: ids, counts, who speaks for itself. */
export function toRecords({ kb, entities, sources }: AuthoredRecords): StoreRecords {
  const bySource = sources.map(claimsOf);
  const claims = bySource.flat();
  const speakers = speakersOf(claims);
  for (const claim of claims) claim.firstParty = isFirstParty(claim, speakers);
  const remarks = sources.flatMap(remarksOf);
  const entityRecords = entities.map(({ value }) => entityOf(value));
  return {
    meta: {
      title: kb?.value.title ?? '',
      description: kb?.value.description ?? '',
      licence: kb?.value.licence ?? '',
    },
    entities: entityRecords,
    claims,
    remarks,
    sources: sources.map((source, index) => sourceOf(source, bySource[index]?.length ?? 0)),
    names: entityRecords.flatMap(namesOf),
    texts: new Map(sources.flatMap(({ value, text }) => (text ? [[value.id, text.text]] : []))),
  };
}

/** The record of an entity, with what was left out as null or empty. */
export function entityOf(value: AuthoredEntity): EntityRecord {
  return {
    id: value.id,
    name: value.name,
    kind: value.kind,
    roles: value.roles ?? [],
    aliases: (value.aliases ?? []).map((alias) =>
      typeof alias === 'string'
        ? { name: alias, lang: null, ambiguous: false }
        : { name: alias.name, lang: alias.lang ?? null, ambiguous: alias.ambiguous ?? false },
    ),
    description: value.description,
    location: value.location ?? null,
    links: value.links ?? [],
  };
}

/** Whether two names are the same in spelling and in words. */
const isAlike = (a: string, b: string): boolean =>
  foldName(a) === foldName(b) && wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** Every name that an entity can be called by. */
export function namesOf({ id, name, aliases }: EntityRecord): NameRecord[] {
  const known = [
    // An id that is the name in other signs adds nothing.
    ...(isAlike(id, name) ? [] : [{ name: id, ambiguous: false, isPrinted: false }]),
    { name, ambiguous: false, isPrinted: true },
    ...aliases.map((alias) => ({ ...alias, isPrinted: false })),
  ];
  return known.map((item) => ({
    entity: id,
    name: item.name,
    folded: foldName(item.name),
    isPrinted: item.isPrinted,
    ambiguous: item.ambiguous,
  }));
}

function sourceOf({ value, text, evidence }: AuthoredSourceFile, edges: number): SourceRecord {
  return {
    id: value.id,
    title: value.title,
    publisher: value.publisher,
    url: value.url ?? null,
    published: value.published,
    publishedBasis: value['published-basis'] ?? null,
    retrieved: value.retrieved ?? null,
    sha256: value.sha256,
    extent: value.extent,
    text: text ? 'here' : 'verified-when-built',
    edges,
    remarks: value.remarks?.length ?? 0,
    read: (value.read ?? []).flatMap((mark) =>
      passagesOf(evidence, [mark]).map((passage) => ({ ...passage, why: mark.why })),
    ),
  };
}

function claimsOf(source: AuthoredSourceFile): ClaimRecord[] {
  const ids = statementIds(source.value);
  return source.value.edges.flatMap((edge) => {
    const via: Via[] = listOf(edge.via).map((item) =>
      typeof item === 'string' ? { id: item, version: null } : { id: item.id, version: item.version ?? null },
    );
    const pairs = listOf(edge.from).flatMap((from) => listOf(edge.to).map((to) => ({ from, to })));
    return pairs.map(({ from, to }, index) => ({
      id: ids.get(edge)?.[index] ?? '',
      relation: edge.relation,
      from,
      to,
      status: edge.status ?? null,
      printed: edge.printed ?? null,
      via,
      with: listOf(edge.with),
      firstParty: false,
      ...statementOf(source, edge),
    }));
  });
}

function remarksOf(source: AuthoredSourceFile): RemarkRecord[] {
  const ids = statementIds(source.value);
  return (source.value.remarks ?? []).map((remark) => ({
    id: ids.get(remark)?.[0] ?? '',
    topic: remark.topic,
    subject: remark.subject,
    summary: remark.summary,
    ...statementOf(source, remark),
  }));
}

function statementOf(source: AuthoredSourceFile, statement: AuthoredEdge | AuthoredRemark) {
  return {
    saidBy: statement['said-by'] ?? null,
    channel: statement.channel ?? null,
    printedDate: statement['printed-date'] ?? null,
    date: statement.date ?? null,
    dateBasis: statement['date-basis'] ?? null,
    note: statement.note ?? null,
    source: source.value.id,
    evidence: passagesOf(source.evidence, statement.evidence),
  };
}

/** The passages of authored evidence; one that was not found, as only data with errors has, stands on line 0. */
function passagesOf(
  states: AuthoredSourceFile['evidence'],
  evidence: readonly AuthoredEvidence[],
): EvidenceRecord[] {
  return evidence.map((selector) => {
    const state = states.get(selector);
    const found = state !== undefined && 'position' in state;
    const position = found ? state.position : { line: 0, start: 0, end: 0 };
    return { quote: selector.quote, ...position, verified: found };
  });
}

const SPEAKS_FOR: readonly Relation[] = ['makes', 'develops', 'operates'];

/** For each product, who makes, develops or operates it, and so speaks for it. */
function speakersOf(claims: readonly ClaimRecord[]): Map<string, Set<string>> {
  const speakers = new Map<string, Set<string>>();
  for (const { relation, from, to } of claims) {
    if (SPEAKS_FOR.includes(relation)) speakers.set(to, (speakers.get(to) ?? new Set()).add(from));
  }
  return speakers;
}

function isFirstParty(
  { saidBy, from, to, relation }: ClaimRecord,
  speakers: Map<string, Set<string>>,
): boolean {
  if (saidBy === null) return false;
  const own = (id: string) => id === saidBy || (speakers.get(id)?.has(saidBy) ?? false);
  return own(from) || (relationTerms(relation).symmetric && own(to));
}
