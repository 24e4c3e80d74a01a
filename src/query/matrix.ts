/** Supporters by model, with the firmest status of the claims that name the model itself. */
import { groupBy } from '../model/group-by.ts';
import { ROLES, type Role, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { Claim } from './answers/claim.ts';
import type { MatrixCell, MatrixRow } from './answers/matrix.ts';
import type { SupportRow } from './answers/support.ts';
import { compareFirmness, compareRefs, readClaims, uniqueById } from './claims.ts';
import {
  claimsOfRows,
  compareSupporters,
  disagree,
  type SupporterFilter,
  SupportListing,
} from './who-supports.ts';

/** One row for each supporter, sorted by role, then by name. Every row has a cell for every model, in the same order. */
export async function matrix(store: Store, filter: Omit<SupporterFilter, 'scope'>): Promise<MatrixRow[]> {
  const found = await readClaims(store, { relation: ['supports'] }, filter);
  const listing = await SupportListing.read(store, found);
  const support = listing
    .rows(found, filter.by ?? 'vendor', () => 'exact')
    .filter((row) => listing.isWanted(row, { ...filter, scope: ['exact'] }));
  // Most cells are empty. The empty cells of a model share one object to save memory.
  const empty = uniqueById(support.map(({ model }) => model))
    .sort(compareRefs)
    .map((model): MatrixCell => ({ model, status: null, disagreement: false, claims: [] }));
  const rows = [...groupBy(support, ({ supporter }) => supporter?.id ?? null).values()].map(
    (own): MatrixRow => {
      const cells = new Map(
        [...groupBy(own, ({ model }) => model.id).values()].map((rows) => [rows[0]?.model.id, cellOf(rows)]),
      );
      const supporter = own[0]?.supporter ?? null;
      return {
        supporter,
        roles: [...listing.rolesOf(supporter)],
        cells: empty.map((cell) => cells.get(cell.model.id) ?? cell),
      };
    },
  );
  return rows.sort(
    (a, b) => roleRank(a.roles) - roleRank(b.roles) || compareSupporters(a.supporter, b.supporter),
  );
}

/** The cell of the rows of one supporter and model, one for each vendor. */
function cellOf(rows: readonly SupportRow[]): MatrixCell {
  const claims = uniqueById(claimsOfRows(rows)).sort(compareFirmness);
  const [{ to, status }] = claims as [Claim];
  return { model: to, status, disagreement: disagree(claims), claims: claims.map(({ id }) => id) };
}

const roleRank = ([first]: readonly Role[]) =>
  first === undefined ? words(ROLES).length : words(ROLES).indexOf(first);
