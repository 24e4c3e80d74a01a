/** The answer of `check`; a finding also appears in errors and in the answers of edits. */
import { z } from 'zod';

export const finding = z
  .strictObject({
    level: z.enum(['error', 'warning', 'info']),
    rule: z.string().describe('The id of the rule.'),
    message: z.string(),
    hint: z.string().nullable().describe('The next step.'),
    record: z.string().nullable().describe('The id for an exception in kb.yaml; null if none can be made.'),
    place: z.strictObject({
      file: z.string(),
      line: z.int().describe('From 1; 0 for the whole file or folder.'),
      col: z.int().describe('From 1, in UTF-16 units.'),
      width: z.int().describe('The length of the value that the finding is about, in UTF-16 units.'),
      excerpt: z.string().describe('The text of the line, or the part of a long line around the value.'),
      excerptCol: z
        .int()
        .describe('The column at which the excerpt starts; more than 1 only in a long line.'),
    }),
  })
  .describe('A problem, or a fact worth knowing, with its position.');

export const checkAnswer = z.array(finding);
