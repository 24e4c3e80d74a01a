/** What the answers share: entities, claims and remarks with their evidence. */
import { z } from 'zod';
import { KINDS, RELATIONS, ROLES, SCOPES, STATUSES, TOPICS, words } from '../../model/vocabulary.ts';

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

export const evidence = z
  .strictObject({
    source: z.string().describe('The id of the source.'),
    title: z.string().describe('The title of the source.'),
    url: z.string().nullable().describe('Where the source was published; null if not recorded.'),
    quote: z.string().describe('The quote, verbatim.'),
    line: z.int().describe('The line of the source text on which the quote starts, from 1.'),
    start: z.int().describe('UTF-16 offset of the quote in the source text.'),
    end: z.int().describe('UTF-16 offset of the end of the quote, exclusive.'),
    verified: z
      .boolean()
      .describe(
        'The quote was found at this position in a text with the recorded sha256, now or at build time.',
      ),
  })
  .describe('A quote and its position in its source.');

/** The fields of claims and remarks that are plain text. `diff` compares each of them. */
export const statementTexts = {
  channel: z.string().nullable().describe('Where the claimant said it, as printed.'),
  printedDate: z.string().nullable().describe('The date as the source prints it.'),
  date: isoDate.nullable().describe('The date, ISO 8601; null if the source gives none.'),
  dateBasis: z.string().nullable().describe('How the date follows from what is printed.'),
  note: z.string().nullable().describe('A caveat for readers.'),
};

const statement = {
  saidBy: entityRef.nullable().describe('The claimant; null if the source names none.'),
  ...statementTexts,
  evidence: z.array(evidence).describe('The quotes that state it.'),
};

export const status = z
  .enum(words(STATUSES))
  .nullable()
  .describe('How firm the claim is; null for relations without status.');
export const scope = z
  .enum(words(SCOPES))
  .describe('How the model that the claim names relates to the model that was asked about.');

/** The fields that only claims have and that are plain text. `diff` compares each of them. */
export const claimTexts = {
  printed: z.string().nullable().describe('The wording of the source for the status.'),
};

export const claim = z
  .strictObject({
    id: z.string().describe('The id of the claim.'),
    relation: z.enum(words(RELATIONS)),
    from: entityRef.describe('The subject.'),
    to: entityRef.describe('The object.'),
    scope,
    status,
    ...claimTexts,
    via: z.array(viaRef).describe('The hardware, services or frameworks that the model runs on.'),
    with: z.array(entityRef).describe('Other participants.'),
    firstParty: z
      .boolean()
      .describe('The subject speaks for itself, or its maker or operator speaks for it.'),
    ...statement,
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
    ...statement,
  })
  .describe('A statement of a source that is not a relation between two entities.');

/** An entity inside an answer. */
export type EntityRef = z.infer<typeof entityRef>;
/** An entity that a claim runs on, with its version if the source prints one. */
export type ViaRef = z.infer<typeof viaRef>;
/** A quote and its position in its source. */
export type Evidence = z.infer<typeof evidence>;
/** One claim with its evidence. */
export type Claim = z.infer<typeof claim>;
/** A statement of a source that is not a relation. */
export type Remark = z.infer<typeof remark>;
