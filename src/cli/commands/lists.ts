/** `list` and its shortcuts. */
import { fail } from '../../model/errors.ts';
import { KINDS, type Kind, type Role, VENDOR_ROLES, words } from '../../model/vocabulary.ts';
import { LIST_SORTS, type ListSort, list, listSources } from '../../query/list.ts';
import type { View } from '../../render/view.ts';
import { listView, sourcesView } from '../../render/views/list.ts';
import { type Command, limited } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { CLAIM_FILTERS } from '../options.ts';

async function answerList(
  ask: CommandContext,
  what: string,
  kind: Kind | null,
  within?: readonly Role[],
): Promise<View> {
  const { role, sort } = ask.options;
  const filter = { ...(await ask.claimFilter()), ...(kind && { kind: [kind] }), ...(role && { role }) };
  const rows = await list(await ask.store(), filter, sort as ListSort | undefined);
  const shown = rows.filter(({ roles }) => !within || roles.some((own) => within.includes(own)));
  return listView(what, limited(ask, shown), kind);
}

const shortcut = (name: string, kind: Kind, summary: string, role?: readonly Role[]): Command => ({
  name,
  arguments: '',
  summary,
  examples: [`chipkb ${name}`],
  filters: [...(kind === 'company' ? (['role'] as const) : []), ...CLAIM_FILTERS, 'limit'],
  sorts: LIST_SORTS,
  answer: (ask) => answerList(ask, name, kind, role),
});

const sources: Command = {
  name: 'sources',
  arguments: '',
  summary: 'the sources, with their days, extents and claims',
  examples: ['chipkb sources'],
  filters: ['limit'],
  answer: async (ask) => sourcesView(limited(ask, await listSources(await ask.store()))),
};

const listAll: Command = {
  name: 'list',
  arguments: '[kind]',
  summary: 'every entity, or those of one kind',
  examples: ['chipkb list', 'chipkb list company --role cloud-provider'],
  filters: ['role', ...CLAIM_FILTERS, 'limit'],
  sorts: LIST_SORTS,
  answer: async (ask) => {
    const [typed, ...more] = ask.words;
    if (more.length > 0) throw fail.usage('list takes one kind');
    if (typed === undefined) return answerList(ask, 'entities', null);
    const kind = words(KINDS).find((word) => word === typed || KINDS[word].plural === typed);
    if (kind) return answerList(ask, KINDS[kind].plural, kind);
    const command = LIST_COMMANDS.find(({ name }) => name === typed);
    if (command && command.name !== 'list') return command.answer(ask);
    throw fail.usage(`“${typed}” is not a kind`, `The kinds: ${words(KINDS).join(', ')}.`);
  },
};

export const LIST_COMMANDS: readonly Command[] = [
  shortcut(
    'vendors',
    'company',
    'the companies that supply chips, computing or what lies between',
    VENDOR_ROLES,
  ),
  shortcut('models', 'model', 'the AI models, with developer and supporters'),
  shortcut('hardware', 'hardware', 'chips, clusters and stacks, with maker and models'),
  shortcut('services', 'service', 'clouds and platforms, with operator and models'),
  shortcut('people', 'person', 'people, with what they founded and where they worked'),
  sources,
  listAll,
];
