import { verifyKb } from '../../kb/verify.ts';
import { EXIT } from '../../model/known-error.ts';
import { verifyView } from '../../render/views/verify.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import type { FilterOptions } from '../option-values.ts';
import { existingFolder, single } from '../typed-values.ts';

export async function verifyCommand(context: CommandContext<Pick<FilterOptions, 'from'>>): Promise<Answer> {
  const { io, options, words } = context;
  const typed = single('--from', options.from);
  const verified = verifyKb({
    ...context.loadOptions,
    sources: words,
    from: typed === undefined ? null : existingFolder(typed, io.cwd),
    env: io.env,
  });
  const view = verifyView(verified, words.length > 0);
  const hasFault = verified.some(({ faults }) => faults.length > 0);
  return hasFault ? { view, exitCode: EXIT.invalidData } : view;
}
