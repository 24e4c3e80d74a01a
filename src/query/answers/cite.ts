/** The answer of `cite`. */
import { z } from 'zod';
import { claim, remark } from './claim.ts';
import { sourceRow } from './source.ts';

const citationRow = z
  .strictObject({
    source: sourceRow.pick({
      id: true,
      title: true,
      author: true,
      publisher: true,
      republishedBy: true,
      url: true,
      archived: true,
      repository: true,
      origin: true,
      published: true,
      publishedBasis: true,
      retrieved: true,
    }),
    claims: z.array(claim).describe('The claims to cite that it states; none if the source itself is cited.'),
    remarks: z.array(remark).describe('The remarks to cite that it states.'),
  })
  .describe('One source to cite, with what is cited from it.');

export const citeAnswer = z.array(citationRow);

/** One source to cite, with what is cited from it. */
export type Citation = z.infer<typeof citationRow>;
