/** The tables of a source: each row as it is printed, and what its cells state. */
import { groupBy } from '../../model/group-by.ts';
import type { SourceText } from '../../query/answers/source.ts';
import { restrictionsOf } from '../../query/claim-words.ts';
import { symbolInWords } from '../passage.ts';
import { type Block, type Line, NONE, type RichText, type Span, span, type TextBlock } from '../view.ts';
import { listed, statusSpan, withdrawnInWords } from './parts.ts';

type Cell = SourceText['cells'][number];

/** A block for each table, and one for the names and headings that are evidence of other claims. */
export function tableBlocks({ cells, repository }: SourceText): Block[] {
  const digits = String(Math.max(0, ...cells.map(({ line }) => line ?? 0))).length;
  const byTable = groupBy(cells, ({ table }) => table);
  const tables = (repository?.tables ?? []).map(({ id, path, heading }): TextBlock => {
    const own = byTable.get(id) ?? [];
    const rows = groupBy(
      own.filter(({ row }) => row !== null),
      ({ row, line, commit }) => JSON.stringify([row, line, commit]),
    );
    return {
      heading: [span('strong', heading.join(' › ') || id), span('dim', `  ${path}, table ${id}`)],
      lines: [
        ...own.filter(({ row }) => row === null).map((cell) => givenLine(cell, path)),
        ...[...rows.values()].flatMap((row) => rowLines(row, digits)),
        ...(rows.size === 0 ? [{ indent: 2, text: [span('dim', 'No cell states a claim.')] }] : []),
      ],
    };
  });
  const others = byTable.get(null) ?? [];
  if (others.length === 0) return tables;
  const names = { heading: 'Names and headings', lines: others.flatMap((cell) => nameLines(cell, digits)) };
  return [...tables, names];
}

/** A name or heading that counts for all rows of a table. */
const givenLine = ({ printed, path, line }: Cell, own: string): Line => ({
  indent: 2,
  text: [
    span('dim', 'for all rows: '),
    span('strong', printed),
    span(
      'dim',
      `, ${[...(path === own ? [] : [path]), line === null ? 'in the path' : `line ${line}`].join(', ')}`,
    ),
  ],
});

const lineLabel = (line: number | null, digits: number): string =>
  `  ${String(line ?? NONE).padStart(digits)} │ `;

/** The printed names of a row with the entities that they mean, and below it its cells by what they print. */
function rowLines(cells: readonly Cell[], digits: number): Line[] {
  const [first] = cells;
  if (!first) return [];
  const withdrawn =
    first.withdrawn === null ? '' : ` · ${withdrawnInWords(first.withdrawn, null, first.commit)}`;
  const bySymbol = groupBy(cells, ({ printed }) => printed);
  return [
    {
      indent: 0,
      label: lineLabel(first.line, digits),
      text: [span('strong', first.row ?? ''), span('dim', ` → ${endsOf(cells)}${withdrawn}`)],
    },
    ...[...bySymbol.values()].map(
      (own): Line => ({ indent: digits + 5, text: [...symbolSpans(own), span('plain', columnsOf(own))] }),
    ),
  ];
}

/** The models and what supports them, such as “One and Two on Chip A”. */
function endsOf(cells: readonly Cell[]): string {
  const ends = (side: 'from' | 'to') => [
    ...new Map(cells.flatMap((cell) => cell[side].map((ref) => [ref.id, ref] as const))).values(),
  ];
  const artefact = cells[0]?.artefact ?? null;
  const models = listed(ends('to'));
  return `${artefact === null ? models : `${artefact}, a release of ${models},`} on ${listed(ends('from'))}`;
}

const symbolSpans = ([first]: readonly Cell[]): Span[] =>
  first === undefined
    ? []
    : [span('plain', `${symbolInWords(first)} → `), statusSpan(first.status), span('plain', ': ')];

/** The columns, each with what its claims are restricted to unless the header says it. */
const columnsOf = (cells: readonly Cell[]): string =>
  cells
    .map((cell) => {
      const header = cell.column ?? '';
      const restrictions = restrictionsOf(cell).filter((words) => !words.endsWith(` ${header}`));
      return restrictions.length === 0 ? header : `${header} (${restrictions.join(', ')})`;
    })
    .join(', ');

function nameLines({ line, printed, path, claims }: Cell, digits: number): Line[] {
  const text: RichText = [span('strong', printed), span('dim', `  ${path}`)];
  return [
    { indent: 0, label: lineLabel(line, digits), text },
    ...claims.map((id): Line => ({ indent: digits + 5, text: [span('dim', `└ ${id}`)], unbroken: true })),
  ];
}
