/** Lists entities with the main facts for their kind. */
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import { KINDS, type Kind, type Relation, type Role, statusRank, words } from '../model/vocabulary.ts';
import { findClaims } from '../store/memory/find-claims.ts';
import { claimList } from '../store/memory/records.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { EntityRef } from './answers/claim.ts';
import type { ListedSupporter, ListRow, SupportedModel } from './answers/list.ts';
import { type ClaimFilter, compareRefs, filterClaims, strongest } from './claims.ts';
import { supportersOf } from './who-supports.ts';

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
  const all = await store.claims(filter.kind || role ? { names: entities.map(({ id }) => id) } : {});
  const matching = new Set(await filterClaims(store, all, claimFilter));
  // The filter is about support: makers, developers and the like are listed in any case.
  const claims = all.filter((claim) => claim.relation !== 'supports' || matching.has(claim));
  const index = claimList(claims);
  const find = (query: ClaimQuery) => findClaims(index, query);
  const support = groupBy(
    claims.filter(({ relation }) => relation === 'supports'),
    ({ to }) => to,
  );
  const ends = claims.flatMap(({ from, to }) => [from, to]);
  const builder = await AnswerBuilder.forEntities(store, ends, entities);
  const published = kind.includes('publisher')
    ? groupBy((await store.sources()).values(), ({ publisher }) => publisher)
    : null;
  const rows: ListRow[] = [];
  for (const entity of entities) {
    const facts = new Facts(entity.id, find({ names: [entity.id] }), builder);
    const isListed =
      !isFiltered ||
      facts.some((claim) => matching.has(claim) && (isPassive(entity) || claim.relation === 'supports'));
    if (!isListed) continue;
    const supporters =
      entity.kind === 'model'
        ? await supportersOf(entity.id, { claims: async (query) => find(query) }, support, builder)
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

/** True for the kinds that neither support models nor are models. */
const isPassive = ({ kind }: EntityRecord) => kind === 'person' || kind === 'publisher';

/** The facts that claims state about one entity. */
class Facts {
  readonly #id: string;
  readonly #claims: readonly ClaimRecord[];
  readonly #builder: AnswerBuilder;

  constructor(id: string, claims: readonly ClaimRecord[], builder: AnswerBuilder) {
    this.#id = id;
    this.#claims = claims;
    this.#builder = builder;
  }

  get count(): number {
    return this.#claims.length;
  }

  some(test: (claim: ClaimRecord) => boolean): boolean {
    return this.#claims.some(test);
  }

  out(relation: Relation, kind?: Kind): EntityRef[] {
    const ends = this.#claims.filter((claim) => claim.relation === relation && claim.from === this.#id);
    return this.#refs(ends.map(({ to }) => to)).filter((ref) => !kind || ref.kind === kind);
  }

  in(relation: Relation): EntityRef[] {
    const ends = this.#claims.filter((claim) => claim.relation === relation && claim.to === this.#id);
    return this.#refs(ends.map(({ from }) => from));
  }

  /** The models that it supports or that run on it, firmest first. */
  models(): SupportedModel[] {
    const own = this.#claims.filter(
      ({ relation, from, via }) =>
        relation === 'supports' && (from === this.#id || via.some(({ id }) => id === this.#id)),
    );
    const byModel = groupBy(own, ({ to }) => to);
    return this.#refs([...byModel.keys()])
      .map((model) => ({
        model,
        status: strongest((byModel.get(model.id) ?? []).map(({ status }) => status)),
      }))
      .sort((a, b) => statusRank(a.status) - statusRank(b.status));
  }

  #refs(ids: readonly string[]): EntityRef[] {
    return [...new Set(ids)].map((id) => this.#builder.ref(id)).sort(compareRefs);
  }
}

function compareListRows(sort: ListSort, a: ListRow, b: ListRow): number {
  const byName = compareNames(a.name, b.name) || compareNames(a.id, b.id);
  if (sort === 'id') return compareNames(a.id, b.id);
  if (sort === 'kind') return words(KINDS).indexOf(a.kind) - words(KINDS).indexOf(b.kind) || byName;
  return sort === 'claims' ? b.claims - a.claims || byName : byName;
}
