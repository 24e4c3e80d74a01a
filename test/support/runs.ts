/** How much a test tries: a sample in `npm test`, the same one each time; much more in `npm run test:slow`. */

/** Whether everything is tried that takes long: every kill point, every mutant, large inputs. */
export const isSlow = process.env.SLOW !== undefined;

/** The settings of a fast-check property: `count` runs with a fixed seed, or ten times as many with a new one. */
export const runs = (count: number): { numRuns: number; seed?: number } =>
  isSlow ? { numRuns: 10 * count } : { numRuns: count, seed: 1 };
