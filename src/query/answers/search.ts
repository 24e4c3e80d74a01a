/** The answer of `search`. */
import { z } from 'zod';
import { KINDS, words } from '../../model/vocabulary.ts';

const searchRow = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum([...words(KINDS), 'claim', 'remark']),
    score: z.number().describe('0 is a perfect match, 1 the worst.'),
    matches: z.array(
      z.strictObject({
        field: z.enum(['id', 'name', 'alias', 'description', 'quote', 'summary']),
        text: z.string(),
        ranges: z.array(z.tuple([z.int(), z.int()])).describe('UTF-16 offsets into the text, end exclusive.'),
      }),
    ),
  })
  .describe('One entity, claim or remark that matches the words.');

export const searchAnswer = z.array(searchRow);

/** One search result. */
export type SearchRow = z.infer<typeof searchRow>;
