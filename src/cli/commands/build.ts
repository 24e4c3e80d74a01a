/** `build`: a knowledge base as one file. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import type { View } from '../../render/view.ts';
import { isBuilt } from '../../store/sql/sqlite.ts';
import type { CommandContext } from '../context.ts';

export async function answerBuild(ask: CommandContext): Promise<View> {
  const { io } = ask;
  const target = ask.inFolder(ask.words[0]);
  const file = resolve(io.cwd, ask.options.output ?? 'kb.db');
  if (existsSync(file) && !isBuilt(file)) throw fail.notOurs(shownPath(file, io.cwd));
  const built = await target.build(file);
  if ('findings' in built)
    throw fail.invalidData(
      shownPath(target.folder, io.cwd),
      built.findings,
      'Nothing is built of data with errors.',
    );
  const shown = shownPath(file, io.cwd);
  const bytes = statSync(file).size;
  const { how, read, files } = built;
  const words = {
    made: `made of ${files} files`,
    updated: `brought up to date: ${read} of ${files} files`,
    fresh: 'up to date',
  };
  return {
    data: { file, how, files, read, bytes },
    ids: [file],
    title: `${shown}: ${words[how]}, ${(bytes / 1e6).toFixed(1)} MB`,
    blocks: () => [],
    footer: null,
    empty: null,
  };
}
