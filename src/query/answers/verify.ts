/** The answer of `verify`. */
import { z } from 'zod';
import { finding } from './check.ts';
import { checked } from './claim.ts';

const counts = z.strictObject({
  quotes: z.int().describe('Quotes of a text.'),
  cells: z.int().describe('Cells of rows of tables.'),
  words: z.int().describe('Words outside rows: of the legend, headings and paths.'),
});

/** What the files of a source print and the source does not record. */
export const unrecordedAnswer = z.strictObject({
  tables: z
    .array(
      z.strictObject({
        path: z.string(),
        heading: z.array(z.string()).readonly().describe('The headings above it, the outermost first.'),
        line: z.int().describe('The line of its header, from 1.'),
        rows: z.int().describe('How many rows it has.'),
      }),
    )
    .describe('Tables that no recorded table covers.'),
  columns: z
    .array(
      z.strictObject({
        table: z.string().describe('The id of the recorded table.'),
        column: z.string().describe('Its header; empty if that is blank.'),
      }),
    )
    .describe('Columns of recorded tables that `columns` lacks.'),
  rows: z
    .array(
      z.strictObject({
        table: z.string().describe('The id of the recorded table.'),
        row: z.string().describe('The printed names of the row.'),
        line: z.int().describe('From 1.'),
      }),
    )
    .describe(
      'Rows of recorded tables with a symbol that is not recorded; not those that `names` leaves out.',
    ),
});

export type UnrecordedAnswer = z.infer<typeof unrecordedAnswer>;

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
      isCommitCompared: z
        .boolean()
        .nullable()
        .describe(
          'Whether the commit and its dates were compared too; a folder that is no clone has none. Null for a text.',
        ),
      lines: z
        .array(
          z.strictObject({
            path: z.string(),
            line: z.int().nullable().describe('From 1; null for the whole file.'),
            address: z.string().describe('The web address of the line at its commit.'),
          }),
        )
        .describe('The lines of the repository that are evidence.'),
      unrecorded: unrecordedAnswer
        .nullable()
        .describe(
          'What the files print and the source does not record, which is no fault; null if they were not read.',
        ),
      faults: z.array(finding).describe('What differs from the repository, or could not be read.'),
    })
    .describe('A source, and whether its evidence is in its text or repository.'),
);

export type VerifyAnswer = z.infer<typeof verifyAnswer>;
