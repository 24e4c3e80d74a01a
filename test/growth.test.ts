/** No command takes more than about linear time, in CPU time of a process of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { growthOf, inputCases, MAX_EXPONENT } from '../scripts/bench/input-growth.ts';
import { isSlow } from './support/runs.ts';
import { Workshop } from './support/spawned.ts';

let workshop: Workshop;
beforeAll(async () => {
  if (isSlow) workshop = await Workshop.open();
});
afterAll(() => workshop?.remove());

test.runIf(isSlow).each(inputCases())('$command grows no faster than its input: $kind', async (one) => {
  const { exponent, fault } = await growthOf(one, workshop.program, workshop.empty());
  expect(fault).toBeNull();
  expect(exponent ?? 0).toBeLessThanOrEqual(MAX_EXPONENT);
});
