/** Supporters by model, with the strongest status of the claims that name the model itself. */
import { groupBy } from '../model/group-by.ts';
import type { ClaimRecord } from '../model/records.ts';
import { ROLES, type Role, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { EntityRef } from './answers/claim.ts';
import type { MatrixCell, MatrixRow } from './answers/matrix.ts';
import { compareRefs, readClaims, strongest } from './claims.ts';
import { disagree, isWanted, type SupporterFilter } from './who-supports.ts';

/** One row for each supporter, sorted by role, then by name. Every row has a cell for every model, in the same order. */
export async function matrix(store: Store, filter: Omit<SupporterFilter, 'scope'>): Promise<MatrixRow[]> {
  const found = await readClaims(store, { relation: ['supports'] }, filter);
  const builder = await AnswerBuilder.forRecords(store, found);
  const claims = found.filter(({ from }) => isWanted(builder, from, filter));
  const empty = [...new Set(claims.map(({ to }) => to))]
    .map((id) => builder.ref(id))
    .sort(compareRefs)
    .map((model): MatrixCell => ({ model, status: null, disagreement: false, claims: [] }));
  const rows = [...groupBy(claims, ({ from }) => from)].map(([id, own]): MatrixRow => {
    const byModel = groupBy(own, ({ to }) => to);
    return {
      supporter: builder.ref(id),
      roles: builder.entity(id)?.roles ?? [],
      // Most cells are empty. The empty cells of a model share one object to save memory.
      cells: empty.map((cell) => {
        const named = byModel.get(cell.model.id);
        return named ? cellOf(cell.model, named, builder) : cell;
      }),
    };
  });
  return rows.sort((a, b) => roleRank(a.roles) - roleRank(b.roles) || compareRefs(a.supporter, b.supporter));
}

const cellOf = (model: EntityRef, named: readonly ClaimRecord[], builder: AnswerBuilder): MatrixCell => ({
  model,
  status: strongest(named.map(({ status }) => status)),
  disagreement: disagree(named.map((claim) => builder.claim(claim))),
  claims: named.map(({ id }) => id),
});

const roleRank = ([first]: readonly Role[]) =>
  first === undefined ? words(ROLES).length : words(ROLES).indexOf(first);
