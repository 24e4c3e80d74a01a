/** The answer of `suggest`. */
import { z } from 'zod';
import { SOURCE_SCHEMAS } from '../../model/schema.ts';
import { entityRef, published } from './claim.ts';

const suggestedClaim = z
  .strictObject({
    rank: z.int().describe('Its rank among all suggestions for the source, from 1.'),
    score: z
      .number()
      .describe(
        '1 if the text states all of it, lower for each part that was inferred. It is for ranking and not a probability.',
      ),
    claim: SOURCE_SCHEMAS.text.shape.edges.element.describe(
      'The claim, as it can be recorded under `edges:` in the source file.',
    ),
    sentence: z.strictObject({
      line: z.int(),
      start: z.int().describe('UTF-16 offset in the source text.'),
      end: z.int(),
      text: z.string(),
    }),
    cues: z
      .array(
        z.strictObject({
          kind: z.enum(['relation', 'status', 'speaker', 'channel', 'day', 'via', 'with']),
          words: z.string().describe('As printed.'),
          line: z.int(),
          start: z.int(),
          end: z.int(),
        }),
      )
      .describe('The words that triggered it.'),
    cautions: z.array(z.string()).describe('What was inferred and should be checked.'),
    recorded: z
      .array(z.string())
      .describe('The ids of the claims of the source with the same relation and ends; empty if it is new.'),
  })
  .describe('A claim that a sentence may state.');

export const suggestAnswer = z
  .strictObject({
    source: z.string(),
    title: z.string(),
    published,
    names: z
      .array(
        z.strictObject({
          text: z.string(),
          line: z.int(),
          start: z.int(),
          end: z.int(),
          ambiguous: z.boolean().describe('It can mean something else too.'),
          entities: z.array(entityRef).describe('What it means, or can mean.'),
        }),
      )
      .describe('Every occurrence of a known name.'),
    candidates: z
      .array(
        z.strictObject({
          name: z.string(),
          count: z.int(),
          line: z.int().describe('The line of the first occurrence.'),
          starts: z.array(z.int()).describe('The UTF-16 offsets of its occurrences, in order.'),
          why: z.enum(['capitalised', 'corporate suffix', 'part of another name']),
        }),
      )
      .describe('Unknown names.'),
    proposals: z.array(suggestedClaim).describe('Best first.'),
    refusals: z
      .array(
        z.strictObject({
          line: z.int(),
          start: z.int().describe('UTF-16 offset of the sentence.'),
          end: z.int(),
          words: z.string(),
          reason: z.string(),
        }),
      )
      .describe('What the text seems to state and was ruled out, with the reason.'),
  })
  .describe('Claims that a source may state, for a person to decide on; none of them is recorded.');

/** A claim that a sentence may state. */
export type SuggestedClaim = z.infer<typeof suggestedClaim>;
/** Claims that a source may state. */
export type SuggestAnswer = z.infer<typeof suggestAnswer>;
