/** The answer of `matrix`. */
import { z } from 'zod';
import { entityRef, roles, status } from './claim.ts';

const matrixRow = z
  .strictObject({
    supporter: entityRef,
    roles,
    cells: z.array(
      z.strictObject({
        model: entityRef,
        status: status.describe(
          'The strongest status of claims that name the model; null if nothing is recorded.',
        ),
        disagreement: z.boolean().describe('Two of those claims with equal via differ in status or in date.'),
        claims: z.array(z.string()).describe('The ids of those claims.'),
      }),
    ),
  })
  .describe('One supporter, with a cell for every model that a claim of support names.');

export const matrixAnswer = z.array(matrixRow);

/** One supporter, with a cell for every model. */
export type MatrixRow = z.infer<typeof matrixRow>;
/** The claims of one supporter about one model. */
export type MatrixCell = MatrixRow['cells'][number];
