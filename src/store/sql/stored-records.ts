/** What a row of each table contains. Anybody can change a database file, so a row is checked when it is read, as YAML is. */
import { dayRange, isIsoDate } from '../../model/dates.ts';
import { isId } from '../../model/ids.ts';
import type {
  CellRecord,
  ClaimRecord,
  EntityRecord,
  NameRecord,
  QuoteRecord,
  RemarkRecord,
  RepositoryRecord,
  SourceRecord,
  Statement,
  TextSourceRecord,
  Withdrawal,
} from '../../model/records.ts';
import {
  BASES,
  DERIVATIONS,
  KINDS,
  LANGUAGES,
  MEMBERSHIPS,
  RELATIONS,
  ROLES,
  STATUSES,
  TOPICS,
} from '../../model/vocabulary.ts';
import type { NameMatch } from '../name-index.ts';
import { claimOf, parsed } from './claim-rows.ts';

/** The values of a row by the names of their columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that this program did not write. The message names it, as “claim “x””. */
export class InvalidRow extends Error {}

/** Whether a value that was read is valid. Written by hand: zod takes ten times as long for a claim, and longer to load. */
type Check = (value: unknown) => boolean;

type Checks<T> = { [Key in keyof T]-?: Check };

const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isIdValue: Check = (value) => typeof value === 'string' && isId(value);
const isDate: Check = (value) => typeof value === 'string' && isIsoDate(value);
const isDateOrRange: Check = (value) => typeof value === 'string' && dayRange(value) !== null;
const isWebLink: Check = (value) => typeof value === 'string' && /^https?:/i.test(value);

const isOneOf = (words: readonly string[]): Check => {
  const known = new Set<unknown>(words);
  return (value) => known.has(value);
};

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const isListOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

/** An object with these fields and no others; a field that may be missing accepts `undefined`. */
function object<T>(checks: Checks<T>): (value: unknown) => value is T {
  const fields = Object.entries<Check>(checks);
  const names = new Set(Object.keys(checks));
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const own = value as Record<string, unknown>;
    return (
      Object.keys(own).every((name) => names.has(name)) && fields.every(([name, check]) => check(own[name]))
    );
  };
}

const QUOTE_CHECKS: Checks<QuoteRecord> = {
  quote: isText,
  line: isCount,
  start: isCount,
  end: isCount,
};

const isQuote = object(QUOTE_CHECKS);

const isCell = object<CellRecord>({
  path: isText,
  table: orNull(isText),
  row: orNull(isText),
  column: orNull(isText),
  printed: isText,
  words: orNull(isText),
  line: orNull(isCount),
  commit: isText,
});

const isEvidence: Check = (value) => isQuote(value) || isCell(value);

const STATEMENT_CHECKS: Checks<Statement> = {
  id: isText,
  saidBy: orNull(isIdValue),
  channel: orNull(isText),
  printedDate: orNull(isText),
  date: orNull(isDateOrRange),
  notBefore: orNull(isDate),
  notAfter: orNull(isDate),
  dateBasis: orNull(isText),
  note: orNull(isText),
  source: isIdValue,
  evidence: (value) => Array.isArray(value) && value.length > 0 && value.every(isEvidence),
};

/** How a row is read, and what it must be then. */
export interface Form<T> {
  table: string;
  read(row: Row): unknown;
  isValid(value: unknown): value is T;
}

const isWithdrawal = object<Withdrawal>({ commit: isText, date: isDate });

export const CLAIM: Form<ClaimRecord> = {
  table: 'claim',
  read: claimOf,
  isValid: object<ClaimRecord>({
    ...STATEMENT_CHECKS,
    relation: isOneOf(Object.keys(RELATIONS)),
    from: isIdValue,
    to: isIdValue,
    status: orNull(isOneOf(Object.keys(STATUSES))),
    via: isListOf(object<ClaimRecord['via'][number]>({ id: isIdValue, version: orNull(isText) })),
    with: isListOf(isIdValue),
    printed: orNull(isText),
    kind: orNull(isOneOf([...Object.keys(DERIVATIONS), ...Object.keys(MEMBERSHIPS)])),
    basis: orNull(isOneOf(Object.keys(BASES))),
    precision: orNull(isText),
    mode: orNull(isText),
    task: orNull(isText),
    artefact: orNull(isText),
    seen: orNull(isDate),
    withdrawn: (value) => value === null || isText(value) || isWithdrawal(value),
    firstParty: isBoolean,
  }),
};

