/** What a claim of support is listed under: a company, hardware, a service or a framework. */
import type { ClaimRecord, EntityRecord, Via } from '../model/records.ts';
import type { Kind, Relation, SupportViewName } from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import { type ClaimFilter, readClaims, uniqueById } from './claims.ts';

/** The maker of a chip and the operator of a service answer for it. */
const OWNING_RELATIONS: readonly Relation[] = ['makes', 'operates'];

/** The view in which claims are listed under an entity of this kind; null if there is none. */
export function viewOfKind(kind: Kind): SupportViewName | null {
  if (kind === 'company') return 'vendor';
  return kind === 'hardware' || kind === 'service' || kind === 'framework' ? kind : null;
}

/** Lists claims of support under entities. */
export class SupportViews {
  readonly #kindOf: (id: string) => Kind | undefined;
  readonly #owners = new Map<string, string[]>();

  /** `owning`: the claims that name the makers and operators; others are ignored. */
  constructor(kindOf: (id: string) => Kind | undefined, owning: readonly ClaimRecord[]) {
    this.#kindOf = kindOf;
    for (const { relation, from, to, withdrawn } of owning) {
      if (!OWNING_RELATIONS.includes(relation) || withdrawn !== null) continue;
      const owners = this.#owners.get(to) ?? [];
      if (!owners.includes(from)) this.#owners.set(to, [...owners, from]);
    }
  }

  /** The views of these claims. */
  static async read(store: Store, claims: readonly ClaimRecord[]): Promise<SupportViews> {
    const ids = new Set(claims.flatMap(({ from, via }) => [from, ...via.map(({ id }) => id)]));
    const entities = await store.entities(ids);
    return new SupportViews(
      (id) => entities.get(id)?.kind,
      await store.claims({ to: [...ids], relation: OWNING_RELATIONS }),
    );
  }

  /** The entities that a claim is listed under, with printed versions; none if it names no such entity. A vendor is always known. */
  listedUnder({ from, via }: Pick<ClaimRecord, 'from' | 'via'>, view: SupportViewName): readonly Via[] {
    const stated = (kind: Kind) =>
      this.#kindOf(from) === kind
        ? [{ id: from, version: null }]
        : via.filter(({ id }) => this.#kindOf(id) === kind);
    if (view !== 'vendor') return stated(view);
    const chips = stated('hardware');
    const products =
      this.#kindOf(from) === 'framework' && chips.length > 0 ? chips.map(({ id }) => id) : [from];
    const vendors = products.flatMap((id) =>
      this.#kindOf(id) === 'framework' ? [id] : (this.#owners.get(id) ?? [id]),
    );
    return [...new Set(vendors)].map((id) => ({ id, version: null }));
  }

  /** Whether a claim is listed under an entity in a view. */
  isListedUnder(claim: ClaimRecord, view: SupportViewName, id: string): boolean {
    return this.listedUnder(claim, view).some((entity) => entity.id === id);
  }
}

/** The claims of support that are listed under an entity. `query` restricts them further. */
export async function claimsListedUnder(
  store: Store,
  { id, kind }: EntityRecord,
  query: Pick<ClaimQuery, 'to'>,
  filter: ClaimFilter,
): Promise<ClaimRecord[]> {
  const view = viewOfKind(kind);
  if (view === null) return [];
  const owned = view === 'vendor' ? await store.claims({ from: [id], relation: OWNING_RELATIONS }) : [];
  const ids = [id, ...owned.map(({ to }) => to)];
  const supporting = { ...query, relation: ['supports'] } as const;
  const found = uniqueById([
    ...(await readClaims(store, { ...supporting, from: ids }, filter)),
    ...(await readClaims(store, { ...supporting, via: ids }, filter)),
  ]);
  const views = await SupportViews.read(store, found);
  return found.filter((claim) => views.isListedUnder(claim, view, id));
}
