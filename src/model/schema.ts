/** The schema of the YAML files. One zod definition gives the types, the validation, and the JSON Schemas in data/schema for editors. */
import { z } from 'zod';
import { DATE_FORMS, dayRange, UNKNOWN_DATE } from './dates.ts';
import { ID, ID_FORM } from './ids.ts';
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
  words,
} from './vocabulary.ts';

const id = z.string().regex(ID, `an id consists of ${ID_FORM}`);
const text = z.string().trim().min(1, 'must not be empty');
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

const httpUrl = z.url({ protocol: /^https?$/ });

const validDate = z.iso.date('must be a valid date (YYYY-MM-DD)');

const DAY_PATTERN = '\\d{4}-\\d{2}-\\d{2}';
const DATE_PATTERN = `${DAY_PATTERN}|\\d{4}-\\d{2}|(${DAY_PATTERN}|\\.\\.)/${DAY_PATTERN}`;

/** A day, a month or a range of days, or one of some words. The pattern is for editors. */
const dateOr = (...otherWords: string[]) =>
  z.preprocess(
    // YAML reads a year alone as a number. It is not a date, in quotes or not.
    (value) => (typeof value === 'number' ? String(value) : value),
    z
      .string()
      .refine((date) => otherWords.includes(date) || dayRange(date) !== null, {
        error: ({ input }) => `“${input}” is not a date`,
        params: { hint: `Write ${[DATE_FORMS, ...otherWords].join('; or ')}.` },
      })
      .meta({ pattern: `^(${[DATE_PATTERN, ...otherWords].join('|')})$` }),
  );

const alias = z.union([
  text.describe('A name that someone would type.'),
  z.strictObject({
    name: text.describe('The name.'),
    lang: z.enum(LANGUAGES).optional().describe('The language of the name (BCP 47).'),
    ambiguous: z
      .boolean()
      .optional()
      .describe('True if the name could mean another entity too: it is suggested, but never resolved.'),
  }),
]);

/** One entity, as authored in entities/*.yaml. */
const entitySchema = z.strictObject({
  id: id.describe(`The identity of the entity: ${ID_FORM}.`),
  name: text.describe('The name that answers print.'),
  kind: z.enum(words(KINDS)).describe('What the entity is.'),
  roles: z
    .array(z.enum(words(ROLES)))
    .min(1)
    .optional()
    .describe('What a company does; only as a source states it.'),
  aliases: z
    .array(alias)
    .min(1)
    .optional()
    .describe('Other names: printed forms, legal names, other scripts.'),
  description: text.describe('What the sources say it is, in our own words.'),
  location: text.optional().describe('Where it is; only if a source states it.'),
  links: z.array(httpUrl).min(1).optional().describe('Web addresses of the entity itself.'),
});

/** The whole of a file in entities/. */
const entitiesSchema = z.array(entitySchema).describe('The entities of a chipkb knowledge base.');

/** The longest quote, prefix or suffix, in UTF-16 units. To find the places of a longer one in a text that repeats itself takes minutes. */
export const MAX_QUOTE_LENGTH = 10_000;

const quoted = (type: z.ZodString) =>
  type.max(MAX_QUOTE_LENGTH, `must have at most ${MAX_QUOTE_LENGTH} characters; quote one sentence`);

/** Evidence in a text: a TextQuoteSelector of the W3C Web Annotation Data Model. */
const quoteSchema = z.strictObject({
  quote: quoted(text).describe('The quote, verbatim, every character as in the source text.'),
  prefix: quoted(z.string().min(1))
    .optional()
    .describe('The text right before the quote, if the quote occurs more than once.'),
  suffix: quoted(z.string().min(1))
    .optional()
    .describe('The text right after the quote, if the quote occurs more than once.'),
});

