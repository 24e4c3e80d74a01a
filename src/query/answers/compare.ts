/** The answer of `compare`. */
import { z } from 'zod';
import { artefact, claim, entityRef, scope, statusOfFirmest, statusQualifiers } from './claim.ts';

const comparedCell = z.strictObject({
  compared: entityRef.describe('One of the supporters or models that were asked about.'),
  recorded: z.boolean().describe('Whether there is a claim; a cell without is no record.'),
  model: entityRef.nullable().describe('The model that the first claim names.'),
  artefact: artefact.describe('The release of that model that the first claim names instead.'),
  scope: scope.nullable().describe('The scope of the first claim.'),
  status: statusOfFirmest,
  ...statusQualifiers,
  disagreement: z.boolean().describe('Claims of this scope and model disagree.'),
  claims: z.array(claim).describe('All claims, those of the closest scope first, then the firmest.'),
});

const compareRow = z
  .strictObject({
    entity: entityRef
      .nullable()
      .describe('A model if supporters are compared, otherwise a supporter; null if the claims name none.'),
    cells: z.array(comparedCell).describe('One cell for each entity that was asked about, in that order.'),
  })
  .describe('What is recorded about one model for each supporter, or about one supporter for each model.');

export const compareAnswer = z.array(compareRow);

/** What is recorded about one entity for each of those that are compared. */
export type CompareRow = z.infer<typeof compareRow>;
/** What is recorded about a supporter and a model. */
export type ComparedCell = CompareRow['cells'][number];
