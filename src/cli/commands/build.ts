/** `build`: a knowledge base as one file. */
import type { Command } from '../command.ts';

export const buildCommand: Command = {
  name: 'build',
  arguments: '[folder]',
  summary: 'the knowledge base as one SQLite file, to ask with --data or in SQL',
  more: 'A file that is there is brought up to date.',
  examples: ['chipkb build', 'chipkb build --output chips.db'],
  filters: [],
  options: ['output'],
  answer: async (ask) => (await import('../answers/build.ts')).answerBuild(ask),
};
