/** The view of `search`. */

import { count } from '../../model/count.ts';
import type { SearchRow } from '../../query/answers/search.ts';
import { NONE, type RichText, type Span, span, type View } from '../view.ts';

/** The results, best first, each with its best match. */
export function searchView(typed: string, rows: readonly SearchRow[]): View {
  return {
    data: rows,
    records: () => ({
      columns: ['id', 'name', 'kind', 'score', 'field', 'text'],
      rows: rows.flatMap(({ matches, ...row }) => matches.map((match) => ({ ...row, ...match }))),
    }),
    ids: rows.map(({ id }) => id),
    title: `Search: ${typed}`,
    blocks: () => [
      {
        heading: null,
        columns: ['Name', 'Kind', 'Field', 'Match'],
        rows: rows.map(({ name, kind, matches }) => [
          kind === 'remark' ? NONE : name,
          kind,
          matches[0]?.field ?? '',
          highlight(matches[0]),
        ]),
      },
    ],
    footer: {
      left: `${count(rows.length, 'result')}, best first`,
      right: 'chipkb show <id> shows an entity',
    },
    empty: rows.length === 0 ? `No results for “${typed}”` : null,
  };
}

function highlight(match: SearchRow['matches'][number] | undefined): RichText {
  if (!match) return '';
  const spans: Span[] = [];
  let at = 0;
  for (const [start, end] of [...match.ranges].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    spans.push(span('plain', match.text.slice(at, start)), span('match', match.text.slice(start, end)));
    at = end;
  }
  return [...spans, span('plain', match.text.slice(at))];
}
