/** `diff`: what changed in meaning. */
import type { Command } from '../command.ts';

export const diffCommand: Command = {
  name: 'diff',
  arguments: '<a> [b]',
  summary: 'what changed in meaning between two folders or two git revisions',
  more: 'A word is a folder if that holds kb.yaml, and otherwise a revision, also as a..b, of the repository that holds the knowledge base that is asked. Without b: that knowledge base as it is now. Nothing is checked out.',
  examples: [
    'chipkb diff HEAD~3',
    'chipkb diff v1.0 v1.1 --format markdown',
    'chipkb diff old-data new-data',
  ],
  filters: [],
  answer: async (ask) => (await import('../answers/diff.ts')).answerDiff(ask),
};
