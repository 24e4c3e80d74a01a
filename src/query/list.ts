/** Lists entities with the main facts for their kind. */
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import { statusOfModel } from '../model/qualifiers.ts';
import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import {
  KINDS,
  type Kind,
  type Relation,
  type Role,
  SUPPORT_VIEWS,
  scopeRank,
  statusRank,
  words,
} from '../model/vocabulary.ts';
import { findClaims } from '../store/memory/find-claims.ts';
import { claimList } from '../store/memory/records.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { EntityRef } from './answers/claim.ts';
import type { ListedSupporter, ListRow, SupportedModel } from './answers/list.ts';
import { type ClaimFilter, compareRefs, filterClaims, strongest, uniqueById } from './claims.ts';
import { relatedModels } from './related-models.ts';
import { SupportViews, viewOfKind } from './support-views.ts';

/** Selects entities. The claim filters apply to claims of support; an entity without such a claim is left out. */
export interface ListFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

/** The order of a list. */
export type ListSort = 'name' | 'id' | 'kind' | 'claims';

/** Lists entities of some kinds and roles. */
export async function listEntities(
  store: Store,
  filter: ListFilter,
  sort: ListSort = 'name',
): Promise<ListRow[]> {
  const { kind = words(KINDS), role, ...claimFilter } = filter;
  const entities = (await store.entitiesOfKind(kind)).filter(
    ({ roles }) => !role || roles.some((own) => role.includes(own)),
  );
  const isFiltered = Object.values(claimFilter).some((value) => value !== undefined);
  const ids = entities.map(({ id }) => id);
  const all = filter.kind || role ? await claimsAbout(store, ids) : await store.claims({});
  const matching = new Set(filterClaims(all, claimFilter));
  // The filter is about support: makers, developers and the like are listed in any case.
  const isCurrent = ({ withdrawn }: ClaimRecord) => withdrawn === null || filter.withdrawn === true;
  const claims = all.filter((claim) =>
    claim.relation === 'supports' ? matching.has(claim) : isCurrent(claim),
  );
  const index = claimList(claims);
  const find = (query: ClaimQuery) => findClaims(index, query);
  const support = claims.filter(({ relation }) => relation === 'supports');
  const views = await SupportViews.read(store, support);
  const bySupporter = groupBy(
    support.flatMap((claim) =>
      words(SUPPORT_VIEWS).flatMap((view) =>
        views.listedUnder(claim, view).map(({ id }) => ({ id, view, claim })),
      ),
    ),
    ({ id, view }) => `${view} ${id}`,
  );
  const byModel = groupBy(support, ({ to }) => to);
  const ends = claims.flatMap((claim) => [
    claim.from,
    claim.to,
    ...(claim.relation === 'supports' ? views.listedUnder(claim, 'vendor').map(({ id }) => id) : []),
  ]);
  const builder = await AnswerBuilder.forEntities(store, ends, entities);
  const published = kind.includes('publisher')
    ? groupBy((await store.sources()).values(), ({ publisher }) => publisher)
    : null;
  const rows: ListRow[] = [];
  for (const entity of entities) {
    const own = bySupporter.get(`${viewOfKind(entity.kind)} ${entity.id}`) ?? [];
    const facts = new Facts(
      entity.id,
      find({ names: [entity.id] }),
      builder,
      own.map(({ claim }) => claim),
    );
    const isListed =
      !isFiltered ||
      facts.some((claim) => matching.has(claim) && (isPassive(entity) || claim.relation === 'supports'));
    if (!isListed) continue;
    const supporters =
      entity.kind === 'model'
        ? await supportersOf(entity.id, { claims: async (query) => find(query) }, byModel, views, builder)
        : [];
    rows.push(entityRow(entity, facts, supporters, published?.get(entity.id)?.length ?? 0));
  }
  return rows.sort((a, b) => compareListRows(sort, a, b));
}

function entityRow(
  { id, name, kind, roles, location, description }: EntityRecord,
  facts: Facts,
  supporters: ListedSupporter[],
  published: number,
): ListRow {
  const base = { id, name, roles, location, description, claims: facts.count };
  switch (kind) {
    case 'company':
      return {
        ...base,
        kind,
        hardware: facts.out('makes', 'hardware'),
        services: facts.out('operates'),
        models: facts.models(),
      };
    case 'model':
      return {
        ...base,
        kind,
        developers: facts.in('develops'),
        sizeOf: facts.sizeOf(),
        supporters,
      };
    case 'hardware':
    case 'framework':
      return { ...base, kind, makers: facts.in('makes'), models: facts.models() };
    case 'service':
      return {
        ...base,
        kind,
        operators: facts.in('operates'),
        runsOn: facts.out('runs-on'),
        models: facts.models(),
      };
    case 'publisher':
      return { ...base, kind, owners: facts.in('owns'), sources: published };
    case 'person':
      return { ...base, kind, founded: facts.out('founded'), workedAt: facts.out('worked-at') };
  }
}

