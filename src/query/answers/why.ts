/** The answer of `why`. */
import { z } from 'zod';
import { cellEvidence, claim, quoteEvidence, remark } from './claim.ts';

const contextEvidence = quoteEvidence.extend({
  before: z
    .string()
    .nullable()
    .describe(
      'The text before the quote, from the start of the previous sentence; null if there is none or the text is missing.',
    ),
  after: z
    .string()
    .nullable()
    .describe(
      'The text after the quote, to the end of the next sentence; null if there is none or the text is missing.',
    ),
});

const whyClaim = claim
  .extend({ evidence: z.array(z.union([contextEvidence, cellEvidence])) })
  .describe('A claim, each quote with the sentences around it.');

const whyRemark = remark
  .extend({ evidence: z.array(z.union([contextEvidence, cellEvidence])) })
  .describe('A remark, each quote with the sentences around it.');

export const whyAnswer = z.array(z.union([whyClaim, whyRemark]));

/** A claim, each quote with the sentences around it. */
export type WhyClaim = z.infer<typeof whyClaim>;
/** A remark, each quote with the sentences around it. */
export type WhyRemark = z.infer<typeof whyRemark>;
