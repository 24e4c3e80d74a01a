/** The answer of `import table` for a file: the tables that it prints. */
import { z } from 'zod';
import { entityRef } from './claim.ts';

export const printedTablesAnswer = z
  .strictObject({
    file: z.string().describe('The name of the file as typed.'),
    tables: z.array(
      z.strictObject({
        heading: z
          .array(z.string())
          .describe('The headings above the table, the outermost first; in YAML and JSON the keys.'),
        line: z.int().describe('The line of its header, from 1.'),
        rows: z.int().describe('How many rows it has.'),
        columns: z.array(
          z.strictObject({
            name: z.string().describe('The printed header; empty if it is blank.'),
            values: z
              .array(z.strictObject({ text: z.string(), cells: z.int() }))
              .describe('The different texts of its cells, the most frequent first, with their numbers.'),
          }),
        ),
      }),
    ),
    names: z
      .array(
        z.strictObject({
          label: z.string(),
          rows: z.int().describe('How many rows print it.'),
          entity: entityRef
            .nullable()
            .describe('The entity that has exactly this id, name or alias; null if there is none.'),
          similar: z.array(entityRef).describe('Entities with similar names, the best first.'),
        }),
      )
      .describe('The labels in the first columns of the tables.'),
    remarks: z
      .array(z.strictObject({ line: z.int(), message: z.string() }))
      .describe('What a person must look at, such as a row with more cells than columns.'),
    mapping: z
      .string()
      .nullable()
      .describe('The file with a mapping to fill in that was written; null for none.'),
  })
  .describe('The tables that a file prints.');

export type PrintedTablesAnswer = z.infer<typeof printedTablesAnswer>;
