import { fail } from '../../model/errors.ts';
import { type Cited, cite, statementWithId } from '../../query/cite.ts';
import { claimsBetween } from '../../query/why.ts';
import type { View } from '../../render/view.ts';
import { citeView } from '../../render/views/cite.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions } from '../option-values.ts';
import { twoEntities } from '../split-names.ts';

export async function citeCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { words, phrase } = context;
  const store = await context.store();
  if (words.length === 1) return citeView(phrase, await cite(store, await citedById(context, phrase)));
  const [a, b] = await twoEntities(context, 'cite');
  const claims = limited(context, await claimsBetween(store, a, b, await filtersOf(context)));
  return citeView(`${a.name} and ${b.name}`, await cite(store, { claims }));
}

/** The claim, remark or source with an id, which is never corrected. Throws a usage error or `no-such-entity`. */
async function citedById(context: CommandContext<FilterOptions>, id: string): Promise<Cited> {
  const store = await context.store();
  if ((await store.sources([id])).has(id)) return { sources: [id] };
  if (id.includes('@')) {
    const found = await statementWithId(store, id);
    if (found) return found;
    throw fail.noSuchEntity(id, 'claim or remark', [], 'chipkb claims');
  }
  throw fail.usage(
    'cite needs the id of a claim, a remark or a source, or two names',
    'For example: chipkb cite huawei deepseek-models',
  );
}
