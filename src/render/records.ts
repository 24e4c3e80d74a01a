/**
 * The records of an answer: its rows for CSV and TSV, with one value in a cell. A column has the dotted name of a field in the JSON,
 * such as `saidBy.name`; a row is one claim, quote or entity, whose own fields have no prefix.
 */
import type { Claim, Remark } from '../query/answers/claim.ts';
import type { Records } from './view.ts';

/** The columns of the id and the name of an entity, or of a list of entities. */
export const entityColumns = (...fields: readonly string[]): string[] =>
  fields.flatMap((field) => [`${field}.id`, `${field}.name`]);

/** The columns of a source, shared by `sources` and `cite`. */
export const SOURCE_RECORD_COLUMNS = [
  'id',
  'title',
  'author',
  ...entityColumns('publisher', 'republishedBy'),
  'url',
  'archived',
  'published',
  'publishedBasis',
  'retrieved',
];

const CLAIM_COLUMNS = [
  'id',
  'relation',
  'kind',
  ...entityColumns('from', 'to'),
  'scope',
  'status',
  'printed',
  'basis',
  ...entityColumns('via'),
  'via.kind',
  'via.version',
  ...entityColumns('with'),
  'precision',
  'mode',
  'task',
  'artefact',
  'version',
  ...entityColumns('saidBy'),
  'firstParty',
  'channel',
  'printedDate',
  'date',
  'notBefore',
  'notAfter',
  'dateBasis',
  'seen',
  'withdrawn',
  'withdrawn.commit',
  'withdrawn.date',
  'note',
];

const SOURCE_COLUMNS = [
  'source',
  'title',
  ...entityColumns('publisher', 'republishedBy'),
  'published',
  'url',
  'archived',
];

const PASSAGE_COLUMNS = [
  'quote',
  'line',
  'start',
  'end',
  'path',
  'table',
  'row',
  'column',
  'printed',
  'words',
  'commit',
  'checked',
];

const REMARK_COLUMNS = ['topic', ...entityColumns('subject'), 'summary'];

/** The columns of remarks alone. */
const ALL_REMARK_COLUMNS = [
  'id',
  ...REMARK_COLUMNS,
  ...entityColumns('saidBy'),
  'channel',
  'printedDate',
  'date',
  'notBefore',
  'notAfter',
  'dateBasis',
  'note',
];

/**
 * A row for each statement, or for each of its quotes with `passages`. A statement has one source, so the columns of the source
 * are always there.
 */
const evidenceRows = (
  columns: readonly string[],
  statements: readonly { evidence: readonly object[] }[],
  passages: boolean,
): Records => ({
  columns: [...columns, ...SOURCE_COLUMNS, ...(passages ? PASSAGE_COLUMNS : [])],
  rows: statements.flatMap((statement) =>
    (passages ? statement.evidence : [statement.evidence[0]]).map((quote) => ({ ...quote, ...statement })),
  ),
});

/** A row for each claim, or for each of its quotes with `passages`. `first`: the columns before those of the claim. */
export const claimRecords = (
  first: readonly string[],
  claims: readonly Claim[],
  passages: boolean,
): Records => evidenceRows([...first, ...CLAIM_COLUMNS], claims, passages);

/** Like `claimRecords`, for remarks. */
export const remarkRecords = (remarks: readonly Remark[], passages: boolean): Records =>
  evidenceRows(ALL_REMARK_COLUMNS, remarks, passages);

/** Like `claimRecords`, for claims and remarks together. */
export const statementRecords = (
  first: readonly string[],
  statements: readonly (Claim | Remark)[],
  passages: boolean,
): Records => evidenceRows([...first, ...CLAIM_COLUMNS, ...REMARK_COLUMNS], statements, passages);

/** The text of a field of a record by its dotted name. The values of a list are separated by “; ”. */
export const cellOf = (record: object, column: string): string =>
  // The id of a model, which is the name of a column in a matrix, may have dots.
  valuesAt(record, Object.hasOwn(record, column) ? [column] : column.split('.')).join('; ');

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [first, ...deeper] = path;
  const isObject = typeof value === 'object' && value !== null;
  if (first === undefined) return [isObject ? '' : String(value ?? '')];
  return valuesAt(
    isObject && Object.hasOwn(value, first) ? (value as Record<string, unknown>)[first] : null,
    deeper,
  );
}
