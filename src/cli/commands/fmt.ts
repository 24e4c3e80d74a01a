import { allSources } from '../../model/authored.ts';
import { EXIT } from '../../model/known-error.ts';
import { applyEdit } from '../apply-edit.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export async function fmtCommand(
  context: CommandContext<Pick<OwnOptions, 'check' | 'dryRun'>>,
): Promise<Answer> {
  const isCheck = context.options.check ?? false;
  const target = context
    .inFolder(context.words[0])
    .with({ dryRun: isCheck || (context.options.dryRun ?? false) });
  const view = await applyEdit(target, (draft) => {
    const { kb, entities } = draft.records;
    if (kb) draft.format(kb.origin.file, 'kb');
    for (const file of new Set(entities.map(({ origin }) => origin.file))) draft.format(file, 'entities');
    for (const { origin } of allSources(draft.records)) draft.format(origin.file, 'source');
    return {
      title: isCheck ? 'These data files are not formatted' : 'Formatted the data files',
      next: isCheck ? 'chipkb fmt formats them' : 'chipkb check',
    };
  });
  return isCheck && view.empty === null ? { view, exitCode: EXIT.invalidData } : view;
}
