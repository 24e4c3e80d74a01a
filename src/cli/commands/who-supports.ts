import { claimsOfRows, type SupportSort, whoSupports } from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { whoSupportsView } from '../../render/views/support.ts';
import type { CommandContext, Expected } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { noteUndated } from '../undated.ts';

const A_MODEL: Expected = {
  what: 'model',
  kinds: ['model'],
  listCommand: 'chipkb models',
  command: 'who-supports',
  reverseCommand: 'supports',
};

export async function whoSupportsCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'quotes'>>,
): Promise<View> {
  const model = await context.entity(context.phrase, A_MODEL);
  const filters = await filtersOf(context);
  const sort = context.options.sort as SupportSort | undefined;
  const store = await context.store();
  const rows = limited(context, await whoSupports(store, model.id, filters, sort));
  await noteUndated(context, filters, async (others) =>
    claimsOfRows(await whoSupports(store, model.id, others)),
  );
  return whoSupportsView(model, rows, {
    by: filters.by ?? 'vendor',
    grouped: sort !== 'date',
    quotes: context.options.quotes ?? false,
    supporters: await store.entities(rows.flatMap(({ supporter }) => supporter?.id ?? [])),
  });
}
