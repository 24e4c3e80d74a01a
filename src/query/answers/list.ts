/** The answer of `list` and its shortcuts. */
import { z } from 'zod';
import { entityRef, roles, scope, status } from './claim.ts';

const supported = z
  .strictObject({ model: entityRef, status })
  .describe(
    'A model and the firmest status of claims that name it; if there are none, of claims about its artefacts.',
  );

const supporter = z.strictObject({ supporter: entityRef, scope, status });

const listedFields = {
  ...entityRef.shape,
  roles,
  location: z.string().nullable(),
  description: z.string(),
  claims: z
    .int()
    .describe(
      'The number of claims that name it at either end, as via or as with; claims of support count only if they pass the filters.',
    ),
};

const listRow = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...listedFields,
      kind: z.literal('company'),
      hardware: z.array(entityRef),
      services: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listedFields,
      kind: z.literal('model'),
      developers: z.array(entityRef),
      sizeOf: z.array(entityRef).describe('The releases of which it is a size.'),
      supporters: z.array(supporter),
    }),
    z.strictObject({
      ...listedFields,
      kind: z.enum(['hardware', 'framework']),
      makers: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listedFields,
      kind: z.literal('service'),
      operators: z.array(entityRef),
      runsOn: z.array(entityRef),
      models: z.array(supported),
    }),
    z.strictObject({
      ...listedFields,
      kind: z.literal('publisher'),
      owners: z.array(entityRef),
      sources: z.int().describe('The number of sources it published.'),
    }),
    z.strictObject({
      ...listedFields,
      kind: z.literal('person'),
      founded: z.array(entityRef),
      workedAt: z.array(entityRef),
    }),
  ])
  .describe('One entity in a list, with the main facts for its kind.');

export const listAnswer = z.array(listRow);

/** One entity in a list. */
export type ListRow = z.infer<typeof listRow>;
/** A model and the strongest status claimed. */
export type SupportedModel = z.infer<typeof supported>;
/** A supporter in the list of models. */
export type ListedSupporter = z.infer<typeof supporter>;
