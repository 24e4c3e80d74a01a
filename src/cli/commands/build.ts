/** `build`: writes a knowledge base into one file. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import type { View } from '../../render/view.ts';
import { isChipkbFile } from '../../store/sql/sqlite.ts';
import type { CommandContext } from '../context.ts';

export async function answerBuild(ask: CommandContext): Promise<View> {
  const { io } = ask;
  const target = ask.inFolder(ask.words[0]);
  const file = resolve(io.cwd, ask.options.output ?? 'kb.db');
  if (existsSync(file) && !isChipkbFile(file)) throw fail.notOurs(shownPath(file, io.cwd));
  const built = await target.build(file);
  if ('findings' in built)
    throw fail.invalidData(
      shownPath(target.folder, io.cwd),
      built.findings,
      'chipkb refuses to build from invalid data.',
    );
  const shown = shownPath(file, io.cwd);
  const bytes = statSync(file).size;
  const { files } = built;
  return {
    // `how` and `read` are from when a build could also update a file.
    data: { file, how: 'made', files, read: files, bytes },
    ids: [file],
    title: `Wrote ${shown} (${(bytes / 1e6).toFixed(1)} MB, from ${files} files)`,
    blocks: () => [],
    footer: null,
    empty: null,
  };
}
