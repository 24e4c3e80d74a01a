/** The view of `compare`: one row for a model or supporter, one column for each that is compared. */
import { count } from '../../model/count.ts';
import type { EntityRef } from '../../query/answers/claim.ts';
import type { ComparedCell, CompareRow } from '../../query/answers/compare.ts';
import { claimRecords, entityColumns } from '../records.ts';
import { type RichText, span, type View } from '../view.ts';
import { withoutBreaks } from '../wrap.ts';
import { CLAIMS_DIFFER, countClaims, listed, statusOfFirmest } from './parts.ts';

/** One row for each model if supporters are compared, otherwise one for each supporter. */
export function compareView(compared: readonly EntityRef[], rows: readonly CompareRow[]): View {
  const what = compared[0]?.kind === 'model' ? 'supporter' : 'model';
  const claims = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.claims));
  return {
    data: rows,
    records: (passages) =>
      claimRecords(
        entityColumns('compared', 'entity'),
        rows.flatMap(({ entity, cells }) =>
          cells.flatMap(({ compared: one, claims: own }) =>
            own.map((claim) => ({ compared: one, entity, ...claim })),
          ),
        ),
        passages,
      ),
    ids: rows.flatMap(({ entity }) => entity?.id ?? []),
    title: `${listed(compared)}, compared`,
    blocks: () => [
      {
        heading: null,
        columns: [what === 'model' ? 'Model' : 'Supporter', ...compared.map(({ name }) => name)],
        rows: rows.map(({ entity, cells }) => [entity?.name ?? 'not stated', ...cells.map(comparedContent)]),
      },
    ],
    footer: {
      left: `${count(rows.length, what)} · ${countClaims(claims)}`,
      right: 'chipkb why <supporter> <model> shows the evidence',
    },
    empty: rows.length === 0 ? `No recorded support to compare for ${listed(compared)}` : null,
  };
}

/** The status; if the claim names another model than the column or the row, also that model. */
function comparedContent(cell: ComparedCell): RichText {
  const { recorded, scope, model, artefact, disagreement } = cell;
  if (!recorded) return [span('dim', 'nothing recorded')];
  return [
    ...statusOfFirmest(cell.status, cell.claims),
    ...(scope === 'exact' || model === null
      ? []
      : [span('dim', ` (${withoutBreaks(artefact ?? model.name)})`)]),
    ...(disagreement ? [span('weak', CLAIMS_DIFFER)] : []),
  ];
}
