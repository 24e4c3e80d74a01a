/** `search`. */
import { MOST_HOLDERS, search } from '../../query/search.ts';
import { searchView } from '../../render/views/search.ts';
import { type Command, limited } from '../command.ts';
import { CLAIM_FILTERS } from '../options.ts';

export const searchCommand: Command = {
  name: 'search',
  arguments: '<words...>',
  summary: 'names that are like these words, and what holds them in quotes or descriptions, best first',
  examples: ['chipkb search inference chips', 'chipkb search 昇腾 --json'],
  filters: ['kind', 'role', 'relation', ...CLAIM_FILTERS, 'limit'],
  answer: async (ask) => {
    const { kind, role } = ask.options;
    const filter = { ...(await ask.claimFilter()), ...(kind && { kind }), ...(role && { role }) };
    const { rows, areMore } = await search(await ask.store(), ask.phrase, filter);
    if (areMore) ask.note(`More hold these words; the first ${MOST_HOLDERS} of each sort were looked at.`);
    return searchView(ask.phrase, limited(ask, rows));
  },
};
