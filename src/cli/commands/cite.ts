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
import { STANDARD_INPUT } from '../read-input.ts';
import { nothingLinks, twoEntities } from '../split-names.ts';

export async function citeCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { words } = context;
  const store = await context.store();
  const areIds = await Promise.all(words.map((word) => word === STANDARD_INPUT || isRecordId(context, word)));
  if (!areIds.includes(false)) {
    const records = await namedRecords(context);
    if (records.entities.length === 0)
      return citeView(await cite(store, records), `Nothing to cite is recorded for ${words.join(', ')}`);
  }
  if (words.length === 1 || areIds.includes(true))
    throw fail.usage(
      'cite needs ids of claims, remarks or sources, or two names',
      'For example: chipkb cite huawei deepseek-models, or chipkb claims --to deepseek-r1 --format ids | chipkb cite -',
    );
  const [a, b] = await twoEntities(context, 'cite');
  const claims = limited(context, await claimsBetween(store, a, b, await filtersOf(context)));
  return citeView(await cite(store, { claims }), nothingLinks(a, b));
}
