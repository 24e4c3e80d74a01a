/** Supporters against models: the strongest status of the claims that name the model itself. */
import { compareNames } from '../model/names.ts';
import { ROLES, type Role, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { MatrixRow } from './answers.ts';
import { Hydrator, readClaims, strongest, uniqueById } from './claims.ts';
import { disagree, isWanted, type SupporterFilter } from './who-supports.ts';

/** One row a supporter, by role and then by name; every row has a cell for every model, in the same order. */
export async function matrix(store: Store, filter: Omit<SupporterFilter, 'scope'>): Promise<MatrixRow[]> {
  const found = await readClaims(store, { relation: ['supports'] }, filter);
  const hydrator = await Hydrator.for(store, found);
  const claims = found.filter(({ from }) => isWanted(hydrator, from, filter));
  const byName = (a: { name: string }, b: { name: string }) => compareNames(a.name, b.name);
  const supporters = uniqueById(claims.map(({ from }) => hydrator.ref(from))).sort(byName);
  const models = uniqueById(claims.map(({ to }) => hydrator.ref(to))).sort(byName);
  const rows = supporters.map((supporter): MatrixRow => {
    const own = claims.filter(({ from }) => from === supporter.id);
    return {
      supporter,
      roles: hydrator.entity(supporter.id)?.roles ?? [],
      cells: models.map((model) => {
        const named = own.filter(({ to }) => to === model.id);
        return {
          model,
          status: strongest(named.map(({ status }) => status)),
          disagreement: disagree(named.map((claim) => hydrator.claim(claim))),
          claims: named.map(({ id }) => id),
        };
      }),
    };
  });
  return rows.sort((a, b) => roleRank(a.roles) - roleRank(b.roles) || byName(a.supporter, b.supporter));
}

const roleRank = ([first]: readonly Role[]) =>
  first === undefined ? words(ROLES).length : words(ROLES).indexOf(first);
