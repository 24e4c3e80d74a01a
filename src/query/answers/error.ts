/** What `--json` prints for an error. */
import { z } from 'zod';
import { finding } from './check.ts';

export const errorAnswer = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('The stable name of the error.'),
      message: z.string(),
      hint: z.string().nullable().describe('The next step.'),
      candidates: z
        .array(z.strictObject({ id: z.string(), name: z.string(), kind: z.string() }))
        .describe('Similar entities or sources.'),
      findings: z.array(finding).optional().describe('For invalid-data: each problem with its position.'),
    }),
  })
  .describe('What `--json` prints on stderr for an error.');
