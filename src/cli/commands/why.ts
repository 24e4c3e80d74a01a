import { fail } from '../../model/errors.ts';
import { isText } from '../../model/records.ts';
import { statementsOfSource } from '../../query/statements.ts';
import { inContext, why } from '../../query/why.ts';
import type { View } from '../../render/view.ts';
import { type WhyStatement, whyView } from '../../render/views/why.ts';
import type { CommandContext } from '../context.ts';
import { filtersOf } from '../filters.ts';
import { limited } from '../limited.ts';
import { isRecordId, namedRecords } from '../named-records.ts';
import type { FilterOptions } from '../option-values.ts';
import { STANDARD_INPUT } from '../read-input.ts';
import { nothingLinks, twoEntities } from '../split-names.ts';

export async function whyCommand(context: CommandContext<FilterOptions>): Promise<View> {
  const { words } = context;
  const areIds = await Promise.all(words.map((word) => word === STANDARD_INPUT || isRecordId(context, word)));
  if (areIds.includes(true)) {
    if (areIds.includes(false))
      throw fail.usage('why takes two names, or ids of claims, remarks and sources, not both');
    const statements = await statementsById(context);
    const named = words.includes(STANDARD_INPUT) ? ['<id>'] : words;
    return whyView('Why?', named, 'Nothing is recorded from it', await shown(context, statements));
  }
  if (words.length < 2)
    throw fail.usage(
      'why needs two names, or ids of claims, remarks and sources',
      'For example: chipkb why huawei deepseek-models, or chipkb claims --to deepseek-r1 --format ids | chipkb why -',
    );
  const [a, b] = await twoEntities(context, 'why');
  const claims = await why(await context.store(), a, b, await filtersOf(context));
  const title = `What links ${a.name} and ${b.name}?`;
  return whyView(title, [a.id, b.id], nothingLinks(a, b), await shown(context, claims));
}

/** The claims and remarks that were typed, and those of the sources that were. */
async function statementsById(context: CommandContext<FilterOptions>): Promise<WhyStatement[]> {
  const { claims, remarks, sources } = await namedRecords(context);
  const store = await context.store();
  const ofSources = await Promise.all(sources.map((id) => statementsOfSource(store, id)));
  return [
    ...(await inContext(store, [...claims, ...ofSources.flatMap((own) => own.claims)])),
    ...(await inContext(store, [...remarks, ...ofSources.flatMap((own) => own.remarks)])),
  ];
}

/** The first statements, as many as `--limit` allows, with a note if their text is not here. */
async function shown(
  context: CommandContext<FilterOptions>,
  statements: readonly WhyStatement[],
): Promise<readonly WhyStatement[]> {
  const quoted = statements.flatMap(({ evidence }) => evidence.map(({ source }) => source));
  const sources = await (await context.store()).sources(new Set(quoted));
  if ([...sources.values()].some((source) => isText(source) && source.checked !== 'here'))
    context.note(
      'The source text is not included here; its quotes were checked when the package or file was built.',
    );
  return limited(context, statements);
}
