/** The views of `source` and `coverage`. */
import { count } from '../../model/count.ts';
import type { CoverageRow, SourceText } from '../../query/answers/source.ts';
import { entityColumns } from '../records.ts';
import {
  type Line,
  NONE,
  type RichText,
  type Span,
  type Style,
  span,
  type TextBlock,
  type View,
} from '../view.ts';
import { publishedInWords } from './parts.ts';
import { tableBlocks } from './source-tables.ts';

/** The text with line numbers, quotes marked, and below each line the claims that cite it; if the text is missing, the passages; or the tables. */
export function sourceView(source: SourceText): View {
  const isTextHere = source.lines.length > 0;
  const digits = String((isTextHere ? source.lines : source.passages).at(-1)?.line ?? 0).length;
  return {
    data: source,
    records: () =>
      source.repository === null
        ? { columns: LINE_COLUMNS, rows: source.lines }
        : { columns: CELL_COLUMNS, rows: source.cells },
    ids: [source.id],
    title: source.title,
    blocks: () => [
      {
        heading: null,
        lines: [
          {
            indent: 2,
            text: [
              span('dim', `${source.id} · ${source.publisher.name} · ${publishedInWords(source.published)}`),
            ],
          },
          ...factsOf(source).map((fact) => ({ indent: 2, text: [span('dim', fact)], unbroken: true })),
          ...(isTextHere ? [] : [{ indent: 2, text: notHere(source) }]),
        ],
      },
      ...(source.repository === null ? [textBlock(source, digits)] : tableBlocks(source)),
    ],
    footer: {
      left: `${count(source.claims, 'claim')}${source.repository === null ? ` · ${count(source.remarks, 'remark')}` : ''} · ${placeOfDocument(source)}`,
      right: isTextHere
        ? `chipkb coverage ${source.id} shows the sentences that are not cited`
        : `chipkb cite ${source.id} cites it`,
    },
    empty: null,
  };
}

const placeOfDocument = ({ extent, repository }: SourceText): string =>
  extent ? `document: lines ${extent.first}-${extent.last}` : rowsInTables(repository?.tables ?? []);

/** The number of rows and of tables. */
export const rowsInTables = (tables: readonly { rows: number }[]): string =>
  `${count(
    tables.reduce((sum, { rows }) => sum + rows, 0),
    'row',
  )} in ${count(tables.length, 'table')}`;

const LINE_COLUMNS = [
  'line',
  'start',
  'text',
  'boilerplate',
  'evidence.claims',
  'evidence.remarks',
  'evidence.why',
];

const CELL_COLUMNS = [
  'path',
  'table',
  'line',
  'row',
  'column',
  'printed',
  'words',
  'status',
  'precision',
  'mode',
  'task',
  'artefact',
  ...entityColumns('from', 'to'),
  'commit',
  'withdrawn',
  'withdrawn.commit',
  'withdrawn.date',
  'claims',
];

/** Why something else than the text is shown, and how to check it. */
const notHere = ({ id, repository }: SourceText): string =>
  repository === null
    ? 'The text is not included here. These are its recorded passages, which were checked when the package or file was built.'
    : `These are the recorded rows, and what their cells state. They were checked when they were recorded; \`chipkb verify ${id} --from <clone>\` checks them now.`;

/** Author, republisher, addresses, repository and note, as far as they are recorded. */
const factsOf = ({
  author,
  republishedBy,
  url,
  archived,
  repository,
  origin,
  note,
}: SourceText): string[] => [
  ...(author.length === 0 ? [] : [`by ${author.join(', ')}`]),
  ...(republishedBy === null ? [] : [`republished by ${republishedBy.name}`]),
  ...(url === null ? [] : [url]),
  ...(archived === null ? [] : [`archived: ${archived}`]),
  ...(repository === null ? [] : [`commit of ${repository.committed} · licence ${repository.licence}`]),
  ...(repository?.files ?? []).map(
    ({ path, changed }) => `file: ${path}${changed === null ? '' : `, last changed ${changed}`}`,
  ),
  ...(origin === null ? [] : [`a copy of ${origin}: the two count as one source`]),
  ...(note === null ? [] : [`Note: ${note}`]),
];

