import { updateSources } from '../../kb/update.ts';
import { fail } from '../../model/errors.ts';
import { hasError } from '../../model/finding.ts';
import { EXIT } from '../../model/known-error.ts';
import { diff } from '../../query/diff.ts';
import { updateView } from '../../render/views/update.ts';
import { filesOf, runEdit } from '../apply-edit.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { FilterOptions, OwnOptions } from '../option-values.ts';
import { existingFolder, single } from '../typed-values.ts';

type UpdateContext = CommandContext<
  Pick<FilterOptions, 'from' | 'to'> & Pick<OwnOptions, 'all' | 'dryRun' | 'strict'>
>;

export async function updateCommand(context: UpdateContext): Promise<Answer> {
  const { options, words } = context;
  const folder = cloneFolder(context);
  if (words.length === 0 && !options.all)
    throw fail.usage('no source is named', 'Name the sources to update, or use --all.');
  if (words.length > 0 && options.all) throw fail.usage('--all takes no names of sources');
  const to = single('--to', options.to) ?? 'HEAD';
  const store = await context.store();
  const { edited, result, before, after } = await runEdit(context, (draft) =>
    updateSources(draft, store, { sources: words, from: folder, to, env: context.io.env }),
  );
  const files = filesOf(context, edited.changes);
  const view = updateView({
    written: !options.dryRun && files.length > 0,
    files,
    warnings: [...edited.warnings],
    sources: result,
    claims: await diff(before(), after()),
  });
  return result.some(({ findings }) => hasError(findings)) ? { view, exitCode: EXIT.invalidData } : view;
}

function cloneFolder({ io, options }: UpdateContext): string {
  const typed = single('--from', options.from);
  if (typed === undefined)
    throw fail.missingOptions([{ flag: '--from', why: 'It names a clone, or a folder of clones.' }]);
  return existingFolder(typed, io.cwd);
}
