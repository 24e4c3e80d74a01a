/** Supporters or models side by side. */
import { groupBy } from '../model/group-by.ts';
import type { EntityRecord } from '../model/records.ts';
import type { Store } from '../store/store.ts';
import type { EntityRef } from './answers/claim.ts';
import type { ComparedCell, CompareRow } from './answers/compare.ts';
import type { SupportRow } from './answers/support.ts';
import { refOf } from './claims.ts';
import { compareSupporters, type SupporterFilter, supports, whoSupports } from './who-supports.ts';

/** One row for each model that one of some supporters supports, with a cell for each supporter. */
export const compareSupport = (
  store: Store,
  supporters: readonly EntityRecord[],
  filter: SupporterFilter,
): Promise<CompareRow[]> =>
  compare(
    supporters,
    (who) => supports(store, who, filter),
    ({ model }) => model,
  );

/** One row for each supporter of one of some models, with a cell for each model. */
export const compareModels = (
  store: Store,
  models: readonly EntityRecord[],
  filter: SupporterFilter,
): Promise<CompareRow[]> =>
  compare(
    models,
    ({ id }) => whoSupports(store, id, filter),
    ({ supporter }) => supporter,
  );

async function compare(
  compared: readonly EntityRecord[],
  rowsFor: (entity: EntityRecord) => Promise<SupportRow[]>,
  otherEnd: (row: SupportRow) => EntityRef | null,
): Promise<CompareRow[]> {
  const found = (await Promise.all(compared.map(rowsFor))).flat();
  const byOther = groupBy(found, (row) => JSON.stringify(otherEnd(row)?.id ?? null));
  return [...byOther.values()]
    .map((rows): CompareRow => {
      const [first] = rows;
      const byCompared = groupBy(rows, ({ asked }) => asked.id);
      return {
        entity: first ? otherEnd(first) : null,
        cells: compared.map((entity) => cellOfRows(refOf(entity), byCompared.get(entity.id) ?? [])),
      };
    })
    .sort((a, b) => compareSupporters(a.entity, b.entity));
}

/** The cell of rows that are sorted by scope; it has the facts of the first. */
function cellOfRows(compared: EntityRef, rows: readonly SupportRow[]): ComparedCell {
  const [first] = rows;
  return {
    compared,
    recorded: first !== undefined,
    model: first?.model ?? null,
    artefact: first?.artefact ?? null,
    scope: first?.scope ?? null,
    status: first?.status ?? null,
    precision: first?.precision ?? null,
    mode: first?.mode ?? null,
    task: first?.task ?? null,
    disagreement: first?.disagreement ?? false,
    claims: rows.flatMap(({ claims }) => claims),
  };
}
