/** The answer of `propose`. */
import { z } from 'zod';
import { FILE_SCHEMAS } from '../../model/schema.ts';
import { entityRef } from './claim.ts';
import { citedQuote, sourceRow } from './source.ts';

const lineNumbers = z.array(z.int());

export const proposeAnswer = z
  .strictObject({
    source: z.string(),
    ...sourceRow.pick({ title: true, publisher: true, published: true }).shape,
    extent: sourceRow.shape.extent.unwrap(),
    lines: z
      .array(
        z.strictObject({
          line: z.int(),
          start: z.int().describe('UTF-16 offset of the line in the source text.'),
          text: z.string(),
        }),
      )
      .describe('The lines of the document that are printed.'),
    lineBreak: z.enum(['\n', '\r\n']).describe('What the text has between two lines.'),
    cut: z
      .int()
      .describe(
        'How many UTF-16 units of the last line are left out, because that line alone is too long; otherwise 0.',
      ),
    rest: sourceRow.shape.extent.describe('The lines that are left to print; null if none are.'),
    names: z
      .array(
        entityRef.extend({
          forms: z.array(
            z.strictObject({
              text: z.string().describe('As printed.'),
              lines: lineNumbers,
              ambiguous: z.boolean().describe('It can mean something else too.'),
            }),
          ),
        }),
      )
      .describe('The entities whose names occur on these lines.'),
    unknown: z
      .array(z.strictObject({ name: z.string(), lines: lineNumbers }))
      .describe('The unknown names on these lines.'),
    recorded: z
      .array(citedQuote.omit({ start: true, end: true }).extend({ line: z.int() }))
      .describe('What is recorded with quotes that start on these lines.'),
    suggestions: z
      .array(
        z.strictObject({
          line: z.int(),
          claim: FILE_SCHEMAS.proposals.shape.edges.unwrap().element,
          cautions: z.array(z.string()).describe('What was inferred and should be checked.'),
        }),
      )
      .describe('The claims that `suggest` finds on these lines and that are not recorded yet.'),
  })
  .describe('What a document of proposals is written from.');

/** What a document of proposals is written from. */
export type ProposeAnswer = z.infer<typeof proposeAnswer>;
