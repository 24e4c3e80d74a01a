/**
 * The shape of the authored YAML. One zod definition gives the TypeScript type, the check at load, and the JSON Schema
 * in data/schema that editors use.
 */
import { z } from 'zod';
import { KINDS, LANGUAGES, RELATIONS, ROLES, STATUSES, TOPICS, words } from './vocabulary.ts';

const ID = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** The form of an id, in words, for error messages. */
export const ID_FORM =
  'lower-case letters and digits in words joined by hyphens or dots, such as moore-threads';

/** Whether a text has the form of an id; one that has holds no separator of paths. */
export const isId = (text: string): boolean => ID.test(text);

const id = z.string().regex(ID, `an id is made of ${ID_FORM}`);
const text = z.string().trim().min(1, 'must not be empty');
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/** A calendar day, ISO 8601 `YYYY-MM-DD`, that exists. */
const day = z.iso.date('a day is written as YYYY-MM-DD and must exist');

const alias = z.union([
  text.describe('A name that someone would type.'),
  z.strictObject({
    name: text.describe('The name.'),
    lang: z.enum(LANGUAGES).optional().describe('The language of the name (BCP 47).'),
    ambiguous: z
      .boolean()
      .optional()
      .describe('True where the name could mean another entity too: it is never resolved, only suggested.'),
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
  location: text.optional().describe('Where it is, only where a source states it.'),
  links: z
    .array(z.url({ protocol: /^https?$/ }))
    .min(1)
    .optional()
    .describe('Web addresses of the entity itself.'),
});

/** The whole of a file in entities/. */
const entitiesSchema = z.array(entitySchema).describe('The entities of a chipkb knowledge base.');

/** A passage, selected as by the TextQuoteSelector of the W3C Web Annotation Data Model. */
const evidenceSchema = z.strictObject({
  quote: text.describe('The passage, verbatim, every character as in the source text.'),
  prefix: z
    .string()
    .min(1)
    .optional()
    .describe('The text right before the quote, where the quote stands twice.'),
  suffix: z
    .string()
    .min(1)
    .optional()
    .describe('The text right after the quote, where the quote stands twice.'),
});

const statement = {
  'said-by': id.optional().describe('The claimant: the entity that the source reports as saying it.'),
  channel: text.optional().describe('Where the claimant said it, as printed: “WeChat post”.'),
  'printed-date': text.optional().describe('The day as the source prints it: “Tuesday”.'),
  date: day.optional().describe('The same day as YYYY-MM-DD.'),
  'date-basis': text.optional().describe('How `date` follows from what is printed.'),
  note: text.optional().describe('What a reader must know to read the claim rightly.'),
  evidence: z.array(evidenceSchema).min(1).describe('The passages that state it.'),
};

const via = z.union([
  id,
  z.strictObject({
    id: id.describe('The hardware, service or framework.'),
    version: text.optional().describe('Its version as printed; always quoted, so that 1.10 stays 1.10.'),
  }),
]);

/** One authored edge. A list at either end stands for one edge each. */
const edgeSchema = z.strictObject({
  relation: z.enum(words(RELATIONS)).describe('What the claim says of the two ends.'),
  from: oneOrMore(id).describe('The subject of the relation, or several.'),
  to: oneOrMore(id).describe('The object of the relation, or several.'),
  status: z.enum(words(STATUSES)).optional().describe('How firm the claim is; for `supports` only.'),
  via: oneOrMore(via).optional().describe('The hardware, service or framework by which it holds.'),
  with: oneOrMore(id).optional().describe('Who takes part beside the subject.'),
  printed: text.optional().describe('The word or symbol of the source for the status.'),
  ...statement,
});

/** One authored remark: a statement that is not a relation. */
const remarkSchema = z.strictObject({
  topic: z.enum(words(TOPICS)).describe('What the remark is about.'),
  subject: z.array(id).describe('The entities it speaks of; empty where it speaks of none that is recorded.'),
  summary: text.describe('What is said, in our own words.'),
  ...statement,
});

/** A passage that was read and states nothing to record. */
const readMarkSchema = z.strictObject({
  ...evidenceSchema.shape,
  why: text.describe('Why nothing is recorded of it: “headline”, “repeats line 6”.'),
});

/** The whole of a file in sources/. */
const sourceSchema = z.strictObject({
  id: id.describe('The identity of the source; the name of its file.'),
  title: text.describe('The title as printed.'),
  publisher: id.describe('The entity that published it.'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where it was published.'),
  published: day.describe('The day it was published.'),
  'published-basis': text.optional().describe('How the day is known, where the text does not print it.'),
  retrieved: day.optional().describe('The day the text was taken from there, where it is known.'),
  text: text.describe('The file of the text, in the folder of the texts.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a sha256 is 64 hexadecimal digits in lower case')
    .describe('The SHA-256 of that file.'),
  extent: z
    .strictObject({
      first: z.int().min(1).describe('The first line of the document proper, from 1.'),
      last: z.int().min(1).describe('Its last line.'),
    })
    .describe('The lines that are the document; the rest is page furniture and evidence for nothing.'),
  edges: z.array(edgeSchema).describe('The claims that the source makes.'),
  remarks: z.array(remarkSchema).optional().describe('The statements that are not relations.'),
  read: z.array(readMarkSchema).min(1).optional().describe('The passages that were read and state nothing.'),
});

/** The whole of kb.yaml. */
const kbSchema = z.strictObject({
  format: z.literal(1).describe('The version of this format.'),
  title: text.describe('The title of the knowledge base.'),
  description: text.describe('What it covers.'),
  licence: text.describe('The licence of the data.'),
  texts: text
    .optional()
    .describe(
      'The folder of the source texts, from kb.yaml; inside the knowledge base or beside it. Default: seeds.',
    ),
  exceptions: z
    .array(
      z.strictObject({
        rule: text.describe('The id of the rule; not of one whose findings are errors.'),
        record: text.describe('The id of the record, as `chipkb check --json` prints it.'),
        reason: text.describe('Why the finding stands.'),
      }),
    )
    .min(1)
    .optional()
    .describe('Findings that are known and stand; one that is no longer needed is itself a finding.'),
});

export type AuthoredEntity = z.infer<typeof entitySchema>;
export type AuthoredEvidence = z.infer<typeof evidenceSchema>;
export type AuthoredEdge = z.infer<typeof edgeSchema>;
export type AuthoredRemark = z.infer<typeof remarkSchema>;
export type AuthoredSource = z.infer<typeof sourceSchema>;
export type AuthoredKb = z.infer<typeof kbSchema>;

/** The authored files: their JSON Schema in data/schema bears the key as its name. */
export const FILE_SCHEMAS = { kb: kbSchema, entities: entitiesSchema, source: sourceSchema } as const;

/** The fields of each kind of record, in their canonical order. */
export const FIELDS = {
  kb: Object.keys(kbSchema.shape),
  entity: Object.keys(entitySchema.shape),
  source: Object.keys(sourceSchema.shape),
  edge: Object.keys(edgeSchema.shape),
  remark: Object.keys(remarkSchema.shape),
  read: Object.keys(readMarkSchema.shape),
  evidence: Object.keys(evidenceSchema.shape),
} as const;