/** A row whose column `record` is the record. */
const inRecord = <T>(table: string, checks: Checks<T>): Form<T> => ({
  table,
  read: ({ record }) => parsed(record),
  isValid: object(checks),
});

export const REMARK = inRecord<RemarkRecord>('remark', {
  ...STATEMENT_CHECKS,
  topic: isOneOf(Object.keys(TOPICS)),
  subject: isListOf(isIdValue),
  summary: isText,
});

export const ENTITY = inRecord<EntityRecord>('entity', {
  id: isIdValue,
  name: isText,
  kind: isOneOf(Object.keys(KINDS)),
  roles: isListOf(isOneOf(Object.keys(ROLES))),
  aliases: isListOf(
    object<EntityRecord['aliases'][number]>({
      name: isText,
      lang: orNull(isOneOf(LANGUAGES)),
      ambiguous: isBoolean,
    }),
  ),
  description: isText,
  location: orNull(isText),
  links: isListOf(isWebLink),
});

export const SOURCE = inRecord<SourceRecord>('source', {
  id: isIdValue,
  title: isText,
  author: isListOf(isText),
  publisher: isIdValue,
  republishedBy: orNull(isIdValue),
  url: orNull(isWebLink),
  archived: orNull(isWebLink),
  published: orNull(isDateOrRange),
  publishedBasis: orNull(isText),
  retrieved: orNull(isDate),
  sha256: orNull((value) => isText(value) && /^[0-9a-f]{64}$/.test(value)),
  extent: orNull(object<TextSourceRecord['extent']>({ first: isCount, last: isCount })),
  repository: orNull(
    object<RepositoryRecord>({
      address: isWebLink,
      commit: isText,
      committed: isDate,
      licence: isText,
      files: isListOf(
        object<RepositoryRecord['files'][number]>({ path: isText, sha256: isText, changed: orNull(isDate) }),
      ),
      tables: isListOf(
        object<RepositoryRecord['tables'][number]>({
          id: isIdValue,
          path: isText,
          heading: isListOf(isText),
          rows: isCount,
        }),
      ),
    }),
  ),
  origin: orNull(isIdValue),
  note: orNull(isText),
  checked: isOneOf(['here', 'recorded'] satisfies SourceRecord['checked'][]),
  edges: isCount,
  remarks: isCount,
  read: isListOf(object<SourceRecord['read'][number]>({ ...QUOTE_CHECKS, why: isText })),
});

export const NAME: Form<NameRecord> = {
  table: 'name',
  read: ({ printed, ambiguous, ...own }) => ({
    ...own,
    isPrinted: printed === 1,
    ambiguous: ambiguous === 1,
  }),
  isValid: object<NameRecord>({
    entity: isIdValue,
    name: isText,
    folded: isText,
    isPrinted: isBoolean,
    ambiguous: isBoolean,
  }),
};

/** A row whose columns are the fields. */
const inColumns = <T>(table: string, checks: Checks<T>): Form<T> => ({
  table,
  read: (row) => row,
  isValid: object(checks),
});

export const META = inColumns<{ key: string; value: string }>('meta', { key: isText, value: isText });
export const NAME_MATCH = inColumns<NameMatch>('name', { ordinal: isCount, folded: isText });
export const ORDINAL = inColumns<{ ordinal: number }>('name', { ordinal: isCount });
export const SIZE = inColumns<{ size: number }>('name', { size: isCount });
export const ID_OF_ENTITY = inColumns<{ id: string }>('entity', { id: isIdValue });
export const TEXT = inColumns<{ text: string | null }>('source', { text: orNull(isText) });
