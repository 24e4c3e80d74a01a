/** What the answers share: entities, claims and remarks with their evidence. */
import { z } from 'zod';
import { DATE_FORMS } from '../../model/dates.ts';
import {
  BASES,
  DERIVATIONS,
  KINDS,
  MEMBERSHIPS,
  RELATIONS,
  ROLES,
  SCOPES,
  STATUSES,
  TOPICS,
  words,
} from '../../model/vocabulary.ts';

export const isoDate = z.iso.date();

export const entityRef = z
  .strictObject({
    id: z.string().describe('The id, which every command accepts.'),
    name: z.string().describe('The name to print.'),
    kind: z.enum(words(KINDS)).describe('What it is.'),
  })
  .describe('An entity inside an answer.');

export const viaRef = entityRef
  .extend({ version: z.string().optional().describe('The version that the source prints.') })
  .describe('Hardware, service or framework that the model runs on, by this claim.');

export const roles = z.array(z.enum(words(ROLES)));

export const checked = z
  .enum(['here', 'recorded'])
  .describe(
    'When the quotes were found in a text with the recorded sha256: now, or when the package or file was built.',
  );

export const republishedBy = entityRef
  .nullable()
  .describe('The republisher at which it was read; null if it was read at its publisher.');
export const published = z
  .string()
  .nullable()
  .describe(`The date of publication: ${DATE_FORMS}; null if unknown.`);
export const url = z.string().nullable().describe('Where the source was read; null if not recorded.');
export const archived = z
  .string()
  .nullable()
  .describe('The web address of an archived copy; null if not recorded.');

export const origin = z
  .string()
  .nullable()
  .describe('The source of which the source is a copy, so that the two are one witness; null if it is none.');

const evidenceSource = {
  source: z.string().describe('The id of the source.'),
  title: z.string().describe('The title of the source.'),
  publisher: entityRef.describe('The publisher of the source.'),
  published,
  republishedBy,
  url,
  archived,
  origin,
};

export const quoteEvidence = z
  .strictObject({
    ...evidenceSource,
    quote: z.string().describe('The quote, verbatim.'),
    line: z.int().describe('The line of the source text on which the quote starts, from 1.'),
    start: z.int().describe('UTF-16 offset of the quote in the source text.'),
    end: z.int().describe('UTF-16 offset of the end of the quote, exclusive.'),
    checked: checked
      .nullable()
      .describe('When the quote was found there; null, only in a diff of data with errors, if it was not.'),
  })
  .describe('A quote and its position in its source.');

/** The fields of a cell, without its source. */
export const cellFields = {
  path: z.string().describe('The path of the file in the repository.'),
  table: z.string().nullable().describe('The id of the table; null for words outside a table.'),
  row: z
    .string()
    .nullable()
    .describe('The printed names of the row, joined by commas; null for words outside a row.'),
  column: z.string().nullable().describe('The printed header of the column; null for words outside a row.'),
  printed: z.string().describe('The cell or the words, as printed.'),
  words: z.string().nullable().describe('What the legend of the source says the cell means.'),
  line: z
    .int()
    .nullable()
    .describe('The line, from 1; null if the path or the address of the repository prints the words.'),
  commit: z.string().describe('The commit in which it was read.'),
};

export const cellEvidence = z
  .strictObject({
    ...evidenceSource,
    url: url.describe('The address of the line at the commit that was read.'),
    ...cellFields,
    checked: checked.describe('A cell is checked when it is recorded; `chipkb verify` checks it now.'),
  })
  .describe('A cell of a table in a repository, or a name or heading beside it.');

export const evidence = z.union([quoteEvidence, cellEvidence]);

/** The fields of claims and remarks that are plain text. `diff` compares each of them. */
export const statementTexts = {
  channel: z.string().nullable().describe('Where the claimant said it, as printed.'),
  printedDate: z.string().nullable().describe('The date as the source prints it.'),
  date: isoDate.nullable().describe('The date, ISO 8601; null if the source gives no single day.'),
  dateBasis: z.string().nullable().describe('How the date follows from what is printed.'),
  note: z.string().nullable().describe('A caveat for readers.'),
};

export const saidBy = entityRef.nullable().describe('The claimant; null if the source names none.');
export const notBefore = isoDate
  .nullable()
  .describe('The first day that the date can mean, if it is a month or a range of days.');
export const notAfter = isoDate
  .nullable()
  .describe(
    'The last day that the date can mean, if it is not a single day; without a date, the day by which the source was published, if known.',
  );
const evidenceList = z.array(evidence).describe('The quotes or cells that state it.');

