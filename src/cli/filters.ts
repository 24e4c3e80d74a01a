/** The filters that the options of a command give. */
import type { ClaimFilter } from '../query/claims.ts';
import { ANY_ENTITY, type CommandContext } from './context.ts';
import type { FilterOptions } from './option-values.ts';

/** The filters that were typed. An unknown source or claimant is a known error. */
export async function filtersOf(
  context: CommandContext<FilterOptions>,
): Promise<ClaimFilter & Pick<FilterOptions, 'scope' | 'role' | 'kind' | 'by'>> {
  const {
    status,
    atLeast,
    scope,
    role,
    kind,
    relation,
    source,
    saidBy,
    ownClaims,
    asOf,
    since,
    withdrawn,
    by,
  } = context.options;
  const sources: string[] = [];
  for (const id of source ?? []) sources.push(await context.source(id));
  const claimants: string[] = [];
  for (const name of saidBy ?? []) claimants.push((await context.entity(name, ANY_ENTITY)).id);
  return {
    ...(status && { status }),
    ...(atLeast && { atLeast }),
    ...(scope && { scope }),
    ...(role && { role }),
    ...(kind && { kind }),
    ...(relation && { relation }),
    ...(source && { source: sources }),
    ...(saidBy && { saidBy: claimants }),
    ...(ownClaims && { ownClaims }),
    ...(asOf && { asOf }),
    ...(since && { since }),
    ...(withdrawn && { withdrawn }),
    ...(by && { by }),
  };
}
