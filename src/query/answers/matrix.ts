/** The answer of `matrix`. */
import { z } from 'zod';
import { DISAGREEMENT, entityRef, roles, statusOfFirmest, statusQualifiers } from './claim.ts';

const matrixRow = z
  .strictObject({
    supporter: entityRef
      .nullable()
      .describe('What the claims are listed under; null if they name no hardware, service or framework.'),
    roles,
    cells: z.array(
      z.strictObject({
        model: entityRef,
        recorded: z
          .boolean()
          .describe('Whether a claim names the model itself; a cell without is no record.'),
        status: statusOfFirmest,
        ...statusQualifiers,
        disagreement: z.boolean().describe(DISAGREEMENT),
        claims: z
          .array(z.string())
          .describe('The ids of the claims that name the model itself, the firmest first.'),
      }),
    ),
  })
  .describe('One supporter, with a cell for every model that a claim of support names.');

export const matrixAnswer = z.array(matrixRow);

/** One supporter, with a cell for every model. */
export type MatrixRow = z.infer<typeof matrixRow>;
/** The claims of one supporter about one model. */
export type MatrixCell = MatrixRow['cells'][number];
