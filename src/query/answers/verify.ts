/** The answer of `verify`. */
import { z } from 'zod';
import { finding } from './check.ts';
import { checked } from './claim.ts';

const counts = z.strictObject({
  quotes: z.int().describe('Quotes of a text.'),
  cells: z.int().describe('Cells of rows of tables.'),
  words: z.int().describe('Words outside rows: of the legend, headings and paths.'),
});

export const verifyAnswer = z.array(
  z
    .strictObject({
      source: z.string().describe('The id of the source.'),
      title: z.string(),
      repository: z.string().nullable().describe('The web address of the repository; null for a text.'),
      commit: z.string().nullable().describe('The commit that was read; null for a text.'),
      folder: z.string().nullable().describe('The clone or folder that was read now; null if none was.'),
      checked: checked.describe('`here` if the evidence was compared now, otherwise `recorded`.'),
      recorded: counts.describe('The evidence that is recorded.'),
      compared: counts.describe('How much of it was compared now.'),
      files: z
        .array(
          z.strictObject({
            path: z.string(),
            isSame: z
              .boolean()
              .nullable()
              .describe('Whether the whole file has the recorded SHA-256; null if it was not read.'),
          }),
        )
        .describe('The files of the repository; none for a text.'),
      lines: z
        .array(
          z.strictObject({
            path: z.string(),
            line: z.int().nullable().describe('From 1; null for the whole file.'),
            address: z.string().describe('The web address of the line at its commit.'),
          }),
        )
        .describe('The lines of the repository that are evidence.'),
      faults: z.array(finding).describe('What differs from the repository, or could not be read.'),
    })
    .describe('A source, and whether its evidence is in its text or repository.'),
);

export type VerifyAnswer = z.infer<typeof verifyAnswer>;
