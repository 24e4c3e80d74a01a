/** `suggest`: what a source can be read to state, as edges ready to be recorded. */
import { fail } from '../../errors.ts';
import { suggestView } from '../../render/views/suggest.ts';
import { suggest } from '../../suggest/suggest.ts';
import { type Command, limited } from '../command.ts';

export const suggestCommand: Command = {
  name: 'suggest',
  arguments: '<source>',
  summary: 'edges that the text of a source may state, each with its quote and cues; writes nothing',
  examples: ['chipkb suggest scmp-deepseek-chips', 'chipkb suggest scmp-deepseek-chips --all'],
  filters: ['limit'],
  options: ['all'],
  answer: async (ask) => {
    const [id = ''] = await ask.sources([ask.phrase]);
    const answer = await suggest(ask.store, id);
    if (answer === null) throw fail.noText(id);
    const fresh = answer.proposals.filter(({ recorded }) => recorded.length === 0);
    const known = ask.options.all ? 0 : answer.proposals.length - fresh.length;
    const proposals = limited(ask, ask.options.all ? answer.proposals : fresh);
    return suggestView({ ...answer, proposals: [...proposals] }, known);
  },
};
