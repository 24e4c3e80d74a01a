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
  store: Pick<Store, 'claims'>,
  model: string,
): Promise<ReadonlyMap<string, Scope>> {
  const scopes = new Map<string, Scope>([[model, 'exact']]);
  const reach: [Scope, Relation, begin: 'from' | 'to', end: 'from' | 'to'][] = [
    ['derived', 'derived-from', 'to', 'from'],
    ['member', 'member-of', 'to', 'from'],
    ['family', 'member-of', 'from', 'to'],
  ];
  // Most models have no family, and that is soonest told of all scopes together.
  const near = await store.claims({ ends: [model], relation: FAMILY_RELATIONS });
  for (const [scope, relation, begin, end] of reach) {
    const reached = new Set(
      near.flatMap((edge) => (edge.relation === relation && edge[begin] === model ? [edge[end]] : [])),
    );
    for (let farthest = [...reached]; farthest.length > 0; ) {
      const edges = await store.claims({ [begin]: farthest, relation: [relation] });
      farthest = [...new Set(edges.map((edge) => edge[end]))].filter((id) => !reached.has(id));
      for (const id of farthest) reached.add(id);
    }
    for (const id of reached) if (!scopes.has(id)) scopes.set(id, scope);
  }
  return scopes;
}