/** The claims that name one of these entities, and those that are listed under one because it makes or operates what they name. */
async function claimsAbout(store: Store, ids: readonly string[]): Promise<readonly ClaimRecord[]> {
  const own = await store.claims({ names: ids });
  const products = own
    .filter(({ relation }) => relation === 'makes' || relation === 'operates')
    .map(({ to }) => to);
  return uniqueById([...own, ...(await store.claims({ names: products, relation: ['supports'] }))]);
}

/** The rows of `whoSupports` for a model without their claims. `support` maps a model to its claims of support. */
async function supportersOf(
  model: string,
  family: Pick<Store, 'claims'>,
  support: ReadonlyMap<string, readonly ClaimRecord[]>,
  views: SupportViews,
  builder: AnswerBuilder,
): Promise<ListedSupporter[]> {
  const rows = new Map<string, ListedSupporter>();
  for (const [related, scope] of await relatedModels(family, model)) {
    for (const claim of support.get(related) ?? []) {
      const own = claim.artefact !== null && scope === 'exact' ? 'derived' : scope;
      for (const { id } of views.listedUnder(claim, 'vendor')) {
        const key = `${own} ${id}`;
        const known = rows.get(key);
        const status = statusOfModel(claim);
        if (known) known.status = strongest([known.status, status]);
        else rows.set(key, { supporter: builder.ref(id), scope: own, status });
      }
    }
  }
  return [...rows.values()].sort(
    (a, b) =>
      scopeRank(a.scope) - scopeRank(b.scope) ||
      statusRank(a.status) - statusRank(b.status) ||
      compareRefs(a.supporter, b.supporter),
  );
}

/** True for the kinds that neither support models nor are models. */
const isPassive = ({ kind }: EntityRecord) => kind === 'person' || kind === 'publisher';

/** The facts that claims state about one entity. */
class Facts {
  readonly #id: string;
  readonly #claims: readonly ClaimRecord[];
  readonly #builder: AnswerBuilder;
  readonly #support: readonly ClaimRecord[];

  /** `support`: the claims of support that are listed under the entity. */
  constructor(
    id: string,
    claims: readonly ClaimRecord[],
    builder: AnswerBuilder,
    support: readonly ClaimRecord[],
  ) {
    this.#id = id;
    this.#claims = claims;
    this.#builder = builder;
    this.#support = support;
  }

  get count(): number {
    return this.#claims.length;
  }

  some(test: (claim: ClaimRecord) => boolean): boolean {
    return this.#claims.some(test) || this.#support.some(test);
  }

  out(relation: Relation, kind?: Kind): EntityRef[] {
    const ends = this.#claims.filter((claim) => claim.relation === relation && claim.from === this.#id);
    return this.#refs(ends.map(({ to }) => to)).filter((ref) => !kind || ref.kind === kind);
  }

  /** The releases of which it is a size. */
  sizeOf(): EntityRef[] {
    const ends = this.#claims.filter(({ kind, from }) => kind === 'size' && from === this.#id);
    return this.#refs(ends.map(({ to }) => to));
  }

  in(relation: Relation): EntityRef[] {
    const ends = this.#claims.filter((claim) => claim.relation === relation && claim.to === this.#id);
    return this.#refs(ends.map(({ from }) => from));
  }

  /** The models that it supports or that run on it, firmest first. */
  models(): SupportedModel[] {
    const byModel = groupBy(this.#support, ({ to }) => to);
    return this.#refs([...byModel.keys()])
      .map((model) => ({
        model,
        status: strongest(aboutModelItself(byModel.get(model.id) ?? []).map(statusOfModel)),
      }))
      .sort((a, b) => statusRank(a.status) - statusRank(b.status));
  }

  #refs(ids: readonly string[]): EntityRef[] {
    return [...new Set(ids)].map((id) => this.#builder.ref(id)).sort(compareRefs);
  }
}

/** The claims that name the model itself; if there are none, those about its artefacts. */
function aboutModelItself(claims: readonly ClaimRecord[]): readonly ClaimRecord[] {
  const own = claims.filter(({ artefact }) => artefact === null);
  return own.length > 0 ? own : claims;
}

function compareListRows(sort: ListSort, a: ListRow, b: ListRow): number {
  const byName = compareNames(a.name, b.name) || compareNames(a.id, b.id);
  if (sort === 'id') return compareNames(a.id, b.id);
  if (sort === 'kind') return words(KINDS).indexOf(a.kind) - words(KINDS).indexOf(b.kind) || byName;
  return sort === 'claims' ? b.claims - a.claims || byName : byName;
}
