/** The view of supporters against models: a glyph a status, and a legend. */
import { STATUSES, type Status } from '../../model/vocabulary.ts';
import type { MatrixRow } from '../../query/answers.ts';
import { type Content, span, type View } from '../view.ts';
import { count, glyphSpan, roleOrKind } from './parts.ts';

/** The grid, a row a supporter. */
export function matrixView(rows: readonly MatrixRow[]): View {
  const models = rows[0]?.cells.map(({ model }) => model.name) ?? [];
  const claims = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.claims))).size;
  return {
    data: rows,
    ids: rows.map(({ supporter }) => supporter.id),
    title: 'Supporters and models',
    blocks: [
      {
        heading: null,
        columns: ['Supporter', 'Role', ...models],
        rows: rows.map(({ supporter, roles, cells }) => [
          supporter.name,
          roleOrKind(roles, supporter.kind),
          ...cells.map(
            ({ status, disagreement }): Content =>
              disagreement ? [glyphSpan(status), span('weak', ' *')] : [glyphSpan(status)],
          ),
        ]),
      },
      { heading: null, lines: [{ indent: 2, content: legend(rows) }] },
    ],
    footer: {
      left: `${count(rows.length, 'supporter')} · ${count(models.length, 'model')} · ${count(claims, 'claim')}`,
      right: 'chipkb why <supporter> <model> shows the passages',
    },
    empty: rows.length === 0 ? 'No recorded support' : null,
  };
}

function legend(rows: readonly MatrixRow[]): Content {
  const used = new Set(rows.flatMap(({ cells }) => cells.map(({ status }) => status)));
  const statuses = (Object.keys(STATUSES) as Status[]).filter((status) => used.has(status)).reverse();
  return [
    ...statuses.flatMap((status) => [glyphSpan(status), span('plain', ` ${STATUSES[status].label}   `)]),
    ...(rows.some(({ cells }) => cells.some(({ disagreement }) => disagreement))
      ? [span('weak', '*'), span('plain', ' claims differ   ')]
      : []),
    ...(used.has(null) ? [glyphSpan(null), span('plain', ' no recorded support that names it')] : []),
  ];
}
