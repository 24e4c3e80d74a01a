/** The parts of a record in a diff: its name, its position, and each field that differs. */
import { KINDS, ROLES, STATUSES, type Status } from '../../model/vocabulary.ts';
import type { Remark } from '../../query/answers/claim.ts';
import type { DiffRow, FieldChange } from '../../query/answers/diff.ts';
import { cellsOrAll, linesOf, passagePlace, passageText } from '../passage.ts';
import { NONE, type RichText, type Span, span } from '../view.ts';
import { names, publishedInWords, sentenceOf, viaNames } from './parts.ts';

/** Turns a status into text. */
export type ShowStatus = (status: Status | null) => Span;

/** A status in words alone. */
export const statusLabel: ShowStatus = (status) =>
  span('plain', status === null ? NONE : STATUSES[status].label);

/** The name of a record, or a sentence for a claim. */
export function nameOf(row: DiffRow): Span[] {
  switch (row.what) {
    case 'kb':
      return [span('strong', row.kb.title)];
    case 'entity':
      return [span('strong', row.entity.name)];
    case 'claim':
      return sentenceOf(row.claim);
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

/** The main facts of a record that was added or removed. */
export function mainFacts(row: DiffRow, show: ShowStatus): RichText[] {
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
      return [row.source.publisher.name, publishedInWords(row.source.published)];
  }
}

/** The source and lines of a claim or remark; the id of anything else. */
export function positionOf(row: DiffRow): string {
  if (row.what === 'kb') return '';
  if (row.what === 'entity' || row.what === 'source') return row.id;
  const { evidence } = row.what === 'claim' ? row.claim : row.remark;
  const lines = linesOf(cellsOrAll(evidence));
  const source = evidence[0]?.source ?? '';
  if (lines.length === 0) return source;
  return `${source}, line${lines.length > 1 ? 's' : ''} ${lines.join(', ')}`;
}

/** One field that differs, or one item of it. */
export interface Detail {
  label: string;
  text: Span[];
  /** The text as part of a sentence. */
  inline: RichText;
}

/** Everything that differs in a record that was changed or renamed. */
export function detailsOf(row: DiffRow, show: ShowStatus): Detail[] {
  const renamed =
    row.change === 'renamed' ? [arrow('id', [plainSpan(row.formerId ?? '')], [plainSpan(row.id)])] : [];
  return [...renamed, ...row.fields.flatMap((field) => detailsOfField(field, show))];
}

const plainSpan = (text: string): Span => span('plain', text);

function arrow(label: string, before: Span[], after: Span[]): Detail {
  const text = [...before, span('dim', ' → '), ...after];
  return { label, text, inline: [plainSpan(`${label} `), ...text] };
}

function one(label: string, text: Span[]): Detail {
  return { label, text, inline: [plainSpan(`${label}: `), ...text] };
}

/** Labels that differ from the name of the field in plain words. */
const LABELS: Partial<Record<FieldChange['field'], string>> = {
  printed: 'wording',
  dateBasis: 'basis of the date',
  publishedBasis: 'basis of the publication date',
  url: 'URL',
  sha256: 'sha256 of the text',
  extent: 'lines of the document',
  committed: 'date of the commit',
  files: 'file',
  roles: 'role',
  links: 'link',
  aliases: 'alias',
  evidence: 'quote',
  read: 'quote marked as read',
};

/** For example “printed date” for `printedDate`. */
const fieldLabel = (field: FieldChange['field']): string =>
  LABELS[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function detailsOfField(change: FieldChange, show: ShowStatus): Detail[] {
  const label = fieldLabel(change.field);
  const texts = (before: string | null | undefined, after: string | null | undefined): Detail[] => {
    if (before && after) return [arrow(label, [plainSpan(before)], [plainSpan(after)])];
    return [
      ...(before ? [one(`${label} removed`, [plainSpan(before)])] : []),
      ...(after ? [one(`${label} added`, [plainSpan(after)])] : []),
    ];
  };
  const each = <T>({ removed, added }: { removed: T[]; added: T[] }, show: (item: T) => Span[]): Detail[] => [
    ...removed.map((item) => one(`${label} removed`, show(item))),
    ...added.map((item) => one(`${label} added`, show(item))),
  ];
  switch (change.field) {
    case 'status': {
      const way = change.direction === null ? [] : [span('dim', `, ${change.direction}`)];
      const { text } = arrow(label, [show(change.before)], [show(change.after), ...way]);
      return [{ label, text, inline: text }];
    }
    case 'saidBy':
    case 'publisher':
    case 'republishedBy':
      return texts(change.before?.name, change.after?.name);
    case 'roles':
      return each(change, (role) => [plainSpan(ROLES[role].label)]);
    case 'links':
    case 'author':
      return each(change, (text) => [plainSpan(text)]);
    case 'aliases':
      return each(change, ({ name, lang, ambiguous }) => [
        plainSpan([name, ...(lang === null ? [] : [lang]), ...(ambiguous ? ['ambiguous'] : [])].join(', ')),
      ]);
    case 'via':
      return each(change, (item) => [plainSpan(viaNames([item]))]);
    case 'with':
    case 'subject':
      return each(change, ({ name }) => [plainSpan(name)]);
    case 'evidence':
      return each(change, (one) => [
        plainSpan('quote' in one ? `“${one.quote}”` : `${passagePlace(one)}: ${passageText(one)}`),
      ]);
    case 'files':
      return each(change, ({ path, sha256, changed }) => [
        plainSpan(
          `${path} (${[shortHash(sha256), ...(changed === null ? [] : [`changed ${changed}`])].join(', ')})`,
        ),
      ]);
    case 'read':
      return each(change, ({ quote, why }) => [plainSpan(`“${quote}” (${why})`)]);
    case 'description':
    case 'note':
    case 'summary':
    case 'title':
    case 'printed':
    case 'dateBasis':
    case 'publishedBasis':
      return texts(inQuotationMarks(change.before), inQuotationMarks(change.after));
    case 'commit':
    case 'sha256':
      return texts(shortHash(change.before), shortHash(change.after));
    default:
      return texts(change.before, change.after);
  }
}

/** The start of a SHA-256, enough to see that two differ. */
const shortHash = (sha256: string | null): string | null => sha256 && `${sha256.slice(0, 12)}…`;

const inQuotationMarks = (text: string | null): string | null => text && `“${text}”`;
