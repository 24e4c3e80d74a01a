/** The answer of `update`. */
import { z } from 'zod';
import { finding } from './check.ts';
import { isoDate } from './claim.ts';
import { diffAnswer } from './diff.ts';
import { editedAnswer } from './edited.ts';
import { unrecordedAnswer } from './verify.ts';

const commitDay = z.strictObject({ commit: z.string(), day: isoDate });

export const updateAnswer = z
  .strictObject({
    ...editedAnswer.pick({ written: true, files: true, warnings: true }).shape,
    sources: z
      .array(
        z.strictObject({
          source: z.string().describe('The id of the source.'),
          before: commitDay.describe('The commit that was recorded.'),
          after: commitDay.describe('The commit that is recorded now; the same if there are errors.'),
          cells: z
            .array(
              z.strictObject({
                table: z.string().describe('The id of the table.'),
                row: z.string().describe('The printed names of the row.'),
                column: z.string(),
                before: z.string().nullable().describe('The symbol before; null if the cell came.'),
                after: z.string().nullable().describe('The symbol now; null if the cell is gone.'),
                line: z.int().describe('The line now or, for a cell that is gone, before.'),
              }),
            )
            .describe('The cells that came, went or changed their symbol.'),
          resolved: z
            .array(z.strictObject({ label: z.string(), id: z.string() }))
            .describe('The new labels that are ids, names or aliases of entities, now in `names`.'),
          unrecorded: unrecordedAnswer
            .nullable()
            .describe('What the files print now and the source does not record; null if there are errors.'),
          findings: z
            .array(finding)
            .describe('Errors, if it could not be updated; and what is new and not recorded.'),
        }),
      )
      .describe('The sources that were read.'),
    claims: diffAnswer.describe('What changed in the records, as `diff` shows it.'),
  })
  .describe('An update of tables to newer commits of their repositories.');

export type UpdateAnswer = z.infer<typeof updateAnswer>;
