/** `fmt`: canonical order and layout. */
import { EXIT } from '../../errors.ts';
import type { Command } from '../command.ts';
import { edited } from '../edit.ts';

export const fmtCommand: Command = {
  name: 'fmt',
  arguments: '[folder]',
  summary: 'bring the data files into canonical order and layout; comments are kept',
  examples: ['chipkb fmt --check', 'chipkb fmt --dry-run'],
  filters: [],
  options: ['check', 'dryRun'],
  answer: async (ask) => {
    const isCheck = ask.options.check ?? false;
    const target = ask.inFolder(ask.words[0]).with({ dryRun: isCheck || (ask.options.dryRun ?? false) });
    const view = edited(target, 'Canonical layout', 'chipkb check', (draft) => {
      const { kb, entities, sources } = draft.records;
      if (kb) draft.format(kb.origin.file, 'kb');
      for (const file of new Set(entities.map(({ origin }) => origin.file))) draft.format(file, 'entities');
      for (const { origin } of sources) draft.format(origin.file, 'source');
    });
    if (isCheck && view.empty === null) ask.exitCode = EXIT.invalidData;
    return view;
  },
};
