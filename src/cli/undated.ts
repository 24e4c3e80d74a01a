/** Reports the claims and remarks whose date is not known well enough for `--as-of` and `--since`. */
import { count } from '../model/count.ts';
import { daysOf, type StatementDates } from '../model/dates.ts';
import { type DateFilter, isInPeriod, withoutDates } from '../query/claims.ts';
import type { CommandContext } from './context.ts';

/**
 * Prints how many claims the filters leave out because their dates are not exact enough to tell. `claimsFor` returns the claims of
 * the answer with other filters.
 */
export async function noteUndated<T extends DateFilter>(
  context: CommandContext<unknown>,
  filters: T,
  claimsFor: (filters: Omit<T, 'asOf' | 'since'>) => Promise<readonly ({ id: string } & StatementDates)[]>,
  noun: 'claim' | 'remark' = 'claim',
): Promise<void> {
  const { asOf, since } = filters;
  if (asOf === undefined && since === undefined) return;
  const leftOut = new Map<string, StatementDates>();
  for (const claim of await claimsFor(withoutDates(filters)))
    if (!isInPeriod(claim, filters) && canBeInPeriod(claim, filters)) leftOut.set(claim.id, claim);
  if (leftOut.size === 0) return;
  const latest = [...leftOut.values()].map((claim) => daysOf(claim)?.last);
  const known = latest.includes(undefined) ? '' : ` known by ${latest.sort().at(-1)},`;
  context.note(`${count(leftOut.size, noun)} without an exact date,${known} left out.`);
}

/** True if a claim can have been made in the period of the filters. */
function canBeInPeriod(claim: StatementDates, { asOf, since }: DateFilter): boolean {
  const days = daysOf(claim);
  if (days === null) return true;
  return (
    (asOf === undefined || days.first === null || days.first <= asOf) &&
    (since === undefined || days.last >= since)
  );
}
