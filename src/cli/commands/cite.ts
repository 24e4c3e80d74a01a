import { fail } from '../../model/errors.ts';
import { cite } from '../../query/cite.ts';
import { claimsBetween } from '../../query/why.ts';
import type { View } from '../../render/view.ts';
import { citeView } from '../../render/views/cite.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import { isRecordId, namedRecords } from '../named-records.ts';
import type { FilterOptions } from '../option-values.ts';
import { twoEntities } from '../split-names.ts';

export async function citeCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { words, phrase } = context;
  const store = await context.store();
  if (words.length === 1) {
    if (!(await isRecordId(context, phrase)))
      throw fail.usage(
        'cite needs the id of a claim, a remark or a source, or two names',
        'For example: chipkb cite huawei deepseek-models',
      );
    return citeView(phrase, await cite(store, await namedRecords(context)));
  }
  const [a, b] = await twoEntities(context, 'cite');
  const claims = limited(context, await claimsBetween(store, a, b, await filtersOf(context)));
  return citeView(`${a.name} and ${b.name}`, await cite(store, { claims }));
}
