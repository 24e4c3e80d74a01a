/** The models whose claims bear on a question about one model, each with its scope. */
import type { Relation, Scope } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';

/** The relations between models that scopes follow. */
export const FAMILY_RELATIONS: readonly Relation[] = ['derived-from', 'member-of'];

/**
 * The model itself, those derived from it, its members and its families, each by any number of steps of one kind. A
 * scope is shown, not resolved: a claim about a family says nothing of its members, nor the reverse.
 */
export async function relatedModels(
  store: Pick<Store, 'edges'>,
  model: string,
): Promise<ReadonlyMap<string, Scope>> {
  const scopes = new Map<string, Scope>([[model, 'exact']]);
  const reach: [Scope, Relation, 'from' | 'to'][] = [
    ['derived', 'derived-from', 'from'],
    ['member', 'member-of', 'from'],
    ['family', 'member-of', 'to'],
  ];
  for (const [scope, relation, end] of reach) {
    for (const id of await closure(store, model, relation, end)) if (!scopes.has(id)) scopes.set(id, scope);
  }
  return scopes;
}

async function closure(
  store: Pick<Store, 'edges'>,
  start: string,
  relation: Relation,
  end: 'from' | 'to',
): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let frontier = [start]; frontier.length > 0; ) {
    const query =
      end === 'from' ? { to: frontier, relation: [relation] } : { from: frontier, relation: [relation] };
    const next = (await store.edges(query)).map((edge) => edge[end]).filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
    frontier = [...new Set(next)];
  }
  return seen;
}
