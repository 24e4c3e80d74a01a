/** The models whose claims also answer a question about one model. */
import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import type { Relation, Scope } from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';

/** The relations that lead from a model to its related models. */
const FAMILY_RELATIONS: readonly Relation[] = ['derived-from', 'member-of'];

/**
 * The scope of each related model: the model itself, and the models derived from it, its members and its families, over any
 * number of steps of the same relation.
 */
export async function relatedModels(
  store: Pick<Store, 'claims'>,
  model: string,
): Promise<ReadonlyMap<string, Scope>> {
  const scopes = new Map<string, Scope>([[model, 'exact']]);
  const directions: [Scope, Relation, start: 'from' | 'to', end: 'from' | 'to'][] = [
    ['derived', 'derived-from', 'to', 'from'],
    ['member', 'member-of', 'to', 'from'],
    ['family', 'member-of', 'from', 'to'],
  ];
  // One query for all scopes first, because most models have no related models.
  const read = async (query: ClaimQuery) =>
    (await store.claims(query)).filter(({ withdrawn }) => withdrawn === null);
  const direct = await read({ ends: [model], relation: FAMILY_RELATIONS });
  for (const [scope, relation, start, end] of directions) {
    const reached = new Set(
      direct.flatMap((claim) => (claim.relation === relation && claim[start] === model ? [claim[end]] : [])),
    );
    for (let latest = [...reached]; latest.length > 0; ) {
      const claims = await read({ [start]: latest, relation: [relation] });
      latest = [...new Set(claims.map((claim) => claim[end]))].filter((id) => !reached.has(id));
      for (const id of latest) reached.add(id);
    }
    for (const id of reached) if (!scopes.has(id)) scopes.set(id, scope);
  }
  return scopes;
}

/** The family that all models of a developer are members of, over any number of steps; null if there is no such family. */
export async function familyOfDeveloper(store: Store, developer: string): Promise<EntityRecord | null> {
  const isStated = ({ withdrawn }: ClaimRecord) => withdrawn === null;
  const developed = (await store.claims({ from: [developer], relation: ['develops'] })).filter(isStated);
  const models = [...new Set(developed.map(({ to }) => to))];
  const query: ClaimQuery = { from: models, to: models, relation: ['member-of'] };
  const memberships = (await store.claims(query)).filter(isStated);
  const members = new Set(memberships.map(({ from }) => from));
  const [family, ...others] = models.filter((id) => !members.has(id));
  if (family === undefined || others.length > 0 || members.size === 0) return null;
  return (await store.entities([family])).get(family) ?? null;
}
