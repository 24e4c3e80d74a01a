/** Who supports a model, and which models an entity supports. */
import { groupBy } from '../model/group-by.ts';
import type { ClaimRecord } from '../model/records.ts';
import { viaKey } from '../model/references.ts';
import { type Kind, type Role, type Scope, scopeRank, statusRank } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim } from './answers/claim.ts';
import type { ListedSupporter } from './answers/list.ts';
import type { SupportRow } from './answers/support.ts';
import {
  type ClaimFilter,
  compareClaims,
  compareRefs,
  readClaims,
  strongest,
  uniqueById,
  uniqueVia,
} from './claims.ts';
import { relatedModels } from './related-models.ts';

/** Selects supporters and their claims. A field that is not set matches all. */
export interface SupporterFilter extends ClaimFilter {
  scope?: readonly Scope[];
  /** Roles of the supporter. */
  role?: readonly Role[];
  /** Kinds of the supporter. */
  kind?: readonly Kind[];
}

/** The order of support rows within their scope. */
export type SupportSort = 'status' | 'name' | 'date';

/** One row for each supporter of a model in each scope, with all its claims. */
export async function whoSupports(
  store: Store,
  model: string,
  filter: SupporterFilter,
  sort: SupportSort = 'status',
): Promise<SupportRow[]> {
  const scopes = await relatedModels(store, model);
  const models = [...scopes].filter(([, scope]) => filter.scope?.includes(scope) ?? true).map(([id]) => id);
  const found = await readClaims(store, { to: models, relation: ['supports'] }, filter);
  const builder = await AnswerBuilder.forRecords(store, found, [], [model]);
  const claims = found
    .filter((claim) => isWanted(builder, claim.from, filter))
    .map((claim) => builder.claim(claim, scopes.get(claim.to) ?? 'exact'));
  const rows = [...groupBy(claims, (claim) => `${claim.scope} ${claim.from.id}`).values()].map((own) =>
    toSupportRow(own, builder.ref(model)),
  );
  return rows.sort((a, b) => scopeRank(a.scope) - scopeRank(b.scope) || compareSupport(sort, a, b));
}

/** The rows of `whoSupports` without their claims. `support` maps a model to its claims of support, which are in memory. */
export async function supportersOf(
  model: string,
  family: Pick<Store, 'claims'>,
  support: ReadonlyMap<string, readonly ClaimRecord[]>,
  builder: AnswerBuilder,
): Promise<ListedSupporter[]> {
  const rows = new Map<string, ListedSupporter>();
  for (const [id, scope] of await relatedModels(family, model)) {
    for (const { from, status } of support.get(id) ?? []) {
      const key = `${scope} ${from}`;
      const known = rows.get(key);
      if (known) known.status = strongest([known.status, status]);
      else rows.set(key, { supporter: builder.ref(from), scope, status });
    }
  }
  return [...rows.values()].sort(
    (a, b) =>
      scopeRank(a.scope) - scopeRank(b.scope) ||
      statusRank(a.status) - statusRank(b.status) ||
      compareRefs(a.supporter, b.supporter),
  );
}

/** One row for each model that an entity supports, or that runs on it, and each supporter. */
export async function supports(
  store: Store,
  who: string,
  filter: SupporterFilter,
  sort: SupportSort = 'status',
): Promise<SupportRow[]> {
  const own = await readClaims(store, { from: [who], relation: ['supports'] }, filter);
  const by = await readClaims(store, { via: [who], relation: ['supports'] }, filter);
  const found: ClaimRecord[] = uniqueById([...own, ...by]);
  const builder = await AnswerBuilder.forRecords(store, found);
  const claims = found.map((claim) => builder.claim(claim));
  const rows = [...groupBy(claims, (claim) => `${claim.to.id} ${claim.from.id}`).values()].map((own) =>
    toSupportRow(own, null),
  );
  return rows.sort((a, b) => compareSupport(sort, a, b));
}

/** True if a supporter has one of the wanted roles and one of the wanted kinds. */
export function isWanted(builder: AnswerBuilder, id: string, { role, kind }: SupporterFilter): boolean {
  const entity = builder.entity(id);
  if (!entity) return false;
  return (!role || entity.roles.some((own) => role.includes(own))) && (!kind || kind.includes(entity.kind));
}

function toSupportRow(claims: Claim[], asked: SupportRow['model'] | null): SupportRow {
  const sorted = claims.sort(compareClaims);
  const [first] = sorted;
  if (!first) throw new Error('a row has at least one claim');
  const dates = sorted.flatMap(({ date }) => date ?? []).sort();
  return {
    supporter: first.from,
    model: asked ?? first.to,
    scope: first.scope,
    status: strongest(sorted.map(({ status }) => status)),
    via: uniqueVia(sorted.flatMap(({ via }) => via)),
    with: uniqueById(sorted.flatMap((claim) => claim.with)),
    saidBy: uniqueById(sorted.flatMap(({ saidBy }) => saidBy ?? [])),
    date: dates[0] ?? null,
    disagreement: disagree(sorted),
    claims: sorted,
  };
}

/** True if two claims with the same model and via have different statuses or different dates. */
export function disagree(claims: readonly Claim[]): boolean {
  const key = ({ to, via }: Claim) => JSON.stringify([to.id, via.map(viaKey).sort()]);
  return [...groupBy(claims, key).values()].some((comparable) => {
    const dates = new Set(comparable.flatMap(({ date }) => date ?? []));
    return new Set(comparable.map(({ status }) => status)).size > 1 || dates.size > 1;
  });
}

function compareSupport(sort: SupportSort, a: SupportRow, b: SupportRow): number {
  const byName = compareRefs(a.supporter, b.supporter) || compareRefs(a.model, b.model);
  if (sort === 'name') return byName;
  if (sort === 'date' && a.date !== b.date) return (a.date ?? '9999') < (b.date ?? '9999') ? -1 : 1;
  return statusRank(a.status) - statusRank(b.status) || byName;
}
