/** The view of `matrix`: supporters by model, one symbol per status, and a legend. */

import { count } from '../../model/count.ts';
import { STATUSES, type Status, type SupportViewName } from '../../model/vocabulary.ts';
import type { MatrixCell, MatrixRow } from '../../query/answers/matrix.ts';
import { NONE, type RichText, span, type View } from '../view.ts';
import { capitalised, glyphSpan, roleOrKind } from './parts.ts';

/** One row for each supporter. */
export function matrixView(rows: readonly MatrixRow[], by: SupportViewName): View {
  const models = rows[0]?.cells.map(({ model }) => model.name) ?? [];
  const supported = rows.flatMap(({ cells }) => cells.filter(({ claims }) => claims.length > 0));
  const claims = new Set(supported.flatMap((cell) => cell.claims)).size;
  const isFull = supported.length === rows.length * models.length;
  return {
    data: rows,
    ids: rows.flatMap(({ supporter }) => supporter?.id ?? []),
    title: 'Supporters by model',
    blocks: () => [
      {
        heading: null,
        columns: [
          by === 'vendor' ? 'Supporter' : capitalised(by),
          ...(by === 'vendor' ? ['Role'] : []),
          ...models,
        ],
        rows: rows.map(({ supporter, roles, cells }) => [
          supporter?.name ?? 'not stated',
          ...(by === 'vendor' ? [supporter === null ? NONE : roleOrKind(roles, supporter.kind)] : []),
          ...cells.map(contentOf),
        ]),
      },
      { heading: null, lines: [{ indent: 2, text: legend(supported, isFull) }] },
    ],
    footer: {
      left: `${count(rows.filter(({ supporter }) => supporter !== null).length, 'supporter')} · ${count(models.length, 'model')} · ${count(claims, 'claim')}`,
      right: 'chipkb why <supporter> <model> shows the evidence',
    },
    empty: rows.length === 0 ? 'No recorded support' : null,
  };
}

/** Shared by all empty cells, because there can be very many. */
const EMPTY_CELL: RichText = [glyphSpan(null)];

function contentOf({ status, disagreement, claims }: MatrixCell): RichText {
  if (claims.length === 0) return EMPTY_CELL;
  return disagreement ? [glyphSpan(status), span('weak', ' *')] : [glyphSpan(status)];
}

function legend(supported: readonly MatrixCell[], isFull: boolean): RichText {
  const used = new Set(supported.map(({ status }) => status));
  const statuses = (Object.keys(STATUSES) as Status[]).filter((status) => used.has(status)).reverse();
  return [
    ...statuses.flatMap((status) => [glyphSpan(status), span('plain', ` ${STATUSES[status].label}   `)]),
    ...(supported.some(({ disagreement }) => disagreement)
      ? [span('weak', '*'), span('plain', ' claims differ   ')]
      : []),
    ...(isFull ? [] : [glyphSpan(null), span('plain', ' nothing recorded')]),
  ];
}
