/** The view of a search. */
import type { SearchRow } from '../../query/answers/search.ts';
import { type Content, type Span, span, type View } from '../view.ts';
import { count } from './parts.ts';

/** What is like the words, best first; the best match of each in context. */
export function searchView(typed: string, rows: readonly SearchRow[]): View {
  return {
    data: rows,
    ids: rows.map(({ id }) => id),
    title: `Search: ${typed}`,
    blocks: () => [
      {
        heading: null,
        columns: ['Name', 'Kind', 'Field', 'Match'],
        rows: rows.map(({ name, kind, matches }) => [
          kind === 'remark' ? '–' : name,
          kind,
          matches[0]?.field ?? '',
          highlight(matches[0]),
        ]),
      },
    ],
    footer: {
      left: `${count(rows.length, 'match', 'matches')}, best first`,
      right: 'chipkb show <id> shows an entity',
    },
    empty: rows.length === 0 ? `Nothing is like “${typed}”` : null,
  };
}

function highlight(match: SearchRow['matches'][number] | undefined): Content {
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
