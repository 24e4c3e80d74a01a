/** The view of `update`. */
import { count } from '../../model/count.ts';
import type { UpdateAnswer } from '../../query/answers/update.ts';
import { type Block, NONE, span, type View } from '../view.ts';
import { diffView } from './diff.ts';
import { resolvedInWords } from './resolved-labels.ts';
import { unrecordedInWords } from './unrecorded.ts';

/** Each source with its commits and cells, what changed in the records, and what a person must look at. */
export function updateView(answer: UpdateAnswer): View {
  const { sources, claims, files, warnings, written } = answer;
  const findings = sources.flatMap((source) => source.findings);
  const claimRows = claims.filter(({ what }) => what === 'claim');
  const counts = (['added', 'removed', 'renamed', 'changed'] as const).flatMap((change) => {
    const { length } = claimRows.filter((row) => row.change === change);
    return length === 0 ? [] : [`${length} ${change}`];
  });
  const changed = count(files.length, 'file');
  return {
    data: answer,
    records: () => ({
      columns: ['source', 'table', 'row', 'column', 'before', 'after', 'line'],
      rows: sources.flatMap(({ source, cells }) => cells.map((cell) => ({ source, ...cell }))),
    }),
    ids: sources.map(({ source }) => source),
    title: 'Tables at a newer commit',
    blocks: () => [
      sourceTable(sources),
      ...diffView('', '', claims).blocks(),
      ...(findings.length > 0 ? [{ heading: 'To look at', findings }] : []),
      ...(warnings.length > 0 ? [{ heading: 'New warnings', findings: warnings }] : []),
    ],
    footer: {
      left: [
        `claims: ${counts.join(', ') || 'none changed'}`,
        written ? `${changed} written` : `${changed} would change; nothing was written`,
      ].join(' · '),
      right: 'chipkb verify --from <clone> compares every cell',
    },
    empty: sources.length === 0 ? 'No sources of tables' : null,
  };
}

function sourceTable(sources: UpdateAnswer['sources']): Block {
  return {
    heading: null,
    columns: ['Source', 'From', 'To', 'Cells came', 'Went', 'Changed'],
    rows: sources.map(({ source, before, after, cells, findings }) => {
      const hasFailed = findings.some(({ level }) => level === 'error');
      const came = cells.filter((cell) => cell.before === null).length;
      const went = cells.filter((cell) => cell.after === null).length;
      return [
        source,
        commitInWords(before),
        hasFailed ? [span('bad', '✗ not updated')] : commitInWords(after),
        ...[came, went, cells.length - came - went].map((n) => (n === 0 ? NONE : String(n))),
      ];
    }),
    notes: sources.map(({ resolved, unrecorded }) => {
      const missing = unrecorded && unrecordedInWords(unrecorded);
      const notes = [
        ...(resolved.length > 0 ? [resolvedInWords(resolved)] : []),
        ...(missing === null ? [] : [missing]),
      ];
      return notes.map((text) => ({ indent: 4, text: [span('dim', text)] }));
    }),
  };
}

/** The length of an abbreviated commit id, as git prints it. */
const SHORT_ID = 7;

const commitInWords = ({ commit, day }: { commit: string; day: string }): string =>
  `${day} ${commit.slice(0, SHORT_ID)}`;
