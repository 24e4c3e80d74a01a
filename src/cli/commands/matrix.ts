import { fail } from '../../model/errors.ts';
import type { SupportViewName } from '../../model/vocabulary.ts';
import { matrix } from '../../query/matrix.ts';
import { viewOfKind } from '../../query/support-views.ts';
import type { View } from '../../render/view.ts';
import { matrixView } from '../../render/views/matrix.ts';
import { A_MODEL_OR_SUPPORTER, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { namedEntities } from '../split-names.ts';

export async function matrixCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'long'>>,
): Promise<View> {
  const named =
    context.words.length === 0
      ? []
      : await namedEntities(context, { ...A_MODEL_OR_SUPPORTER, command: 'matrix' });
  const models = named.filter(({ kind }) => kind === 'model');
  const supporters = named.filter(({ kind }) => kind !== 'model');
  const views = new Set(supporters.flatMap(({ kind }) => viewOfKind(kind) ?? []));
  const filters = await filtersOf(context);
  const by: SupportViewName = filters.by ?? [...views][0] ?? 'vendor';
  if ([...views].some((view) => view !== by))
    throw fail.usage(
      'the supporters of a matrix must be of one kind',
      'Name companies, hardware, services or frameworks only; --by says which without names.',
    );
  const rows = await matrix(await context.store(), {
    ...filters,
    by,
    ...(models.length > 0 && { models }),
    ...(supporters.length > 0 && { supporters }),
  });
  return matrixView(limited(context, rows), by, context.options.long ?? false);
}
