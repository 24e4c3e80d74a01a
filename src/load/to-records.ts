/** Converts authored records to the records of a store: one claim for each pair of ends, with everything that is derived. */
import {
  type AnySourceFile,
  type AuthoredRecords,
  type AuthoredSourceFile,
  type AuthoredTableFile,
  allSources,
  idsOfStatements,
} from '../model/authored.ts';
import { publishedBy, statementDates, UNKNOWN_DATE } from '../model/dates.ts';
import { foldName, wordsOf } from '../model/names.ts';
import type {
  ClaimRecord,
  EntityRecord,
  MetaRecord,
  NameRecord,
  QuoteRecord,
  RemarkRecord,
  SourceRecord,
  Statement,
  StoreRecords,
} from '../model/records.ts';
import { viaOf } from '../model/references.ts';
import type {
  AuthoredEntity,
  AuthoredKb,
  AuthoredQuote,
  AuthoredRemark,
  EdgeTerms,
} from '../model/schema.ts';
import { claimEnds, listOf } from '../model/statement-ids.ts';
import { type Relation, relationTerms } from '../model/vocabulary.ts';

/** The records of a knowledge base. Quotes that were not found have line 0; only data with errors has them. */
export function toRecords({ kb, entities, sources, tables }: AuthoredRecords): StoreRecords {
  const all = allSources({ sources, tables }).map(sourceRecords);
  const claims = all.flatMap((records) => records.claims);
  const speakers = speakersOf(claims);
  for (const claim of claims) claim.firstParty = isFirstParty(claim, speakers);
  const entityRecords = entities.map(({ value }) => entityOf(value));
  return {
    meta: metaOf(kb?.value),
    entities: entityRecords,
    claims,
    remarks: all.flatMap(({ remarks }) => remarks),
    sources: all.map(({ source }) => source),
    names: entityRecords.flatMap(namesOf),
    texts: new Map(sources.flatMap(({ value, text }) => (text ? [[value.id, text.text]] : []))),
  };
}

export const metaOf = (kb: AuthoredKb | undefined): MetaRecord => ({
  title: kb?.title ?? '',
  description: kb?.description ?? '',
  licence: kb?.licence ?? '',
});

/** The records of one source. A claim is first-party as far as the claim alone shows (see `isFirstParty`). */
export function sourceRecords(file: AnySourceFile): {
  source: SourceRecord;
  claims: ClaimRecord[];
  remarks: RemarkRecord[];
} {
  if ('cells' in file) {
    const claims = claimsOfCells(file);
    return { source: tableSourceOf(file, claims.length), claims, remarks: [] };
  }
  const claims = claimsOf(file);
  return { source: sourceOf(file, claims.length), claims, remarks: remarksOf(file) };
}

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

/** Whether two names have the same letters and the same words. */
const isAlike = (a: string, b: string): boolean =>
  foldName(a) === foldName(b) && wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** The id, the name and the aliases of an entity. */
export function namesOf({ id, name, aliases }: EntityRecord): NameRecord[] {
  const known = [
    // An id that differs from the name only in punctuation adds nothing.
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
    author: listOf(value.author),
    publisher: value.publisher,
    republishedBy: value['republished-by'] ?? null,
    url: value.url ?? null,
    archived: value.archived ?? null,
    published: value.published === UNKNOWN_DATE ? null : value.published,
    publishedBasis: value['published-basis'] ?? null,
    retrieved: value.retrieved ?? null,
    sha256: value.sha256,
    extent: value.extent,
    repository: null,
    origin: null,
    note: null,
    checked: text ? 'here' : 'recorded',
    edges,
    remarks: value.remarks?.length ?? 0,
    read: (value.read ?? []).flatMap((mark) =>
      evidenceRecords(evidence, [mark]).map((one) => ({ ...one, why: mark.why })),
    ),
  };
}

/** The addresses of GitHub, GitLab and Gitee have the same form. */
const addressOf = (repository: string, commit: string) => `${repository}/tree/${commit}`;

function tableSourceOf({ value }: AuthoredTableFile, edges: number): SourceRecord {
  const { repository, commit, committed, licence, files, tables } = value;
  return {
    id: value.id,
    title: value.title,
    author: [],
    publisher: value.publisher,
    republishedBy: null,
    url: addressOf(repository, commit),
    archived: null,
    published: committed,
    publishedBasis: 'the commit that was read',
    retrieved: null,
    sha256: null,
    extent: null,
    repository: {
      address: repository,
      commit,
      committed,
      licence,
      files: files.map(({ path, sha256, changed = null }) => ({ path, sha256, changed })),
      tables: tables.map(({ id, path = files[0]?.path ?? '', heading, rows }) => ({
        id,
        path,
        heading,
        rows: rows.filter(({ withdrawn }) => withdrawn === undefined).length,
      })),
    },
    origin: value.origin ?? null,
    note: value.note ?? null,
    checked: 'recorded',
    edges,
    remarks: 0,
    read: [],
  };
}

