/** Lists of claims and of remarks. */
import { daysOf } from '../model/dates.ts';
import { compareNames } from '../model/names.ts';
import type { Scope } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim, Remark } from './answers/claim.ts';
import {
  type ClaimFilter,
  compareFirmness,
  compareIsoDates,
  latestDate,
  type RemarkFilter,
  readClaims,
  readRemarks,
} from './claims.ts';
import { relatedModels } from './related-models.ts';

/** The order of statements: the oldest first, the firmest first, or by id. */
export type StatementSort = 'date' | 'status' | 'id';

/** All claims that match a filter. */
export async function listClaims(
  store: Store,
  filter: ClaimFilter,
  sort: StatementSort = 'date',
): Promise<Claim[]> {
  const found = await readClaims(store, {}, filter);
  const builder = await AnswerBuilder.forRecords(store, found);
  return found.map((record) => builder.claim(record)).sort((a, b) => compareStatements(sort, a, b));
}

/** The claims about a model and its related models, in some scopes. */
export async function listClaimsInScopes(
  store: Store,
  model: string,
  wanted: readonly Scope[],
  filter: ClaimFilter,
  sort: StatementSort = 'date',
): Promise<Claim[]> {
  const scopes = await relatedModels(store, model);
  const found = await readClaims(store, {}, { ...filter, to: [...scopes.keys()] });
  const builder = await AnswerBuilder.forRecords(store, found);
  return found
    .map((record) => builder.claim(record, scopes.get(record.to)))
    .filter(({ scope }) => wanted.includes(scope))
    .sort((a, b) => compareStatements(sort, a, b));
}

/** All remarks that match a filter. */
export async function listRemarks(
  store: Store,
  filter: RemarkFilter,
  sort: Exclude<StatementSort, 'status'> = 'date',
): Promise<Remark[]> {
  const found = await readRemarks(store, filter);
  const builder = await AnswerBuilder.forRecords(store, [], found);
  return found.map((record) => builder.remark(record)).sort((a, b) => compareStatements(sort, a, b));
}

/** The claim or remark with an id; null if there is none. */
export async function statementWithId(
  store: Store,
  id: string,
): Promise<{ claims: Claim[]; remarks: Remark[] } | null> {
  const { claims, remarks } = await statementsOfSource(store, id.slice(id.lastIndexOf('@') + 1));
  const named = <T extends { id: string }>(statements: readonly T[]) =>
    statements.filter((statement) => statement.id === id);
  const found = { claims: named(claims), remarks: named(remarks) };
  return found.claims.length + found.remarks.length > 0 ? found : null;
}

/** All claims and remarks that a source states, or stated before it was changed, in its order. */
export async function statementsOfSource(
  store: Store,
  source: string,
): Promise<{ claims: Claim[]; remarks: Remark[] }> {
  const [claims, remarks] = await Promise.all([
    store.claims({ source: [source] }),
    store.remarks({ source: [source] }),
  ]);
  const builder = await AnswerBuilder.forRecords(store, claims, remarks);
  return {
    claims: claims.map((record) => builder.claim(record)),
    remarks: remarks.map((record) => builder.remark(record)),
  };
}

function compareStatements<T extends Claim | Remark>(sort: StatementSort, a: T, b: T): number {
  const byFirmness = () => ('status' in a && 'status' in b ? compareFirmness(a, b) : 0);
  return (
    (sort === 'date' ? compareDates(a, b) : 0) ||
    (sort === 'status' ? byFirmness() : 0) ||
    compareNames(a.id, b.id)
  );
}

/**
 * Sorts by the last day on which a statement can have been made, the oldest first and unknown ones last; of equal ones that with
 * fewer days first, so an undated one comes after those of the day by which it was made.
 */
export function compareDates(a: Claim | Remark, b: Claim | Remark): number {
  return (
    compareIsoDates(latestDate(a), latestDate(b)) ||
    compareIsoDates(daysOf(b)?.first ?? '', daysOf(a)?.first ?? '')
  );
}
