/** `why` and `path`: what links two entities. */
import { fail } from '../../model/errors.ts';
import { path } from '../../query/path.ts';
import { why } from '../../query/why.ts';
import { pathView } from '../../render/views/path.ts';
import { whyView } from '../../render/views/why.ts';
import { type Command, limited } from '../command.ts';
import { CLAIM_FILTERS } from '../options.ts';
import { twoEntities } from '../split-names.ts';

/** How many chains `path` gives unless `--limit` says otherwise. */
const CHAINS = 10;

export const whyCommand: Command = {
  name: 'why',
  arguments: '<from> <to...>',
  summary: 'every claim that links two entities, with its passages in their context',
  examples: ['chipkb why moore-threads deepseek-r1', 'chipkb why gitee ai metax'],
  filters: ['relation', ...CLAIM_FILTERS, 'limit'],
  answer: async (ask) => {
    const [a, b] = await twoEntities(ask, 'why');
    if (a.id === b.id)
      throw fail.usage(`both names mean ${a.name}`, `chipkb show ${a.id} shows all its claims.`);
    const claims = await why(await ask.store(), a, b, await ask.claimFilter());
    const quoted = claims.flatMap(({ evidence }) => evidence.map(({ source }) => source));
    const sources = await (await ask.store()).sources(new Set(quoted));
    if ([...sources.values()].some(({ text }) => text !== 'here'))
      ask.note(
        'The source text is not in this package; its passages were verified when the package was built.',
      );
    return whyView(a, b, limited(ask, claims));
  },
};

export const pathCommand: Command = {
  name: 'path',
  arguments: '<a> <b...>',
  summary: 'the shortest chains of relations between two entities',
  examples: ['chipkb path nvidia deepseek-r1', 'chipkb path scmp baidu'],
  filters: ['relation', ...CLAIM_FILTERS, 'limit'],
  answer: async (ask) => {
    const [a, b] = await twoEntities(ask, 'path');
    if (a.id === b.id)
      throw fail.usage(`both names mean ${a.name}`, `chipkb show ${a.id} shows all its claims.`);
    const limit = ask.options.limit ?? CHAINS;
    const { rows, areMore } = await path(await ask.store(), a.id, b.id, await ask.claimFilter(), limit);
    if (areMore) ask.note(`${limit} chains; there are more of the same length, see --limit.`);
    return pathView(a, b, rows);
  },
};