function claimsOfCells(source: AuthoredTableFile): ClaimRecord[] {
  const ids = idsOfStatements(source);
  const { id, commit, committed } = source.value;
  return source.cells.claims.flatMap(({ value, seen }) =>
    claimRecords(value, ids.get(value) ?? [], {
      ...statementOf(id, value, seen ?? committed),
      evidence: value.evidence,
      seen: seen ?? (value.evidence[0]?.commit === commit ? committed : null),
    }),
  );
}

function claimsOf(source: AuthoredSourceFile): ClaimRecord[] {
  const ids = idsOfStatements(source);
  return source.value.edges.flatMap((edge) =>
    claimRecords(edge, ids.get(edge) ?? [], {
      ...statementOf(source.value.id, edge, publishedBy(source.value)),
      evidence: evidenceRecords(source.evidence, edge.evidence),
      seen: null,
    }),
  );
}

/** A claim for each pair of ends of an edge. */
function claimRecords(
  edge: EdgeTerms,
  ids: readonly string[],
  rest: Omit<Statement, 'id'> & Pick<ClaimRecord, 'seen'>,
): ClaimRecord[] {
  const via = viaOf(edge);
  return claimEnds(edge).map(({ from, to }, index) => ({
    id: ids[index] ?? '',
    relation: edge.relation,
    kind: edge.kind ?? null,
    from,
    to,
    status: edge.status ?? null,
    printed: edge.printed ?? null,
    basis: edge.basis ?? null,
    via,
    with: listOf(edge.with),
    precision: edge.precision ?? null,
    mode: edge.mode ?? null,
    task: edge.task ?? null,
    artefact: edge.artefact ?? null,
    withdrawn: edge.withdrawn ?? null,
    firstParty: isFirstParty(
      { relation: edge.relation, from, to, saidBy: edge['said-by'] ?? null },
      new Map(),
    ),
    ...rest,
  }));
}

function remarksOf(source: AuthoredSourceFile): RemarkRecord[] {
  const ids = idsOfStatements(source);
  return (source.value.remarks ?? []).map((remark) => ({
    id: ids.get(remark)?.[0] ?? '',
    topic: remark.topic,
    subject: remark.subject,
    summary: remark.summary,
    ...statementOf(source.value.id, remark, publishedBy(source.value)),
    evidence: evidenceRecords(source.evidence, remark.evidence),
  }));
}

function statementOf(
  source: string,
  statement: EdgeTerms | Omit<AuthoredRemark, 'evidence'>,
  published: string | null,
): Omit<Statement, 'id' | 'evidence'> {
  return {
    saidBy: statement['said-by'] ?? null,
    channel: statement.channel ?? null,
    printedDate: statement['printed-date'] ?? null,
    ...statementDates(statement.date ?? null, published),
    dateBasis: statement['date-basis'] ?? null,
    note: statement.note ?? null,
    source,
  };
}

function evidenceRecords(
  states: AuthoredSourceFile['evidence'],
  evidence: readonly AuthoredQuote[],
): QuoteRecord[] {
  return evidence.map((selector) => {
    const state = states.get(selector);
    const found = state !== undefined && 'position' in state;
    const position = found ? state.position : { line: 0, start: 0, end: 0 };
    return { quote: selector.quote, ...position };
  });
}

/** Who makes, develops or operates a product speaks for it. */
export const SPEAKING_RELATIONS: readonly Relation[] = ['makes', 'develops', 'operates'];

/** The part of a claim that shows who speaks for a product. */
export type ClaimLink = Pick<ClaimRecord, 'relation' | 'from' | 'to'>;

/** The entities that speak for each product, by what the claims say. */
export function speakersOf(claims: Iterable<ClaimLink>): Map<string, Set<string>> {
  const speakers = new Map<string, Set<string>>();
  for (const { relation, from, to } of claims) {
    if (SPEAKING_RELATIONS.includes(relation)) speakers.set(to, (speakers.get(to) ?? new Set()).add(from));
  }
  return speakers;
}

/** Whether the claimant is the subject of the claim or speaks for it; in a symmetric relation, either end. */
export function isFirstParty(
  { saidBy, from, to, relation }: ClaimLink & Pick<ClaimRecord, 'saidBy'>,
  speakers: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (saidBy === null) return false;
  const isOwn = (id: string) => id === saidBy || (speakers.get(id)?.has(saidBy) ?? false);
  return isOwn(from) || (relationTerms(relation).symmetric && isOwn(to));
}
