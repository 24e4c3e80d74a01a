/** The answer of `show`. */
import { z } from 'zod';
import { claim, entityRef, remark, roles } from './claim.ts';
import { sourceRow } from './source.ts';

export const alias = z.strictObject({
  name: z.string(),
  lang: z.string().nullable(),
  ambiguous: z.boolean(),
});

/** An entity with all its own fields. */
export const describedEntity = {
  ...entityRef.shape,
  roles,
  aliases: z.array(alias),
  description: z.string(),
  location: z.string().nullable(),
  links: z.array(z.string()),
};

const card = z
  .strictObject({
    ...describedEntity,
    claims: z.strictObject({
      out: z.array(claim).describe('Claims with it as the subject.'),
      in: z.array(claim).describe('Claims with it as the object.'),
      via: z.array(claim).describe('Claims with it as via.'),
      with: z.array(claim).describe('Claims with it as another participant.'),
    }),
    remarks: z.array(remark).describe('Remarks about it or by it.'),
  })
  .describe('Everything recorded about one entity.');

const shownRecord = z
  .union([card, claim, remark, sourceRow])
  .describe('An entity, a claim, a remark or a source, by the id that was typed.');

export const showAnswer = z.union([shownRecord, z.array(shownRecord)]);

/** Everything recorded about one entity. */
export type Card = z.infer<typeof card>;
/** What one id or name shows. */
export type Shown = z.infer<typeof shownRecord>;
