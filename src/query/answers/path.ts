/** The answer of `path`. */
import { z } from 'zod';
import { claim, entityRef } from './claim.ts';

const pathRow = z
  .strictObject({
    length: z.int().describe('The number of hops.'),
    hops: z.array(
      z.strictObject({
        from: entityRef,
        to: entityRef,
        claims: z.array(claim).describe('The claims that link the two, in either direction.'),
      }),
    ),
  })
  .describe('One shortest path.');

export const pathAnswer = z.array(pathRow);

/** One shortest path. */
export type PathRow = z.infer<typeof pathRow>;
