/** The answer of `diff`. */
import { z } from 'zod';
import { words } from '../../model/vocabulary.ts';
import {
  claim,
  claimTexts,
  entityRef,
  evidence,
  remark,
  remarkTexts,
  roles,
  statementTexts,
  status,
  viaRef,
} from './claim.ts';
import { alias, describedEntity } from './show.ts';
import { sourceFile, sourceRow, sourceTexts } from './source.ts';

const readMark = z.strictObject({
  quote: z.string().describe('A quote that was read and states nothing to record.'),
  why: z.string(),
});

const textChange = z.strictObject({
  field: z.enum([
    'name',
    'kind',
    'description',
    'location',
    'topic',
    'extent',
    'licence',
    'repository',
    'commit',
    'committed',
    'withdrawn',
    ...words(claimTexts),
    ...words(remarkTexts),
    ...words(statementTexts),
    ...words(sourceTexts),
  ]),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const listChange = <T extends z.ZodType>(item: T) => ({ removed: z.array(item), added: z.array(item) });

const fieldChange = z
  .union([
    textChange,
    z.strictObject({
      field: z.literal('status'),
      before: status,
      after: status,
      direction: z
        .enum(['firmer', 'weaker'])
        .nullable()
        .describe('The direction of the change; null if one of the two statuses has no order.'),
    }),
    z.strictObject({
      field: z.enum(['saidBy', 'publisher', 'republishedBy']),
      before: entityRef.nullable(),
      after: entityRef.nullable(),
    }),
    z.strictObject({ field: z.literal('roles'), ...listChange(roles.element) }),
    z.strictObject({ field: z.enum(['links', 'author']), ...listChange(z.string()) }),
    z.strictObject({ field: z.literal('aliases'), ...listChange(alias) }),
    z.strictObject({ field: z.literal('via'), ...listChange(viaRef) }),
    z.strictObject({ field: z.enum(['with', 'subject']), ...listChange(entityRef) }),
    z.strictObject({ field: z.literal('evidence'), ...listChange(evidence) }),
    z.strictObject({ field: z.literal('read'), ...listChange(readMark) }),
    z.strictObject({ field: z.literal('files'), ...listChange(sourceFile) }),
  ])
  .describe('One field that differs: its two values, or the removed and added items of a list.');

const difference = {
  change: z
    .enum(['added', 'removed', 'renamed', 'changed'])
    .describe('renamed: it has a new id, and its fields may differ too.'),
  id: z.string().describe('Its id; if it was removed, its former id.'),
  formerId: z.string().nullable().describe('Its id before; null if that is the same.'),
  fields: z.array(fieldChange).describe('What differs; empty if it was added or removed.'),
};

const diffRow = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('kb'),
      ...difference,
      kb: z.strictObject({ title: z.string(), description: z.string(), licence: z.string() }),
    }),
    z.strictObject({ what: z.literal('entity'), ...difference, entity: z.strictObject(describedEntity) }),
    z.strictObject({ what: z.literal('claim'), ...difference, claim }),
    z.strictObject({ what: z.literal('remark'), ...difference, remark }),
    z.strictObject({ what: z.literal('source'), ...difference, source: sourceRow }),
  ])
  .describe(
    'One record that differs between two knowledge bases, in its new form; in its old one if removed.',
  );

export const diffAnswer = z.array(diffRow);

/** One record that differs. */
export type DiffRow = z.infer<typeof diffRow>;
/** One field that differs. */
export type FieldChange = z.infer<typeof fieldChange>;
/** A field whose values are plain text. */
export type TextField = z.infer<typeof textChange>['field'];
