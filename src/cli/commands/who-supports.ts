import type { EntityRecord } from '../../model/records.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import {
  claimsOfRows,
  type SupporterFilter,
  type SupportSort,
  whoSupports,
} from '../../query/who-supports.ts';
import type { View } from '../../render/view.ts';
import { whoSupportsView } from '../../render/views/support.ts';
import { A_MODEL, type CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { namedEntities } from '../split-names.ts';
import { noteUndated } from '../undated.ts';

export async function whoSupportsCommand(
  context: CommandContext<FilterOptions & Pick<OwnOptions, 'quotes'>>,
): Promise<View> {
  const models = await namedEntities(context, { ...A_MODEL, command: 'who-supports' });
  const filters = await filtersOf(context);
  const sort = context.options.sort as SupportSort | undefined;
  const store = await context.store();
  const read = (own: SupporterFilter) =>
    rowsOfAll(models, (model) => whoSupports(store, model.id, own, sort));
  const found = await read(filters);
  noteUnsupported(context, models, found);
  const rows = limited(context, found);
  await noteUndated(context, filters, async (others) => claimsOfRows(await read(others)));
  return whoSupportsView(models, rows, {
    by: filters.by ?? 'vendor',
    grouped: sort !== 'date',
    quotes: context.options.quotes ?? false,
    supporters: await store.entities(rows.flatMap(({ supporter }) => supporter?.id ?? [])),
  });
}

/** The rows for each of some entities, one after the other. */
export async function rowsOfAll(
  entities: readonly EntityRecord[],
  rowsOf: (entity: EntityRecord) => Promise<SupportRow[]>,
): Promise<SupportRow[]> {
  return (await Promise.all(entities.map(rowsOf))).flat();
}

/** Prints which of several entities have no rows. */
export function noteUnsupported(
  context: CommandContext<unknown>,
  entities: readonly EntityRecord[],
  rows: readonly SupportRow[],
): void {
  const answered = new Set(rows.map(({ asked }) => asked.id));
  const others = entities.filter(({ id }) => !answered.has(id));
  if (rows.length > 0 && others.length > 0)
    context.note(`Nothing is recorded for ${others.map(({ name }) => name).join(', ')}.`);
}
