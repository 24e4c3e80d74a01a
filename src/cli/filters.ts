/** The filters that the options of a command give. */
import type { ClaimFilter, RemarkFilter } from '../query/claims.ts';
import { ANY_ENTITY, type CommandContext, type Expected } from './context.ts';
import type { FilterOptions } from './option-values.ts';

const A_PRODUCT: Expected = {
  what: 'hardware, service or framework',
  kinds: ['hardware', 'service', 'framework'],
  listCommand: 'chipkb list',
  command: '--via',
};

/** The ids of the entities that some options name. */
async function entityIds(
  context: CommandContext<FilterOptions>,
  typed: readonly string[],
  expected = ANY_ENTITY,
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of typed) ids.push((await context.entity(name, expected)).id);
  return ids;
}

async function sourceIds(
  context: CommandContext<FilterOptions>,
  typed: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const id of typed) ids.push(await context.source(id));
  return ids;
}

/** The filters of remarks that were typed. An unknown name is a known error. */
export async function remarkFiltersOf(context: CommandContext<FilterOptions>): Promise<RemarkFilter> {
  const { about, topic, source, saidBy, asOf, since } = context.options;
  return {
    ...(about && { about: await entityIds(context, about) }),
    ...(topic && { topic }),
    ...(source && { source: await sourceIds(context, source) }),
    ...(saidBy && { saidBy: await entityIds(context, saidBy) }),
    ...(asOf && { asOf }),
    ...(since && { since }),
  };
}

/** The filters of claims that were typed. An unknown name is a known error. */
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
    from,
    to,
    via,
    with: others,
    source,
    saidBy,
    ownClaims,
    asOf,
    since,
    withdrawn,
    by,
  } = context.options;
  return {
    ...(from && { from: await entityIds(context, from) }),
    ...(to && { to: await entityIds(context, to) }),
    ...(via && { via: await entityIds(context, via, A_PRODUCT) }),
    ...(others && { with: await entityIds(context, others) }),
    ...(status && { status }),
    ...(atLeast && { atLeast }),
    ...(scope && { scope }),
    ...(role && { role }),
    ...(kind && { kind }),
    ...(relation && { relation }),
    ...(source && { source: await sourceIds(context, source) }),
    ...(saidBy && { saidBy: await entityIds(context, saidBy) }),
    ...(ownClaims && { ownClaims }),
    ...(asOf && { asOf }),
    ...(since && { since }),
    ...(withdrawn && { withdrawn }),
    ...(by && { by }),
  };
}
