/** `check`: every fault of a knowledge base. */

import { fail } from '../../errors.ts';
import { checkKb } from '../../open-kb.ts';
import type { Command } from '../command.ts';

export const checkCommand: Command = {
  name: 'check',
  arguments: '[folder]',
  summary: 'every fault of a knowledge base, each at its place',
  examples: ['chipkb check'],
  filters: [],
  answer: async (ask) => {
    if (ask.words.length > 1) throw fail.usage('check takes one folder');
    const target = ask.inFolder(ask.words[0]);
    const findings = checkKb(target.loadOptions);
    if (findings.some(({ level }) => level === 'error')) throw fail.invalidData(target.folder, findings);
    return {
      data: findings,
      ids: [],
      title: 'No faults found.',
      blocks: [],
      footer: null,
      empty: null,
    };
  },
};
