/** Entities in a list, with what a reader wants next to each. */
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import type { ClaimRecord, EntityRecord, SourceRecord } from '../model/records.ts';
import { KINDS, type Kind, type Relation, type Role, statusRank, words } from '../model/vocabulary.ts';
import { claimIndex, entityIdsOf } from '../store/memory/postings.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { EntityRef } from './answers/claim.ts';
import type { ListedSupporter, ListRow, SupportedModel } from './answers/list.ts';
import type { SourceRow } from './answers/source.ts';
import { type ClaimFilter, compareRefs, passing, strongest } from './claims.ts';
import { FAMILY_RELATIONS } from './related-models.ts';
import { supportersOf } from './who-supports.ts';

/** Which entities are listed; claim filters hold for claims of support, and leave out entities with none that passes. */
export interface ListFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

/** What a list is sorted by. */
export const LIST_SORTS = ['name', 'id', 'kind', 'claims'] as const;

export type ListSort = (typeof LIST_SORTS)[number];

/** Lists entities of some kinds and roles. */
export async function list(store: Store, filter: ListFilter, sort: ListSort = 'name'): Promise<ListRow[]> {
  const { kind = words(KINDS), role, ...claimFilter } = filter;
  const entities = (await store.entitiesOfKind(kind)).filter(
    ({ roles }) => !role || roles.some((own) => role.includes(own)),
  );
  const isFiltered = Object.values(claimFilter).some((value) => value !== undefined);
  const query = filter.kind || role ? { names: entities.map(({ id }) => id) } : {};
  const { all, passed } = isFiltered
    ? await claimsPassing(store, query, claimFilter)
    : await allEdges(store, query);
  // What it makes or who develops it holds whatever was asked of its support.
  const edges = all.filter((edge) => edge.relation !== 'supports' || passed.has(edge));
  const familyOf = claimIndex(edges.filter(({ relation }) => FAMILY_RELATIONS.includes(relation)));
  const family = { claims: async (wanted: ClaimQuery) => familyOf(wanted) };
  const support = groupBy(
    [...passed].filter(({ relation }) => relation === 'supports'),
    ({ to }) => to,
  );
  const byEntity = edgesByEntity(edges);
  const ends = edges.flatMap(({ from, to }) => [from, to]);
  const builder = await AnswerBuilder.forEntities(store, ends, entities);
  const published = kind.includes('publisher')
    ? groupBy((await store.sources()).values(), ({ publisher }) => publisher)
    : null;
  const rows: ListRow[] = [];
  for (const entity of entities) {
    const facts = new Facts(entity.id, byEntity.get(entity.id) ?? [], builder);
    if (
      isFiltered &&
      !facts.some((edge) => passed.has(edge) && (isPassive(entity) || edge.relation === 'supports'))
    )
      continue;
    const supporters = entity.kind === 'model' ? await supportersOf(entity.id, family, support, builder) : [];
    rows.push(rowOf(entity, facts, supporters, published?.get(entity.id)?.length ?? 0));
  }
  return rows.sort((a, b) => compareRows(sort, a, b));
}

/** The edges that are asked for, and those of them that a filter lets pass. */
interface Passing {
  all: readonly ClaimRecord[];
  passed: ReadonlySet<ClaimRecord>;
}

async function claimsPassing(store: Store, query: ClaimQuery, filter: ClaimFilter): Promise<Passing> {
  const all = await store.claims(query);
  return { all, passed: new Set(await passing(store, all, filter)) };
}

async function allEdges(store: Store, query: ClaimQuery): Promise<Passing> {
  const all = await store.claims(query);
  return { all, passed: new Set(all) };
}

/** For each entity, the edges that name it. */
function edgesByEntity(edges: readonly ClaimRecord[]): Map<string, ClaimRecord[]> {
  const byEntity = new Map<string, ClaimRecord[]>();
  for (const edge of edges) {
    for (const id of entityIdsOf(edge)) {
      const own = byEntity.get(id);
      if (own) own.push(edge);
      else byEntity.set(id, [edge]);
    }
  }
  return byEntity;
}

function rowOf(
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

/** Neither supports a model nor is one. */
const isPassive = ({ kind }: EntityRecord) => kind === 'person' || kind === 'publisher';

/** The edges of one entity, by what they say of it. */
class Facts {
  readonly #id: string;
  readonly #edges: readonly ClaimRecord[];
  readonly #builder: AnswerBuilder;

  constructor(id: string, edges: readonly ClaimRecord[], builder: AnswerBuilder) {
    this.#id = id;
    this.#edges = edges;
    this.#builder = builder;
  }

  get count(): number {
    return this.#edges.length;
  }

  some(test: (edge: ClaimRecord) => boolean): boolean {
    return this.#edges.some(test);
  }

  out(relation: Relation, kind?: Kind): EntityRef[] {
    const ends = this.#edges.filter((edge) => edge.relation === relation && edge.from === this.#id);
    return this.#refs(ends.map(({ to }) => to)).filter((ref) => !kind || ref.kind === kind);
  }

  in(relation: Relation): EntityRef[] {
    const ends = this.#edges.filter((edge) => edge.relation === relation && edge.to === this.#id);
    return this.#refs(ends.map(({ from }) => from));
  }

  /** The models that it supports or that run by it, firmest first. */
  models(): SupportedModel[] {
    const own = this.#edges.filter(
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

function compareRows(sort: ListSort, a: ListRow, b: ListRow): number {
  const byName = compareNames(a.name, b.name) || compareNames(a.id, b.id);
  if (sort === 'id') return compareNames(a.id, b.id);
  if (sort === 'kind') return words(KINDS).indexOf(a.kind) - words(KINDS).indexOf(b.kind) || byName;
  return sort === 'claims' ? b.claims - a.claims || byName : byName;
}

/** Lists the sources, the newest first. */
export async function listSources(store: Store): Promise<SourceRow[]> {
  const rows = await sourceRows(store, [...(await store.sources()).values()]);
  return rows.sort((a, b) =>
    a.published === b.published ? compareNames(a.id, b.id) : a.published < b.published ? 1 : -1,
  );
}

/** The rows of some sources, in their order. */
export async function sourceRows(store: Store, sources: readonly SourceRecord[]): Promise<SourceRow[]> {
  const publishers = sources.map(({ publisher }) => publisher);
  const builder = await AnswerBuilder.forEntities(store, publishers);
  return sources.map(({ edges, publisher, read, ...source }) => ({
    ...source,
    publisher: builder.ref(publisher),
    claims: edges,
    read: read.length,
  }));
}
