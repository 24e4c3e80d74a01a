/** Supporters by model, with the firmest status of the claims that name the model itself. */
import { addAll } from '../model/add-all.ts';
import { groupBy } from '../model/group-by.ts';
import { statusOfModel } from '../model/qualifiers.ts';
import type { EntityRecord } from '../model/records.ts';
import { ROLES, type Role, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { Claim } from './answers/claim.ts';
import type { MatrixCell, MatrixRow } from './answers/matrix.ts';
import { compareFirmness, compareRefs, readClaims, refOf, uniqueById } from './claims.ts';
import {
  claimsOfRows,
  compareSupporters,
  disagree,
  type ListedSupport,
  type SupporterFilter,
  SupportListing,
} from './who-supports.ts';

/** Selects the supporters and models of a matrix; without names all that claims of support name. */
export interface MatrixFilter extends Omit<SupporterFilter, 'scope'> {
  supporters?: readonly EntityRecord[];
  models?: readonly EntityRecord[];
}

/**
 * One row for each supporter, sorted by role, then by name. Every row has a cell for every model, in the same order. A supporter or
 * model that was asked for has its row or column even if nothing is recorded.
 */
export async function matrix(
  store: Store,
  { supporters, models, ...filter }: MatrixFilter,
): Promise<MatrixRow[]> {
  const query = { relation: ['supports'], ...(models && { to: models.map(({ id }) => id) }) } as const;
  const found = await readClaims(store, query, filter);
  const listing = await SupportListing.read(store, found);
  const wanted = supporters && new Set(supporters.map(({ id }) => id));
  const support = listing
    .rows(found, filter.by ?? 'vendor', () => 'exact')
    .filter((row) => listing.isWanted(row, { ...filter, scope: ['exact'] }))
    .filter(({ supporter }) => !wanted || wanted.has(supporter?.id ?? ''));
  // Most cells are empty. The empty cells of a model share one object to save memory.
  const empty = (models?.map(refOf) ?? uniqueById(support.map(({ model }) => model))).sort(compareRefs).map(
    (model): MatrixCell => ({
      model,
      recorded: false,
      status: null,
      precision: null,
      mode: null,
      task: null,
      disagreement: false,
      claims: [],
    }),
  );
  const rows = [...groupBy(support, ({ supporter }) => supporter?.id ?? null).values()].map(
    (own): MatrixRow => {
      const cells = new Map(
        [...groupBy(own, ({ model }) => model.id).values()].map((rows) => [
          rows[0]?.model.id,
          matrixCell(rows),
        ]),
      );
      const supporter = own[0]?.supporter ?? null;
      return {
        supporter,
        roles: [...listing.rolesOf(supporter)],
        cells: empty.map((cell) => cells.get(cell.model.id) ?? cell),
      };
    },
  );
  const listed = new Set(rows.map(({ supporter }) => supporter?.id));
  const others = (supporters ?? []).filter(({ id }) => !listed.has(id));
  addAll(
    rows,
    others.map((entity) => ({ supporter: refOf(entity), roles: entity.roles, cells: empty })),
  );
  return rows.sort(
    (a, b) => roleRank(a.roles) - roleRank(b.roles) || compareSupporters(a.supporter, b.supporter),
  );
}

/** The cell of the rows of one supporter and model, one for each vendor. Vendors whose product is not stated do not contradict each other. */
function matrixCell(rows: readonly ListedSupport[]): MatrixCell {
  const claims = uniqueById(claimsOfRows(rows)).sort(compareFirmness);
  const [first] = claims as [Claim];
  const isStated = rows.every(({ supporter }) => supporter !== null);
  return {
    model: first.to,
    recorded: true,
    status: statusOfModel(first),
    precision: first.precision,
    mode: first.mode,
    task: first.task,
    disagreement: isStated ? disagree(claims) : rows.some(({ disagreement }) => disagreement),
    claims: claims.map(({ id }) => id),
  };
}

const roleRank = ([first]: readonly Role[]) =>
  first === undefined ? words(ROLES).length : words(ROLES).indexOf(first);
