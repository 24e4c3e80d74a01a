/** `who-supports` and `supports`. */
import { SUPPORT_SORTS, type SupportSort, supports, whoSupports } from '../../query/who-supports.ts';
import { supportsView, whoSupportsView } from '../../render/views/support.ts';
import { type Command, limited } from '../command.ts';
import type { Wanted } from '../context.ts';
import { CLAIM_FILTERS } from '../options.ts';

const A_MODEL: Wanted = {
  what: 'model',
  kinds: ['model'],
  listCommand: 'chipkb models',
  otherWay: 'chipkb supports',
};
const A_SUPPORTER: Wanted = {
  what: 'company, hardware, service or framework',
  kinds: ['company', 'hardware', 'service', 'framework'],
  listCommand: 'chipkb list',
  otherWay: 'chipkb who-supports',
};

export const whoSupportsCommand: Command = {
  name: 'who-supports',
  arguments: '<model...>',
  summary: 'who supports a model: grouped by scope, with status, via, claimant and day',
  examples: [
    'chipkb who-supports deepseek-r1',
    'chipkb who-supports deepseek-r1 --at-least available --json',
  ],
  filters: ['scope', 'role', 'kind', ...CLAIM_FILTERS, 'limit'],
  sorts: SUPPORT_SORTS,
  answer: async (ask) => {
    const model = await ask.entity(ask.phrase, A_MODEL);
    const { scope, role, kind, sort } = ask.options;
    const filter = {
      ...(await ask.claimFilter()),
      ...(scope && { scope }),
      ...(role && { role }),
      ...(kind && { kind }),
    };
    const rows = limited(
      ask,
      await whoSupports(await ask.store(), model.id, filter, sort as SupportSort | undefined),
    );
    const store = await ask.store();
    return whoSupportsView(model, rows, () => store.entities(rows.map(({ supporter }) => supporter.id)));
  },
};

export const supportsCommand: Command = {
  name: 'supports',
  arguments: '<who...>',
  summary: 'what a company, hardware or service supports',
  examples: ['chipkb supports moore-threads', 'chipkb supports metax gpus'],
  filters: [...CLAIM_FILTERS, 'limit'],
  sorts: SUPPORT_SORTS,
  answer: async (ask) => {
    const who = await ask.entity(ask.phrase, A_SUPPORTER);
    const rows = await supports(
      await ask.store(),
      who.id,
      await ask.claimFilter(),
      ask.options.sort as SupportSort | undefined,
    );
    return supportsView(who, limited(ask, rows));
  },
};
