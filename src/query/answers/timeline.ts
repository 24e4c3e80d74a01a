/** The answer of `timeline`. */
import { z } from 'zod';
import { claim, status } from './claim.ts';

const timelineRow = claim
  .extend({
    previousStatus: status.describe(
      'The status of the latest claim of the same supporter and model that was certainly made before; null if there is none.',
    ),
  })
  .describe('One claim, with the status before it.');

export const timelineAnswer = z.array(timelineRow);

/** One claim, with the status before it. */
export type TimelineRow = z.infer<typeof timelineRow>;
