/** The answers of `who-supports` and `supports`. */
import { z } from 'zod';
import {
  artefact,
  basis,
  claim,
  DISAGREEMENT,
  entityRef,
  isoDate,
  notAfter,
  notBefore,
  STATUS_OF_FIRMEST,
  saidBy,
  scope,
  statusOfFirmest,
  statusQualifiers,
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
    artefact: artefact.describe(
      'The release of that model that the claims name instead; null if they name the model itself.',
    ),
    scope,
    status: statusOfFirmest.describe(
      `${STATUS_OF_FIRMEST} All fields up to \`notAfter\` are those of that claim.`,
    ),
    ...statusQualifiers,
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
    disagreement: z.boolean().describe(DISAGREEMENT),
    claims: z.array(claim).describe('All claims, the firmest first.'),
  })
  .describe(
    'One supporter of one model, or of one release of it, in one scope; in the views of products, by one vendor.',
  );

export const supportAnswer = z.array(supportRow);

/** One supporter of one model in one scope. */
export type SupportRow = z.infer<typeof supportRow>;
