import { fail } from '../../model/errors.ts';
import { compareModels, compareSupport } from '../../query/compare.ts';
import type { View } from '../../render/view.ts';
import { compareView } from '../../render/views/compare.ts';
import { A_MODEL_OR_SUPPORTER, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';
import { namedEntities } from '../split-names.ts';
import { noteUndated } from '../undated.ts';

export async function compareCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const compared = await namedEntities(context, { ...A_MODEL_OR_SUPPORTER, command: 'compare' });
  const models = compared.filter(({ kind }) => kind === 'model');
  if (compared.length < 2)
    throw fail.usage('compare needs two or more names', 'For example: chipkb compare huawei moore-threads');
  if (models.length > 0 && models.length < compared.length)
    throw fail.usage(
      'compare takes models or supporters, not both',
      '`chipkb matrix` takes both, and shows supporters by model.',
    );
  const { scope, role, by } = context.options;
  if (models.length === 0 && (scope ?? role ?? by) !== undefined)
    throw fail.usage('--scope, --role and --by choose among supporters', 'Compare models to use them.');
  const filters = await filtersOf(context);
  const store = await context.store();
  const read = (own: typeof filters) =>
    models.length > 0 ? compareModels(store, models, own) : compareSupport(store, compared, own);
  const rows = await read(filters);
  await noteUndated(context, filters, async (others) =>
    (await read(others)).flatMap(({ cells }) => cells.flatMap(({ claims }) => claims)),
  );
  return compareView(compared, limited(context, rows));
}
