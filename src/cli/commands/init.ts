/** `init`: a new knowledge base. */
import type { Command } from '../command.ts';

export const initCommand: Command = {
  name: 'init',
  arguments: '[folder]',
  summary: 'start a new, empty knowledge base; nothing is overwritten',
  examples: ['chipkb init my-chips --dry-run'],
  filters: [],
  options: ['dryRun'],
  answer: async (ask) => (await import('../answers/init.ts')).answerInit(ask),
};
