/** The answers of `who-supports` and `supports`. */
import { z } from 'zod';
import {
  basis,
  claim,
  entityRef,
  isoDate,
  notAfter,
  notBefore,
  saidBy,
  scope,
  status,
  via,
  viaRef,
  withOthers,
} from './claim.ts';

const supportRow = z
  .strictObject({
    asked: entityRef.describe('The model or supporter that was asked about.'),
    supporter: entityRef
      .nullable()
      .describe('What the claims are listed under; null if they name no hardware, service or framework.'),
    model: entityRef.describe('The model that the claims name.'),
    scope,
    status: status.describe('The status of the firmest claim; so are all fields up to `notAfter`.'),
    basis,
    vendor: z
      .array(entityRef)
      .describe('The company, or the product itself if no maker or operator is recorded.'),
    hardware: z.array(viaRef).describe('The hardware that the claim names.'),
    service: z.array(viaRef).describe('The services that the claim names.'),
    framework: z.array(viaRef).describe('The frameworks that the claim names.'),
    via,
    with: withOthers,
    saidBy,
    date: isoDate.nullable(),
    notBefore,
    notAfter,
    disagreement: z
      .boolean()
      .describe('Two claims have different statuses, or two sources date the same statement differently.'),
    claims: z.array(claim).describe('All claims, the firmest first.'),
  })
  .describe('One supporter of one model in one scope; in the views of products, by one vendor.');

export const supportAnswer = z.array(supportRow);

/** One supporter of one model in one scope. */
export type SupportRow = z.infer<typeof supportRow>;
