import { interruptedChange, recover } from '../../kb/recover.ts';
import { count } from '../../model/count.ts';
import { fail } from '../../model/errors.ts';
import type { View } from '../../render/view.ts';
import { editedView } from '../../render/views/edited.ts';
import { expectOwnKb, filesOf } from '../apply-edit.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export async function recoverCommand(
  context: CommandContext<Pick<OwnOptions, 'finish' | 'undo'>>,
): Promise<View> {
  const { finish, undo } = context.options;
  if (finish && undo) throw fail.usage('--finish and --undo exclude each other');
  if (!finish && !undo) return interruptedView(context);
  expectOwnKb(context);
  const recovered = recover(context.loadOptions, finish ? 'finish' : 'undo');
  if (recovered === null) return nothingView;
  const title = finish ? `Finished ${recovered.work}` : `Undid ${recovered.work}`;
  const files = filesOf(context, recovered.changes);
  const view = editedView(
    title,
    { written: files.length > 0, files, warnings: [], refused: [] },
    'chipkb check',
  );
  const footer = { left: 'every file already had the right content', right: 'chipkb check' };
  return { ...view, footer: files.length > 0 ? view.footer : footer, empty: null };
}

/** The view of a change that was interrupted: the diff of all its files, and how many have their new content. */
function interruptedView(context: CommandContext<unknown>): View {
  const found = interruptedChange(context.loadOptions);
  if (found === null) return nothingView;
  const changes = [...found.replaced, ...found.left];
  const title = `${found.work} was interrupted`;
  const view = editedView(
    title,
    { written: false, files: filesOf(context, changes), warnings: [], refused: [] },
    '',
  );
  const left = `${found.replaced.length} of ${count(changes.length, 'file')} written`;
  return { ...view, footer: { left, right: 'chipkb recover --finish, or chipkb recover --undo' } };
}

const nothingView: View = {
  ...editedView(
    'Nothing to recover: no change was interrupted',
    { written: false, files: [], warnings: [], refused: [] },
    '',
  ),
  footer: null,
  empty: null,
};
