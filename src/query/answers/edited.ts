/** The answer of the commands that change the knowledge base. */
import { z } from 'zod';
import { finding } from './check.ts';

export const editedAnswer = z
  .strictObject({
    written: z
      .boolean()
      .describe('Whether files were written; false with --dry-run or if there was nothing to change.'),
    files: z
      .array(
        z.strictObject({
          file: z.string().describe('The file, relative to the working directory.'),
          change: z.enum(['created', 'changed', 'removed']),
          diff: z.string().describe('The change as a unified diff.'),
        }),
      )
      .describe('What changed, or would change.'),
    warnings: z.array(finding).describe('New warnings of `check`.'),
    refused: z
      .array(finding)
      .describe('What is wrong with the proposals that were left out, with --accept-valid.'),
  })
  .describe('A change of the knowledge base.');

/** A change of the knowledge base. */
export type EditedAnswer = z.infer<typeof editedAnswer>;
