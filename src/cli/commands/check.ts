/** `check`: every fault of a knowledge base. */
import type { Command } from '../command.ts';

export const checkCommand: Command = {
  name: 'check',
  arguments: '[folder]',
  summary: 'every fault of a knowledge base, each at its place',
  examples: ['chipkb check', 'chipkb check --list', 'chipkb check --explain quote'],
  filters: [],
  options: ['strict', 'list', 'explain'],
  formats: ['github', 'sarif'],
  answer: async (ask) => (await import('../answers/check.ts')).answerCheck(ask),
};
