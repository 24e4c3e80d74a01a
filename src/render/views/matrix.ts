/** The view of `matrix`: supporters by model, one symbol per status, and a legend. */
import { capitalised } from '../../model/capitalised.ts';
import { count } from '../../model/count.ts';
import { STATUSES, type Status, type SupportViewName } from '../../model/vocabulary.ts';
import type { MatrixCell, MatrixRow } from '../../query/answers/matrix.ts';
import { restrictionValues } from '../../query/claim-words.ts';
import { entityColumns } from '../records.ts';
import { NONE, type Records, type RichText, type Span, span, type View } from '../view.ts';
import { withoutBreaks } from '../wrap.ts';
import { CLAIMS_DIFFER, DENIED_IN_PART, glyphSpan, roleOrKind, statusSpan } from './parts.ts';

const TITLES: Record<SupportViewName, string> = {
  vendor: 'Supporters',
  hardware: 'Hardware',
  service: 'Services',
  framework: 'Frameworks',
};

/** One row for each supporter, with a column for each model; with `long`, one row for each of its models. */
export function matrixView(rows: readonly MatrixRow[], by: SupportViewName, long: boolean): View {
  const models = rows[0]?.cells.map(({ model }) => model.name) ?? [];
  const supported = rows.flatMap(({ cells }) => recorded(cells));
  const claims = new Set(supported.flatMap((cell) => cell.claims)).size;
  const isFull = supported.length === rows.length * models.length;
  return {
    data: rows,
    records: () => matrixRecords(rows, long),
    ids: rows.flatMap(({ supporter }) => supporter?.id ?? []),
    title: `${TITLES[by]} by model`,
    blocks: () => [
      {
        heading: null,
        columns: [
          by === 'vendor' ? 'Supporter' : capitalised(by),
          ...(by === 'vendor' ? ['Role'] : []),
          ...(long ? ['Model', 'Status'] : models),
        ],
        rows: rows.flatMap(({ supporter, roles, cells }) => {
          const first = [
            supporter?.name ?? 'not stated',
            ...(by === 'vendor' ? [supporter === null ? NONE : roleOrKind(roles, supporter.kind)] : []),
          ];
          if (!long) return [[...first, ...cells.map(matrixContent)]];
          return recorded(cells).map((cell): RichText[] => [
            ...first,
            cell.model.name,
            [...wholeStatus(cell), ...(cell.disagreement ? [span('weak', CLAIMS_DIFFER)] : [])],
          ]);
        }),
      },
    ],
    footer: {
      ...(long ? {} : { legend: legend(supported, isFull) }),
      left: `${count(rows.filter(({ supporter }) => supporter !== null).length, 'supporter')} · ${count(models.length, 'model')} · ${count(claims, 'claim')}`,
      right: 'chipkb why <supporter> <model> shows the evidence',
    },
    empty: rows.length === 0 ? 'No recorded support' : null,
  };
}

/** The cells with claims. */
const recorded = (cells: readonly MatrixCell[]) => cells.filter(({ claims }) => claims.length > 0);

/** A row for each supporter, with a column for each model that has its id; with `long`, a row for each cell with claims. */
function matrixRecords(rows: readonly MatrixRow[], long: boolean): Records {
  const own = [...entityColumns('supporter'), 'roles'];
  if (long)
    return {
      columns: [
        ...own,
        ...entityColumns('model'),
        'status',
        'precision',
        'mode',
        'task',
        'disagreement',
        'claims',
      ],
      rows: rows.flatMap(({ supporter, roles, cells }) =>
        recorded(cells).map((cell) => ({ supporter, roles, ...cell })),
      ),
    };
  return {
    columns: [...own, ...(rows[0]?.cells.map(({ model }) => model.id) ?? [])],
    rows: rows.map(({ supporter, roles, cells }) => ({
      ...Object.fromEntries(cells.map(({ model, status }) => [model.id, status])),
      supporter,
      roles,
    })),
  };
}

/** Shared by all empty cells, because there can be very many. */
const NO_CLAIM_CELL: RichText = [glyphSpan(null)];

function matrixContent(cell: MatrixCell): RichText {
  if (cell.claims.length === 0) return NO_CLAIM_CELL;
  const marks = [...(isRestricted(cell) ? [RESTRICTED] : []), ...(cell.disagreement ? [DIFFER] : [])];
  const status = cell.status === null ? span('dim', NONE) : glyphSpan(cell.status);
  return [status, ...marks.map((mark) => span('weak', ` ${mark}`))];
}

/** The status in words with what it is restricted to: by name if the cell has one claim. */
function wholeStatus(cell: MatrixCell): Span[] {
  const restrictions = restrictionValues(cell).join(' ');
  if (restrictions === '') return [statusSpan(cell.status)];
  const named = cell.claims.length === 1 ? restrictions : null;
  const words =
    cell.status === null
      ? `${DENIED_IN_PART}${named === null ? ' in part' : `: ${named}`}`
      : `only ${named ?? 'in part'}`;
  return [statusSpan(cell.status), span('dim', ` (${words})`)];
}

const RESTRICTED_TO_SOME = 'only in some precisions, modes or tasks';

/** Marks a status that is that of a precision, mode or task only. */
const RESTRICTED = '†';
/** Marks claims that disagree. */
const DIFFER = '*';

const isRestricted = (cell: MatrixCell) => cell.status !== null && restrictionValues(cell).length > 0;

/** A symbol with its meaning. */
const entry = (symbol: Span, meaning: string): Span[] => [
  symbol,
  span('plain', `${withoutBreaks(` ${meaning}`)}   `),
];

const DENIED_IN_PART_OF_MODEL = `${DENIED_IN_PART} in some precisions, modes or tasks`;

function legend(supported: readonly MatrixCell[], isFull: boolean): RichText {
  const used = new Set(supported.map(({ status }) => status));
  const statuses = (Object.keys(STATUSES) as Status[]).filter((status) => used.has(status)).reverse();
  return [
    ...statuses.flatMap((status) => entry(glyphSpan(status), STATUSES[status].label)),
    ...(used.has(null) ? entry(span('dim', NONE), DENIED_IN_PART_OF_MODEL) : []),
    ...(supported.some(isRestricted) ? entry(span('weak', RESTRICTED), RESTRICTED_TO_SOME) : []),
    ...(supported.some(({ disagreement }) => disagreement)
      ? entry(span('weak', DIFFER), 'claims differ')
      : []),
    ...(isFull ? [] : [glyphSpan(null), span('plain', withoutBreaks(' nothing recorded'))]),
  ];
}
