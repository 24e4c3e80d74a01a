/** The view of `search`. */
import { count } from '../../model/count.ts';
import { groupBy } from '../../model/group-by.ts';
import type { SearchRow } from '../../query/answers/search.ts';
import { entityColumns } from '../records.ts';
import { type Block, type Line, type RichText, type Span, span, type View } from '../view.ts';

type Match = SearchRow['matches'][number];

/** The results by type, the best first; with `areExcerpts`, only the part of a passage around its first match. */
export function searchView(typed: string, rows: readonly SearchRow[], areExcerpts: boolean): View {
  const entities = rows.filter(({ kind }) => kind !== 'claim' && kind !== 'remark');
  const passages = matchedPassages(rows.filter(({ kind }) => kind === 'claim'));
  const remarks = rows.filter(({ kind }) => kind === 'remark');
  const text = (match: Match) => highlight(match, areExcerpts);
  return {
    data: rows,
    records: () => ({
      columns: ['id', 'name', 'kind', ...entityColumns('saidBy'), 'source', 'line', 'score', 'field', 'text'],
      rows: rows.flatMap(({ matches, ...row }) =>
        matches.map((match) => ({ ...row, ...match, line: match.line ?? row.line })),
      ),
    }),
    ids: rows.map(({ id }) => id),
    title: `Search: ${typed}`,
    blocks: (): Block[] => [
      ...(entities.length === 0
        ? []
        : [
            {
              heading: 'Entities',
              columns: ['Name', 'Kind', 'Match'],
              rows: entities.map(({ name, kind, matches }): RichText[] => [
                name,
                kind,
                matches[0] ? text(matches[0]) : '',
              ]),
            },
          ]),
      ...(passages.length === 0
        ? []
        : [
            {
              heading: 'Claims',
              lines: passages.flatMap(({ place, match, names }): Line[] => [
                { indent: 2, text: text(match) },
                { indent: 4, text: [span('dim', `${place} · ${names.join('; ')}`)] },
              ]),
            },
          ]),
      ...(remarks.length === 0
        ? []
        : [
            {
              heading: 'Remarks',
              lines: remarks.flatMap((row): Line[] => {
                const [match] = row.matches;
                const saidBy = row.saidBy === null ? '' : ` · said by ${row.saidBy.name}`;
                return [
                  { indent: 2, text: match?.field === 'summary' ? text(match) : row.name },
                  { indent: 4, text: [span('dim', `${placeOf(row, row.line)}${saidBy}`)] },
                ];
              }),
            },
          ]),
    ],
    footer: {
      left: `${count(rows.length, 'result')}, best first`,
      right: 'chipkb show <id> shows one; --format ids prints ids',
    },
    empty: rows.length === 0 ? `No results for “${typed}”` : null,
  };
}

const placeOf = ({ source }: SearchRow, line: number | null): string => `${source}:${line}`;

/** Each passage once, with the names of the claims that it is evidence for. */
function matchedPassages(claims: readonly SearchRow[]): { place: string; match: Match; names: string[] }[] {
  const all = claims.flatMap((row) =>
    row.matches.map((match) => ({ place: placeOf(row, match.line), match, name: row.name })),
  );
  return [...groupBy(all, ({ place, match }) => JSON.stringify([place, match.text])).values()].flatMap(
    (same) => {
      const [first] = same;
      return first ? [{ ...first, names: same.map(({ name }) => name) }] : [];
    },
  );
}

/** In characters, before and after the first match. */
const EXCERPT_BEFORE = 30;
const EXCERPT_AFTER = 70;

function highlight({ text, ranges }: Match, isExcerpt: boolean): RichText {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const first = sorted[0]?.[0] ?? 0;
  const isWhole = !isExcerpt || text.length <= EXCERPT_BEFORE + EXCERPT_AFTER;
  const from = isWhole || first <= EXCERPT_BEFORE ? 0 : text.indexOf(' ', first - EXCERPT_BEFORE) + 1;
  const cut = text.lastIndexOf(' ', from + EXCERPT_BEFORE + EXCERPT_AFTER);
  const to =
    isWhole || from + EXCERPT_BEFORE + EXCERPT_AFTER >= text.length || cut <= first ? text.length : cut;
  const spans: Span[] = from > 0 ? [span('dim', '… ')] : [];
  let at = from;
  for (const [start, end] of sorted) {
    if (start < at || end > to) continue;
    spans.push(span('plain', text.slice(at, start)), span('match', text.slice(start, end)));
    at = end;
  }
  return [...spans, span('plain', text.slice(at, to)), ...(to < text.length ? [span('dim', ' …')] : [])];
}
