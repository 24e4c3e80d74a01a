/** The answer of `search`. */
import { z } from 'zod';
import { KINDS, words } from '../../model/vocabulary.ts';
import { saidBy } from './claim.ts';

const searchRow = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum([...words(KINDS), 'claim', 'remark']),
    saidBy,
    source: z.string().nullable().describe('The id of the source of a claim or remark; null for an entity.'),
    line: z
      .int()
      .nullable()
      .describe('The line of its first quote or cell in the source; null for an entity.'),
    score: z.number().describe('0 is a perfect match, 1 the worst.'),
    matches: z.array(
      z.strictObject({
        field: z.enum(['id', 'name', 'alias', 'description', 'quote', 'cell', 'summary']),
        text: z.string(),
        line: z
          .int()
          .nullable()
          .describe('The line of a quote or cell in the source; null for another field.'),
        ranges: z.array(z.tuple([z.int(), z.int()])).describe('UTF-16 offsets into the text, end exclusive.'),
      }),
    ),
  })
  .describe('One entity, claim or remark that matches the words.');

export const searchAnswer = z.array(searchRow);

/** One search result. */
export type SearchRow = z.infer<typeof searchRow>;