/** The lines of a text with what they are evidence for; if the text is missing, its passages. */
const textBlock = (source: SourceText, digits: number): TextBlock => ({
  heading: null,
  lines:
    source.lines.length > 0
      ? source.lines.flatMap((line) => sourceLines(line, digits))
      : source.passages.flatMap((passage) => [
          { indent: 0, label: lineLabel(passage.line, digits), text: [span('quote', passage.quote)] },
          ...citationLines([passage], digits),
        ]),
});

type SourceLine = SourceText['lines'][number];

function sourceLines({ line, start, text, boilerplate, evidence }: SourceLine, digits: number): Line[] {
  const styled: RichText = boilerplate ? [span('dim', text)] : highlighted(text, start, evidence);
  return [{ indent: 0, label: lineLabel(line, digits), text: styled }, ...citationLines(evidence, digits)];
}

const lineLabel = (line: number, digits: number): string => `${String(line).padStart(digits)} │ `;

/** What passages are evidence for, each once. */
function citationLines(evidence: SourceLine['evidence'], digits: number): Line[] {
  const ids = new Set(evidence.flatMap(({ claims, remarks }) => [...claims, ...remarks]));
  const reasons = new Set(evidence.flatMap(({ why }) => why ?? []));
  const line = (text: string): Line => ({ indent: digits + 1, text: [span('dim', `└ ${text}`)] });
  return [
    ...[...ids].map((id) => ({ ...line(id), unbroken: true })),
    ...[...reasons].map((why) => line(`read: ${why}`)),
  ];
}

/** The text of a line with its quotes marked; quotes that touch or overlap are marked as one. */
function highlighted(text: string, start: number, evidence: SourceLine['evidence']): Span[] {
  const ranges: { from: number; to: number }[] = [];
  for (const passage of evidence) {
    const [from, to] = [passage.start - start, Math.min(text.length, passage.end - start)];
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else ranges.push({ from, to });
  }
  const spans: Span[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    spans.push(span('plain', text.slice(at, from)), span('quote', text.slice(from, to)));
    at = to;
  }
  return [...spans, span('plain', text.slice(at))];
}

const STATE: Record<CoverageRow['state'], { glyph: string; label: string; style: Style }> = {
  claim: { glyph: '●', label: 'claim', style: 'good' },
  remark: { glyph: '◍', label: 'remark', style: 'fair' },
  read: { glyph: '✓', label: 'read', style: 'fair' },
  uncovered: { glyph: '✗', label: 'uncovered', style: 'bad' },
  silent: { glyph: '○', label: 'no entities', style: 'weak' },
  boilerplate: { glyph: '·', label: 'boilerplate', style: 'dim' },
};

/** Each sentence of some sources with its state, and totals. */
export function coverageView(sources: readonly string[], rows: readonly CoverageRow[]): View {
  const totals = Object.entries(STATE)
    .map(([state, { label }]) => ({ label, n: rows.filter((row) => row.state === state).length }))
    .filter(({ n }) => n > 0);
  return {
    data: rows,
    records: () => ({
      columns: ['source', 'line', 'start', 'end', 'text', 'state', 'entities', 'claims', 'remarks', 'why'],
      rows,
    }),
    ids: rows.map(({ source, line }) => `${source}:${line}`),
    title: `Coverage of ${sources.join(', ')}`,
    blocks: () => [
      {
        heading: null,
        columns: ['Line', 'State', 'Entities', 'Sentence'],
        rows: rows.map(({ line, state, text, entities, why }) => {
          const { glyph, label, style } = STATE[state];
          return [
            String(line),
            [span(style, `${glyph} ${label}`)],
            entities.join(', ') || NONE,
            [
              span(state === 'boilerplate' ? 'dim' : 'plain', text),
              ...(why === null ? [] : [span('dim', ` (${why})`)]),
            ],
          ];
        }),
      },
    ],
    footer: {
      left: `${count(rows.length, 'sentence')}: ${totals.map(({ label, n }) => `${n} ${label}`).join(', ')}`,
      right: 'chipkb source <id> shows the text',
    },
    empty: rows.length > 0 ? null : sources.length === 0 ? 'No sources recorded' : 'No uncovered sentences',
  };
}
