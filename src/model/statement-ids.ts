/** Ids of claims and remarks. They are derived from the content, so they are readable and change only with it. */
import { groupBy } from './group-by.ts';
import type { CellRecord } from './records.ts';
import type { AuthoredQuote, AuthoredRemark, EdgeTerms } from './schema.ts';
import { sha256 } from './sha256.ts';
import { type Relation, relationTerms } from './vocabulary.ts';

/** A field that contains one value, a list or nothing, as a list. */
export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The distinct ids as they are authored: a single one without a list. */
export function idOrList(ids: readonly string[]): string | string[] {
  const distinct = [...new Set(ids)];
  const [first, ...others] = distinct;
  return first !== undefined && others.length === 0 ? first : distinct;
}

/** The ends of every claim that an authored edge states: each `from` with each `to`. */
export const claimEnds = ({ from, to }: Pick<EdgeTerms, 'from' | 'to'>): { from: string; to: string }[] =>
  listOf(from).flatMap((one) => listOf(to).map((other) => ({ from: one, to: other })));

/** The values of each field that makes two claims of one source with the same relation and ends different claims. */
export function qualifierFields(edge: EdgeTerms): string[][] {
  const via = listOf(edge.via).map((item) =>
    typeof item === 'string' ? item : `${item.id} ${item.version ?? ''}`,
  );
  const { kind, status, basis, precision, mode, task, artefact, channel, date, withdrawn } = edge;
  const withdrawal = typeof withdrawn === 'object' ? withdrawn.commit : withdrawn;
  const single = [kind, status, basis, precision, mode, task, artefact, edge['said-by'], channel];
  return [
    via.sort(),
    listOf(edge.with).sort(),
    // In an id, “../2025-02-07” is “by-2025-02-07”.
    ...[...single, date?.replace('../', 'by ') ?? edge['printed-date'], withdrawal].map(listOf),
  ];
}

/** The values of `qualifierFields` as one list; '' for a field that takes one value and has none. */
export function qualifiersOf(edge: EdgeTerms): string[] {
  const [via = [], others = [], ...single] = qualifierFields(edge);
  return [...via, ...others, ...single.map(([value = '']) => value)];
}

/** What two claims with the same relation and ends have in common. The ends of a symmetric relation have no order. */
export const claimKey = (relation: Relation, from: string, to: string): string =>
  JSON.stringify([relation, ...(relationTerms(relation).symmetric ? [from, to].sort() : [from, to])]);

/** What a claim says, with its quotes or cells. */
export type EdgeWithEvidence = EdgeTerms & { evidence: readonly (AuthoredQuote | CellRecord)[] };

/** The statements of a source. */
interface StatementsOfSource {
  id: string;
  edges: readonly EdgeWithEvidence[];
  remarks?: readonly AuthoredRemark[] | undefined;
}

/**
 * The ids of every claim and remark of a source, such as `metax.makes.metax-gpus@scmp-deepseek-chips`. An authored edge has one
 * id for each of its `claimEnds`. If several claims have the same relation and ends, their ids contain their qualifiers; if those
 * are not enough, a hash of their qualifiers and evidence. So a claim that is added changes no id but those that would equal its own.
 */
export function statementIds(source: StatementsOfSource): ReadonlyMap<object, readonly string[]> {
  const claims = source.edges.flatMap((edge) =>
    claimEnds(edge).map(({ from, to }) => ({
      statement: edge as StatementWithEvidence,
      start: `${from}.${edge.relation}.${to}`,
      qualifiers: isOfTable(edge) ? qualifiersOfCell(edge) : qualifiersOf(edge),
    })),
  );
  const remarks = (source.remarks ?? []).map((remark) => ({
    statement: remark as StatementWithEvidence,
    start: `${remark['said-by'] ?? 'unattributed'}.${remark.topic}`,
    qualifiers: remark.subject,
  }));
  const all = [...claims, ...remarks].map((one) => ({
    ...one,
    qualified: [one.start, ...one.qualifiers.map(idWord).filter(Boolean)].join('+'),
  }));
  const starts = groupBy(all, ({ start }) => start);
  const qualified = groupBy(all, (one) => one.qualified);
  const ids = new Map<object, string[]>();
  for (const one of all) {
    const isPlain = starts.get(one.start)?.length === 1 && !isOfTable(one.statement);
    const isEnough = qualified.get(one.qualified)?.length === 1;
    const name = isPlain ? one.start : isEnough ? one.qualified : `${one.qualified}#${hashOf(one)}`;
    ids.set(one.statement, [...(ids.get(one.statement) ?? []), `${name}@${source.id}`]);
  }
  return ids;
}

type StatementWithEvidence = Pick<EdgeWithEvidence, 'evidence'>;

const isOfTable = ({ evidence: [first] }: StatementWithEvidence): boolean =>
  first !== undefined && 'table' in first;

/** The qualifiers that a table keeps while its symbols change, so that a claim keeps its id. */
function qualifiersOfCell(edge: EdgeTerms): string[] {
  const [via = []] = qualifierFields(edge);
  const { precision, mode, task, artefact, withdrawn } = edge;
  const commit = typeof withdrawn === 'object' ? withdrawn.commit.slice(0, 7) : withdrawn;
  return [...via, ...[precision, mode, task, artefact, commit].map((value = '') => value)];
}

/** A text as part of an id: Latin letters, digits and dots in lower case, joined by hyphens. */
const idWord = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** Tells claims apart whose qualifiers differ in other scripts only, or that differ in their evidence only. */
const hashOf = ({
  statement,
  qualifiers,
}: {
  statement: StatementWithEvidence;
  qualifiers: readonly string[];
}) => sha256(JSON.stringify([qualifiers, statement.evidence.map(selectorOf)])).slice(0, 8);

const selectorOf = (evidence: AuthoredQuote | CellRecord): (string | null | undefined)[] =>
  'quote' in evidence
    ? [evidence.prefix, evidence.quote, evidence.suffix]
    : [evidence.path, evidence.table, evidence.row, evidence.column];