const sha256Of = (what: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a sha256 is 64 hexadecimal digits in lower case')
    .describe(`The SHA-256 of ${what}.`);

const commitId = z.string().regex(/^[0-9a-f]{40}$/, 'a commit id is 40 hexadecimal digits in lower case');

const lineNumber = z.int().min(1);
const lineHash = sha256Of('the bytes of that line, without its line end');

/** A name or a few words on one line of a file in a repository. */
const printedSchema = z.strictObject({
  printed: text.describe('The words, as printed.'),
  path: text.optional().describe('The file, one of `files`; needed if there are several.'),
  line: lineNumber
    .optional()
    .describe('The line, from 1; left out if the path or the address of the repository prints the words.'),
  sha256: lineHash.optional(),
  commit: commitId
    .optional()
    .describe(
      'The commit in which it was read, if not that of the source; set if a newer one does not print it.',
    ),
});

const statement = {
  'said-by': id.optional().describe('The claimant: the entity that the source reports as saying it.'),
  channel: text.optional().describe('Where the claimant said it, as printed: “WeChat post”.'),
  'printed-date': text.optional().describe('The date as the source prints it: “Tuesday”.'),
  date: dateOr().optional().describe(`The same date as ${DATE_FORMS}.`),
  'date-basis': text.optional().describe('How the date was established, if not stated.'),
  note: text.optional().describe('A caveat for readers.'),
};

const evidence = {
  evidence: z
    .array(quoteSchema)
    .min(1, 'the list is empty; at least one quote is needed')
    .describe('The quotes that state it.'),
};

const via = z.union([
  id,
  z.strictObject({
    id: id.describe('The hardware, service or framework.'),
    version: text.optional().describe('Its version as printed; always quoted, so that 1.10 stays 1.10.'),
  }),
]);

const withdrawalSchema = z.strictObject({
  commit: text.describe('The commit from which the source no longer states it.'),
  date: validDate.describe('The date of that commit.'),
});

/** One entry of `edges:`. A list at either end states one claim for each item. */
const edge = {
  relation: z.enum(words(RELATIONS)).describe('What the claim says of the two ends.'),
  kind: z
    .enum([...words(DERIVATIONS), ...words(MEMBERSHIPS)])
    .optional()
    .describe(
      'How the model was derived, if the source says so; for `derived-from`. For `member-of` only `size`.',
    ),
  from: oneOrMore(id).describe('The subject of the relation, or several.'),
  to: oneOrMore(id).describe('The object of the relation, or several.'),
  status: z.enum(words(STATUSES)).optional().describe('How firm the claim is; for `supports` only.'),
  via: oneOrMore(via).optional().describe('The hardware, service or framework it runs on.'),
  with: oneOrMore(id).optional().describe('Other participants.'),
  printed: text.optional().describe('The source’s own word or symbol for the status.'),
  basis: z
    .enum(words(BASES))
    .optional()
    .describe('What the status rests on, if the source says so; for `supports` only.'),
  precision: text.optional().describe('The number format, as printed: “FP8”.'),
  mode: text.optional().describe('How the model is run, as printed: “prefill and decode separated”.'),
  task: text.optional().describe('What the model is used for, as printed: “embedding”.'),
  artefact: text.optional().describe('A quantised or converted release of the model, by its printed name.'),
  withdrawn: z
    .union([text.describe('The source’s own word, such as “deprecated”.'), withdrawalSchema])
    .optional()
    .describe('The source no longer states it; left out of answers unless asked for.'),
  ...statement,
};
const edgeSchema = z.strictObject({ ...edge, ...evidence });

/** One authored remark: a statement that is not a relation. */
const remarkSchema = z.strictObject({
  topic: z.enum(words(TOPICS)).describe('What the remark is about.'),
  subject: z.array(id).describe('The entities it is about; empty if none of them is recorded.'),
  summary: text.describe('What is said, in our own words.'),
  ...statement,
  ...evidence,
});

/** A quote that a person read and that states nothing to record. */
const readMarkSchema = z.strictObject({
  ...quoteSchema.shape,
  why: text.describe('Why nothing is recorded from it: “headline”, “repeats line 6”.'),
});

/** The whole of a file in sources/, for a text. */
const textSourceSchema = z.strictObject({
  id: id.describe('The identity of the source; the name of its file.'),
  title: text.describe('The title as printed.'),
  author: oneOrMore(text).optional().describe('The author as printed, or several.'),
  publisher: id.describe('The entity that published it.'),
  'republished-by': id
    .optional()
    .describe('The entity that republished it, if the text was read there and not at its publisher.'),
  url: httpUrl
    .optional()
    .describe('The web address at which it was read: of its publisher or, if it has one, its republisher.'),
  archived: httpUrl.optional().describe('The web address of an archived copy of that page.'),
  published: dateOr(UNKNOWN_DATE).describe(`The date of publication: ${DATE_FORMS}; or ${UNKNOWN_DATE}.`),
  'published-basis': text.optional().describe('How the date was established, if the text does not state it.'),
  retrieved: validDate.optional().describe('The date on which the text was retrieved, if known.'),
  text: text.describe('The file of the text, in the folder of the texts.'),
  sha256: sha256Of('that file'),
  extent: z
    .strictObject({
      first: z.int().min(1).describe('The first line of the document proper, from 1.'),
      last: z.int().min(1).describe('Its last line.'),
    })
    .describe('The lines that are the document; the rest is boilerplate and can’t be evidence.'),
  edges: z.array(edgeSchema).describe('The claims that the source makes.'),
  remarks: z.array(remarkSchema).optional().describe('The statements that are not relations.'),
  read: z
    .array(readMarkSchema)
    .min(1)
    .optional()
    .describe('Read marks: quotes from which nothing is recorded, each with the reason.'),
});

/** The words of fields that qualify a claim of support, as printed. */
const qualifiers = {
  precision: edge.precision,
  mode: edge.mode,
  task: edge.task,
  artefact: edge.artefact,
  version: text.optional().describe('The version of what it runs on, as printed.'),
};

/** What a printed label means: entities, with what else the label says of them. */
const meaningSchema = z.union([
  oneOrMore(id),
  z.strictObject({
    id: oneOrMore(id).describe('The entity that the label names, or several.'),
    ...qualifiers,
    note: text.optional().describe('A caveat for readers.'),
  }),
  z.strictObject({ 'leave-out': text.describe('Why nothing is recorded for the label.') }),
]);

const symbolFields = z.strictObject({
  status: z
    .enum(words(STATUSES))
    .nullable()
    .describe('The status that the symbol states; null if it states nothing.'),
  basis: edge.basis,
  words: text.optional().describe('What the legend of the source says the symbol means, as printed.'),
  path: text.optional().describe('The file of the legend, one of `files`; needed if there are several.'),
  line: lineNumber.optional().describe('The line of the legend, from 1.'),
  why: text.optional().describe('Why it has this status, if the source prints no legend for it.'),
});

const symbolSchema = symbolFields.refine(
  ({ words, line, why }) => (words === undefined ? why !== undefined : line !== undefined),
  'a symbol needs `words` and `line` of the legend or, if the source prints none, `why`',
);

/** The fields that the cells of a column can give. */
export const CELL_FIELDS = [
  'to',
  'from',
  'via',
  'version',
  'precision',
  'mode',
  'task',
  'artefact',
  'note',
] as const;

const columnSchema = z.union([
  z.enum(CELL_FIELDS).describe('The field that the cells of the column give.'),
  z
    .strictObject({
      from: oneOrMore(id).optional().describe('The subject that the header names, or several.'),
      via: oneOrMore(id).optional().describe('The hardware, service or framework that the header names.'),
      ...qualifiers,
      'at-most': text
        .optional()
        .describe(
          'The column whose symbol in the same row limits the status: a precision is no firmer than its model.',
        ),
    })
    .describe('A column of symbols, with what its header says of them.'),
]);

const givenSchema = z.strictObject(
  Object.fromEntries(CELL_FIELDS.map((field) => [field, printedSchema.optional()])) as Record<
    (typeof CELL_FIELDS)[number],
    z.ZodOptional<typeof printedSchema>
  >,
);

const rowSchema = z.strictObject({
  line: lineNumber.describe('The line of its symbols, from 1.'),
  sha256: lineHash,
  commit: commitId.optional().describe('The commit in which the row was read, if not that of the source.'),
  seen: validDate.optional().describe('The date of that commit.'),
  changed: validDate
    .optional()
    .describe(
      'The date by which the source printed these cells, if that is earlier than the change of the file.',
    ),
  withdrawn: withdrawalSchema.optional().describe('Where the source no longer prints these cells.'),
  cells: z.record(z.string(), text).describe('The printed cell of each column that is used.'),
});

const tableSchema = z.strictObject({
  id: id.describe('The identity of the table in its source.'),
  path: text.optional().describe('The file, one of `files`; needed if there are several.'),
  heading: z
    .array(text)
    .describe('The headings above it, the outermost first, and its tab; in YAML and JSON the keys.'),
  given: givenSchema
    .optional()
    .describe('Fields that are the same for all rows, each with the place that prints it.'),
  columns: z
    .record(z.string(), columnSchema)
    .describe('The columns that are used, by their printed headers.'),
  rows: z.array(rowSchema).describe('What the table prints, one line for each row.'),
});

const fileSchema = z.strictObject({
  path: text.describe('The path in the repository.'),
  sha256: sha256Of('the file'),
  changed: validDate.optional().describe('The date of the last commit that changed the file.'),
});

/** The whole of a file in sources/, for tables of a repository. */
const tableSourceSchema = z.strictObject({
  id: textSourceSchema.shape.id,
  title: textSourceSchema.shape.title,
  publisher: textSourceSchema.shape.publisher,
  'said-by': id.describe('The claimant of every claim of the source.'),
  repository: httpUrl.describe('The web address of the repository.'),
  commit: commitId.describe('The commit that was read.'),
  committed: validDate.describe('The date of that commit.'),
  licence: text.describe('The licence of the repository (SPDX identifier).'),
  origin: id.optional().describe('The source of which this is a copy, so that the two are one witness.'),
  note: text.optional().describe('A caveat for readers.'),
  files: z.array(fileSchema).min(1).describe('The files that were read.'),
  legend: z.record(z.string(), symbolSchema).describe('The meaning of each symbol.'),
  names: z
    .record(z.string(), meaningSchema)
    .describe('The meaning of each printed label of a model, of hardware or of what it runs on.'),
  tables: z.array(tableSchema).describe('The tables. Each symbol of a row states the claims of its cell.'),
  edges: z
    .array(
      z.strictObject({
        ...edge,
        evidence: z
          .array(printedSchema)
          .min(1, 'the list is empty')
          .describe('The names or headings that state it.'),
      }),
    )
    .optional()
    .describe('Other claims, whose evidence is a printed name or heading.'),
});

/** The head of a table source as a person writes it: `import table` reads the rows, hashes and lines from the repository. */
const mappingSchema = tableSourceSchema
  .extend({
    commit: commitId.optional(),
    committed: validDate.optional(),
    files: z.array(fileSchema.partial({ sha256: true })).min(1),
    // A symbol or label without a value is one that nobody decided yet.
    legend: z
      .record(
        z.string(),
        symbolFields
          .refine(
            ({ words, why }) => words !== undefined || why !== undefined,
            'a symbol needs `words` of the legend or, if the source prints none, `why`',
          )
          .nullable(),
      )
      .optional(),
    names: z.record(z.string(), meaningSchema.nullable()).optional(),
    tables: z.array(tableSchema.omit({ rows: true })).min(1),
  })
  .describe('The head of a table source.');

const sourceSchema = z
  .union([textSourceSchema, tableSourceSchema])
  .describe('A source: a text with quotes, or tables of a repository with cells.');

/** A document of proposals, as `chipkb add claims` reads it: new entities, and what one source states, in the words of the data files. */
const proposalsSchema = z
  .strictObject({
    source: id
      .optional()
      .describe('The id of the source that states it, if the command line does not name it.'),
    entities: z.array(entitySchema).optional().describe('Entities that are not recorded yet.'),
    edges: z.array(edgeSchema).optional().describe('The claims that the source makes.'),
    remarks: z.array(remarkSchema).optional().describe('The statements that are not relations.'),
    read: z
      .array(readMarkSchema)
      .optional()
      .describe('Read marks: quotes from which nothing is recorded, each with the reason.'),
  })
  .describe('Proposals: chipkb checks each one before it records any.');

/** The newest version of the format. */
export const FORMAT = 2;

/** The whole of kb.yaml. */
const kbSchema = z.strictObject({
  format: z
    .number()
    .refine((format) => format === 1 || format === FORMAT, {
      error: ({ input }) => `this program reads the formats 1 and ${FORMAT}, not ${input}`,
      params: { hint: 'A newer chipkb may read it.' },
    })
    .meta({ enum: [1, FORMAT] })
    .describe('The version of this format; 2 is needed for tables.'),
  title: text.describe('The title of the knowledge base.'),
  description: text.describe('What it covers.'),
  licence: text.describe('The licence of the data.'),
  texts: text
    .optional()
    .describe(
      'The folder of the source texts, relative to kb.yaml; inside the knowledge base or next to it. Default: seeds.',
    ),
  exceptions: z
    .array(
      z.strictObject({
        rule: text.describe('The id of the rule. Errors can’t be accepted as exceptions.'),
        record: text.describe('The id of the record, as `chipkb check --json` prints it.'),
        reason: text.describe('Why the finding is accepted.'),
      }),
    )
    .min(1)
    .optional()
    .describe('Findings that are accepted. An exception that is no longer needed is an error.'),
});

export type AuthoredEntity = z.infer<typeof entitySchema>;
/** A quote of a text. */
export type AuthoredQuote = z.infer<typeof quoteSchema>;
/** Words on a line of a file in a repository. */
export type AuthoredPrinted = z.infer<typeof printedSchema>;
export type AuthoredTable = z.infer<typeof tableSchema>;
export type AuthoredRow = z.infer<typeof rowSchema>;
export type AuthoredSymbol = z.infer<typeof symbolSchema>;
export type AuthoredMeaning = z.infer<typeof meaningSchema>;
export type AuthoredColumn = z.infer<typeof columnSchema>;
/** A claim with its quotes. */
export type AuthoredEdge = z.infer<typeof edgeSchema>;
/** What a claim says, without its evidence. */
export type EdgeTerms = Omit<AuthoredEdge, 'evidence'>;
export type AuthoredRemark = z.infer<typeof remarkSchema>;
export type AuthoredReadMark = z.infer<typeof readMarkSchema>;
/** A source that is a text. */
export type AuthoredSource = z.infer<typeof textSourceSchema>;
/** A source that is tables of a repository. */
export type AuthoredTableSource = z.infer<typeof tableSourceSchema>;
/** The head of a table source, as a person writes it for `import table`. */
export type TableMapping = z.infer<typeof mappingSchema>;
export type AuthoredKb = z.infer<typeof kbSchema>;

/** The schema of each kind of file. Its JSON Schema in data/schema is named after the key. */
export const FILE_SCHEMAS = {
  kb: kbSchema,
  entities: entitiesSchema,
  source: sourceSchema,
  proposals: proposalsSchema,
} as const;

/** The schema of a source that is a text, and that of one that is tables. */
export const SOURCE_SCHEMAS = { text: textSourceSchema, tables: tableSourceSchema } as const;

/** The schema of a mapping, from which `import table` writes a table source. */
export const MAPPING_SCHEMA = mappingSchema;

/** The fields of each kind of record, in their canonical order. */
export const FIELDS = {
  kb: Object.keys(kbSchema.shape),
  entity: Object.keys(entitySchema.shape),
  source: Object.keys(textSourceSchema.shape),
  tables: Object.keys(tableSourceSchema.shape),
  table: Object.keys(tableSchema.shape),
  row: Object.keys(rowSchema.shape),
  edge: Object.keys(edgeSchema.shape),
  remark: Object.keys(remarkSchema.shape),
  read: Object.keys(readMarkSchema.shape),
  evidence: Object.keys(quoteSchema.shape),
} as const;
