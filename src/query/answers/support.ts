/** The answers of `who-supports` and `supports`. */
import { z } from 'zod';
import { claim, entityRef, isoDate, scope, status, viaRef } from './claim.ts';

const supportRow = z
  .strictObject({
    supporter: entityRef,
    model: entityRef,
    scope,
    status: status.describe('The strongest status of its claims.'),
    via: z.array(viaRef).describe('The union over its claims.'),
    with: z.array(entityRef).describe('The union over its claims.'),
    saidBy: z.array(entityRef).describe('The union over its claims.'),
    date: isoDate.nullable().describe('The earliest date of its claims.'),
    disagreement: z
      .boolean()
      .describe('Two of its claims with equal model and via differ in status or in date.'),
    claims: z.array(claim),
  })
  .describe('One supporter of one model in one scope.');

export const supportAnswer = z.array(supportRow);

/** One supporter of one model in one scope. */
export type SupportRow = z.infer<typeof supportRow>;
