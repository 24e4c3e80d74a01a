import { fail } from '../../model/errors.ts';
import { isText } from '../../model/records.ts';
import { coverage } from '../../query/source.ts';
import type { View } from '../../render/view.ts';
import { coverageView } from '../../render/views/source.ts';
import type { CommandContext } from '../context.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';

export async function coverageCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'uncovered'>>,
): Promise<View> {
  const store = await context.store();
  const ids =
    context.words.length > 0
      ? [await context.textSource(context.phrase)]
      : [...(await store.sources()).values()].filter(isText).map(({ id }) => id);
  const sources = [...(await store.sources(ids)).values()];
  const missing = sources.filter(({ checked }) => checked !== 'here').map((source) => source.id);
  if (missing.length > 0) {
    if (missing.length === ids.length) throw fail.noText(missing, 'coverage');
    context.note(`Left out, because the text is not included here: ${missing.join(', ')}.`);
  }
  const all = await coverage(store, ids);
  const rows = context.options.uncovered ? all.filter(({ state }) => state === 'uncovered') : all;
  return coverageView(ids, limited(context, rows));
}
