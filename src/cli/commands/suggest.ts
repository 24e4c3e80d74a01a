/** `suggest`: what a source can be read to state, as edges ready to be recorded. */
import type { Command } from '../command.ts';

export const suggestCommand: Command = {
  name: 'suggest',
  arguments: '<source>',
  summary:
    'edges that the text of a source may state, each with its quote and cues; writes nothing unless a person accepts it',
  examples: ['chipkb suggest scmp-deepseek-chips', 'chipkb suggest scmp-deepseek-chips --all'],
  filters: ['limit'],
  options: ['all', 'review'],
  answer: async (ask) => (await import('../answers/suggest.ts')).answerSuggest(ask),
};
