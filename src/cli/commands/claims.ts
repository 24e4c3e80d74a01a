import { fail } from '../../model/errors.ts';
import type { Claim } from '../../query/answers/claim.ts';
import type { ClaimFilter } from '../../query/claims.ts';
import { listClaims, listClaimsInScopes, type StatementSort } from '../../query/statements.ts';
import type { View } from '../../render/view.ts';
import { claimsView } from '../../render/views/statements.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { noteUndated } from '../undated.ts';

export async function claimsCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'quotes'>>,
): Promise<View> {
  const { scope, ...filters } = await filtersOf(context);
  const sort = context.options.sort as StatementSort | undefined;
  const store = await context.store();
  const [model, ...others] = filters.to ?? [];
  if (scope && (model === undefined || others.length > 0))
    throw fail.usage('--scope needs the model that it is about', 'Name one model with --to.');
  const read = (filter: ClaimFilter): Promise<Claim[]> =>
    scope && model !== undefined
      ? listClaimsInScopes(store, model, scope, filter, sort)
      : listClaims(store, filter, sort);
  const claims = await read(filters);
  await noteUndated(context, filters, read);
  return claimsView(limited(context, claims), context.options.quotes ?? false);
}
