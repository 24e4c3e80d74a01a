/** `fmt`: canonical order and layout. */
import type { Command } from '../command.ts';

export const fmtCommand: Command = {
  name: 'fmt',
  arguments: '[folder]',
  summary: 'bring the data files into canonical order and layout; comments are kept',
  examples: ['chipkb fmt --check', 'chipkb fmt --dry-run'],
  filters: [],
  options: ['check', 'dryRun'],
  answer: async (ask) => (await import('../answers/fmt.ts')).answerFmt(ask),
};
