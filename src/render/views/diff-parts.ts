/** What is told of a record that changed: its name, its place, and each thing that differs. */
import { KINDS, ROLES, STATUSES, type Status, wordingOf } from '../../model/vocabulary.ts';
import type { Remark } from '../../query/answers/claim.ts';
import type { DiffRow, FieldChange } from '../../query/answers/diff.ts';
import { type Content, NONE, type Span, span } from '../view.ts';
import { names, viaNames } from './parts.ts';

/** How a status is shown. */
export type ShowStatus = (status: Status | null) => Span;

/** A status in words alone. */
export const statusLabel: ShowStatus = (status) =>
  span('plain', status === null ? NONE : STATUSES[status].label);

/** The record, as the subject of what is told of it. */
export function nameOf(row: DiffRow): Span[] {
  switch (row.what) {
    case 'kb':
      return [span('strong', row.kb.title)];
    case 'entity':
      return [span('strong', row.entity.name)];
    case 'claim': {
      const { from, relation, status, to } = row.claim;
      const verb = ` ${wordingOf(relation, status, 'out')} `;
      return [span('strong', from.name), span('plain', verb), span('strong', to.name)];
    }
    case 'remark':
      return [span('plain', remarkName(row.remark))];
    case 'source':
      return [span('plain', `“${row.source.title}”`)];
  }
}

function remarkName({ topic, saidBy, subject }: Remark): string {
  const speaker = saidBy === null ? '' : ` by ${saidBy.name}`;
  return `Remark${speaker}${subject.length === 0 ? '' : ` on ${names(subject)}`} (${topic})`;
}

/** What tells a record that stands on one side only. */
export function factsOf(row: DiffRow, show: ShowStatus): Content[] {
  if (row.change !== 'added' && row.change !== 'removed') return [];
  switch (row.what) {
    case 'kb':
      return [];
    case 'entity':
      return [KINDS[row.entity.kind].label, row.entity.description];
    case 'claim': {
      const { status, via, saidBy } = row.claim;
      return [
        ...(status === null ? [] : [[show(status)]]),
        ...(via.length === 0 ? [] : [`via ${viaNames(via)}`]),
        ...(saidBy === null ? [] : [`said by ${saidBy.name}`]),
      ];
    }
    case 'remark':
      return [row.remark.summary];
    case 'source':
      return [row.source.publisher.name, row.source.published];
  }
}

/** Where a claim or remark stands, and the id of anything else. */
export function placeOf(row: DiffRow): string {
  if (row.what === 'kb') return '';
  if (row.what === 'entity' || row.what === 'source') return row.id;
  const { evidence } = row.what === 'claim' ? row.claim : row.remark;
  const lines = [...new Set(evidence.map(({ line }) => line))].filter((line) => line > 0);
  const source = evidence[0]?.source ?? '';
  if (lines.length === 0) return source;
  return `${source}, line${lines.length > 1 ? 's' : ''} ${lines.sort((a, b) => a - b).join(', ')}`;
}

/** One thing that differs in a record. */
export interface Detail {
  label: string;
  content: Span[];
  /** How it reads in a sentence about the record. */
  inline: Content;
}

/** Everything that differs in a record that stands on both sides. */
export function detailsOf(row: DiffRow, show: ShowStatus): Detail[] {
  const renamed = row.change === 'renamed' ? [arrow('id', [plain(row.formerId ?? '')], [plain(row.id)])] : [];
  return [...renamed, ...row.fields.flatMap((field) => detailsOfField(field, show))];
}

const plain = (text: string): Span => span('plain', text);

function arrow(label: string, before: Span[], after: Span[]): Detail {
  const content = [...before, span('dim', ' → '), ...after];
  return { label, content, inline: [plain(`${label} `), ...content] };
}

function one(label: string, content: Span[]): Detail {
  return { label, content, inline: [plain(`${label}: `), ...content] };
}

const LABELS: Record<FieldChange['field'], string> = {
  name: 'name',
  kind: 'kind',
  description: 'description',
  location: 'location',
  printed: 'printed',
  channel: 'channel',
  printedDate: 'printed date',
  date: 'date',
  dateBasis: 'basis of the date',
  note: 'note',
  topic: 'topic',
  summary: 'summary',
  title: 'title',
  url: 'address',
  published: 'published',
  publishedBasis: 'basis of the publication',
  retrieved: 'retrieved',
  sha256: 'text, by its sha256',
  extent: 'lines of the document',
  licence: 'licence',
  status: 'status',
  saidBy: 'said by',
  publisher: 'publisher',
  roles: 'role',
  links: 'link',
  aliases: 'alias',
  via: 'via',
  with: 'with',
  subject: 'subject',
  evidence: 'quote',
  read: 'passage that states nothing',
};

function detailsOfField(change: FieldChange, show: ShowStatus): Detail[] {
  const label = LABELS[change.field];
  const scalar = (before: string | null | undefined, after: string | null | undefined): Detail[] => {
    if (before && after) return [arrow(label, [plain(before)], [plain(after)])];
    return [
      ...(before ? [one(`${label} removed`, [plain(before)])] : []),
      ...(after ? [one(`${label} added`, [plain(after)])] : []),
    ];
  };
  const each = <T>({ removed, added }: { removed: T[]; added: T[] }, told: (item: T) => Span[]): Detail[] => [
    ...removed.map((item) => one(`${label} removed`, told(item))),
    ...added.map((item) => one(`${label} added`, told(item))),
  ];
  switch (change.field) {
    case 'status': {
      const way = change.direction === null ? [] : [span('dim', `, ${change.direction}`)];
      const { content } = arrow(label, [show(change.before)], [show(change.after), ...way]);
      return [{ label, content, inline: content }];
    }
    case 'saidBy':
    case 'publisher':
      return scalar(change.before?.name, change.after?.name);
    case 'roles':
      return each(change, (role) => [plain(ROLES[role].label)]);
    case 'links':
      return each(change, (text) => [plain(text)]);
    case 'aliases':
      return each(change, ({ name, lang, ambiguous }) => [
        plain([name, ...(lang === null ? [] : [lang]), ...(ambiguous ? ['ambiguous'] : [])].join(', ')),
      ]);
    case 'via':
      return each(change, (item) => [plain(viaNames([item]))]);
    case 'with':
    case 'subject':
      return each(change, ({ name }) => [plain(name)]);
    case 'evidence':
      return each(change, ({ quote }) => [span('quote', quote)]);
    case 'read':
      return each(change, ({ quote, why }) => [span('quote', quote), plain(` (${why})`)]);
    case 'description':
    case 'note':
    case 'summary':
    case 'title':
    case 'printed':
    case 'dateBasis':
    case 'publishedBasis':
      return scalar(quoted(change.before), quoted(change.after));
    case 'sha256':
      return scalar(shortened(change.before), shortened(change.after));
    default:
      return scalar(change.before, change.after);
  }
}

/** Enough of a sha256 to see that it is another. */
const shortened = (sha256: string | null): string | null => sha256 && `${sha256.slice(0, 12)}…`;

const quoted = (text: string | null): string | null => text && `“${text}”`;
