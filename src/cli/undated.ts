/** Reports the undated claims and remarks that `--as-of` and `--since` leave out. */
import { count } from '../model/count.ts';
import type { Claim } from '../query/answers/claim.ts';
import { type DateFilter, withoutDates } from '../query/claims.ts';
import type { CommandContext } from './context.ts';

/** Prints how many undated claims the filters leave out. `claimsFor` returns the claims of the answer with other filters. */
export async function noteUndated<T extends DateFilter>(
  context: CommandContext<unknown>,
  filters: T,
  claimsFor: (
    filters: Omit<T, 'asOf' | 'since'>,
  ) => Promise<readonly Pick<Claim, 'id' | 'date' | 'notAfter'>[]>,
  noun: 'claim' | 'remark' = 'claim',
): Promise<void> {
  const { asOf, since } = filters;
  if (asOf === undefined && since === undefined) return;
  const undated = (await claimsFor(withoutDates(filters))).filter(({ date }) => date === null);
  const leftOut = new Map(
    undated.flatMap(({ id, notAfter }) =>
      since === undefined && notAfter !== null && notAfter <= (asOf ?? '') ? [] : [[id, notAfter ?? '']],
    ),
  );
  if (leftOut.size === 0) return;
  const latest = [...leftOut.values()].sort().at(-1);
  context.note(`${count(leftOut.size, `undated ${noun}`)}, known by ${latest}, left out.`);
}