export const status = z
  .enum(words(STATUSES))
  .nullable()
  .describe('How firm the claim is; null for relations without status.');

/** What a row or a cell of an answer says of its claims. */
export const STATUS_OF_FIRMEST =
  'The status of the firmest claim; null if there is none, or if all deny only a precision, mode, task or artefact of the model.';
export const statusOfFirmest = status.describe(STATUS_OF_FIRMEST);
export const DISAGREEMENT =
  'Two claims with the same precision, mode, task and artefact have different statuses, and are not cells of one source about different chips or stacks; or two sources date the same statement differently.';
export const scope = z
  .enum(words(SCOPES))
  .describe('How the model that the claim names relates to the model that was asked about.');

export const basis = z
  .enum(words(BASES))
  .nullable()
  .describe('What the status rests on, if the source says so.');

export const via = z.array(viaRef).describe('The hardware, services or frameworks that the model runs on.');
export const withOthers = z.array(entityRef).describe('Other participants.');

/** The qualifiers of the firmest claim, whose status is shown. */
export const statusQualifiers = {
  precision: z.string().nullable().describe('The number format to which the firmest claim is restricted.'),
  mode: z.string().nullable().describe('How the model is run, by the firmest claim.'),
  task: z.string().nullable().describe('What the model is used for, by the firmest claim.'),
};

export const artefact = z
  .string()
  .nullable()
  .describe('A quantised or converted release of the model, by its printed name.');

/** The fields that only claims have and that are plain text. `diff` compares each of them. */
export const claimTexts = {
  kind: z
    .enum([...words(DERIVATIONS), ...words(MEMBERSHIPS)])
    .nullable()
    .describe('How a model was derived; for `member-of`, whether it is a size of the family.'),
  printed: z.string().nullable().describe('The wording of the source for the status.'),
  basis,
  precision: z.string().nullable().describe('The number format, as printed.'),
  mode: z.string().nullable().describe('How the model is run, as printed.'),
  task: z.string().nullable().describe('What the model is used for, as printed.'),
  artefact,
};

export const withdrawn = z
  .union([z.string(), z.strictObject({ commit: z.string(), date: isoDate })])
  .nullable()
  .describe('Where the source no longer states it, or its own word such as “deprecated”.');

export const claim = z
  .strictObject({
    id: z.string().describe('The id of the claim.'),
    relation: z.enum(words(RELATIONS)),
    kind: claimTexts.kind,
    from: entityRef.describe('The subject.'),
    to: entityRef.describe('The object.'),
    scope,
    status,
    printed: claimTexts.printed,
    basis,
    via,
    with: withOthers,
    precision: claimTexts.precision,
    mode: claimTexts.mode,
    task: claimTexts.task,
    artefact: claimTexts.artefact,
    version: z.string().nullable().describe('The version of the first `via` that has one, as printed.'),
    saidBy,
    firstParty: z
      .boolean()
      .describe('The subject speaks for itself, or its maker or operator speaks for it.'),
    channel: statementTexts.channel,
    printedDate: statementTexts.printedDate,
    date: statementTexts.date,
    notBefore,
    notAfter,
    dateBasis: statementTexts.dateBasis,
    seen: isoDate.nullable().describe('The date of the commit that was read; null for a text.'),
    withdrawn,
    note: statementTexts.note,
    evidence: evidenceList,
  })
  .describe('One claim with its evidence.');

/** The fields that only remarks have and that are plain text. `diff` compares each of them. */
export const remarkTexts = {
  summary: z.string().describe('What is said, in our own words.'),
};

export const remark = z
  .strictObject({
    id: z.string(),
    topic: z.enum(words(TOPICS)),
    subject: z.array(entityRef).describe('The entities it is about.'),
    ...remarkTexts,
    saidBy,
    ...statementTexts,
    notBefore,
    notAfter,
    evidence: evidenceList,
  })
  .describe('A statement of a source that is not a relation between two entities.');

/** An entity inside an answer. */
export type EntityRef = z.infer<typeof entityRef>;
/** An entity that a claim runs on, with its version if the source prints one. */
export type ViaRef = z.infer<typeof viaRef>;
/** A quote and its position in its source. */
export type QuoteEvidence = z.infer<typeof quoteEvidence>;
/** A cell of a table in a repository. */
export type CellEvidence = z.infer<typeof cellEvidence>;
/** A quote or a cell. */
export type Evidence = z.infer<typeof evidence>;
/** One claim with its evidence. */
export type Claim = z.infer<typeof claim>;
/** A statement of a source that is not a relation. */
export type Remark = z.infer<typeof remark>;
