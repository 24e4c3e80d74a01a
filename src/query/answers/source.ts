/** The answers of `sources`, `source` and `coverage`. */
import { z } from 'zod';
import {
  archived,
  cellFields,
  checked,
  claimTexts,
  entityRef,
  isoDate,
  origin,
  published,
  republishedBy,
  status,
  url,
  withdrawn,
} from './claim.ts';

/** The fields of a source that are plain text. `diff` compares each of them. */
export const sourceTexts = {
  title: z.string(),
  url: url.describe('Where it was read: at its publisher or, if it has one, its republisher.'),
  archived,
  published,
  publishedBasis: z.string().nullable(),
  retrieved: isoDate.nullable(),
  sha256: z.string().nullable().describe('The SHA-256 of the text; null for tables.'),
  origin,
  note: z.string().nullable().describe('A caveat for readers.'),
};

const { title, publishedBasis, retrieved, sha256, note } = sourceTexts;

export const sourceFile = z.strictObject({
  path: z.string(),
  sha256: z.string(),
  changed: isoDate.nullable().describe('The date of the last commit that changed it.'),
});

export const sourceRow = z
  .strictObject({
    id: z.string(),
    title,
    author: z.array(z.string()).describe('As printed; empty if not recorded.'),
    publisher: entityRef,
    republishedBy,
    url: sourceTexts.url,
    archived,
    published,
    publishedBasis,
    retrieved,
    extent: z
      .strictObject({ first: z.int(), last: z.int() })
      .nullable()
      .describe('The lines that are the document; null for tables.'),
    repository: z
      .strictObject({
        address: z.string().describe('The web address of the repository.'),
        commit: z.string(),
        committed: isoDate.describe('The date of the commit.'),
        licence: z.string(),
        files: z.array(sourceFile).describe('The files that were read.'),
        tables: z
          .array(
            z.strictObject({
              id: z.string(),
              path: z.string(),
              heading: z.array(z.string()).describe('The headings above it, the outermost first.'),
              rows: z.int().describe('The number of rows that are still printed.'),
            }),
          )
          .describe('The tables that were read.'),
      })
      .nullable()
      .describe('Where tables were read; null for a text.'),
    origin,
    note,
    sha256,
    checked,
    claims: z.int().describe('The number of claims it states.'),
    remarks: z.int(),
    read: z.int().describe('The number of quotes marked as read that state nothing to record.'),
  })
  .describe('One source.');

export const citedQuote = z.strictObject({
  start: z.int().describe('UTF-16 offset in the source text.'),
  end: z.int(),
  claims: z.array(z.string()).describe('The ids of the claims it is evidence for.'),
  remarks: z.array(z.string()).describe('The ids of the remarks it is evidence for.'),
  why: z.string().nullable().describe('Why nothing is recorded from it, if it is marked as read.'),
});

export const sourceAnswer = sourceRow
  .extend({
    cells: z
      .array(
        z.strictObject({
          ...cellFields,
          status: status.describe('The status of its claims; null for names and headings.'),
          precision: claimTexts.precision,
          mode: claimTexts.mode,
          task: claimTexts.task,
          artefact: claimTexts.artefact,
          from: z.array(entityRef).describe('The subjects of its claims.'),
          to: z.array(entityRef).describe('The objects of its claims.'),
          withdrawn,
          claims: z.array(z.string()).describe('The ids of the claims it is evidence for.'),
        }),
      )
      .describe('Every cell, name or heading that is evidence, in the order of recording; none for a text.'),
    passages: z
      .array(
        citedQuote.extend({
          line: z.int().describe('The line of the text on which it starts, from 1.'),
          quote: z.string().describe('The passage, verbatim.'),
        }),
      )
      .describe('Every quoted passage in the order of the text, also if the text is missing.'),
    lines: z.array(
      z.strictObject({
        line: z.int(),
        start: z.int().describe('UTF-16 offset of the line in the source text.'),
        text: z.string(),
        boilerplate: z.boolean().describe('Outside the document; evidence for nothing.'),
        evidence: z.array(citedQuote).describe('The quotes that start on the line.'),
      }),
    ),
  })
  .describe('A source with its text and what each quote is evidence for; no lines if the text is missing.');

const coverageRow = z
  .strictObject({
    source: z.string(),
    line: z.int(),
    start: z.int().describe('UTF-16 offset in the source text.'),
    end: z.int(),
    text: z.string(),
    state: z
      .enum(['claim', 'remark', 'read', 'uncovered', 'silent', 'boilerplate'])
      .describe(
        'The first that applies: boilerplate, outside the document; claim, evidence for a claim; remark, evidence for a remark; read, marked as read; uncovered, names entities and is evidence for nothing; silent, names no entity.',
      ),
    entities: z.array(z.string()).describe('The ids of the entities that it names.'),
    claims: z.array(z.string()),
    remarks: z.array(z.string()),
    why: z.string().nullable().describe('Why nothing is recorded, if it is marked as read.'),
  })
  .describe('One sentence of a source.');

export const sourcesAnswer = z.array(sourceRow);
export const coverageAnswer = z.array(coverageRow);

/** One source. */
export type SourceRow = z.infer<typeof sourceRow>;
/** A source with its text, line by line. */
export type SourceText = z.infer<typeof sourceAnswer>;
/** One sentence of a source. */
export type CoverageRow = z.infer<typeof coverageRow>;
