/** `build`: writes a knowledge base into one file. */
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buildKb } from '../../kb/build.ts';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import type { View } from '../../render/view.ts';
import type { CommandContext } from '../context.ts';
import type { OwnOptions } from '../option-values.ts';

export async function buildCommand(
  context: CommandContext<Pick<OwnOptions, 'output' | 'withTexts' | 'metadata'>>,
): Promise<View> {
  const { io, options, words } = context;
  if (options.output === '-')
    throw fail.usage('a database can’t be written to standard output', 'Name a file with --output.');
  const source = context.inFolder(words[0]);
  const file = resolve(io.cwd, options.output ?? 'kb.db');
  const shown = shownPath(file, io.cwd);
  const metadata = options.metadata ? join(dirname(file), 'metadata.json') : null;
  const progress = await context.startProgress();
  const built = await buildKb({
    ...source.loadOptions,
    target: file,
    metadata,
    withTexts: options.withTexts ?? false,
    onProgress: progress.show,
    onInterrupt: io.onInterrupt,
  }).finally(progress.end);
  if ('findings' in built)
    throw fail.invalidData(
      shownPath(source.folder, io.cwd),
      built.findings,
      'chipkb refuses to build from invalid data.',
    );
  const bytes = statSync(file).size;
  const { files } = built;
  const data = { file, metadata, files, bytes };
  return {
    data,
    records: () => ({ columns: Object.keys(data), rows: [data] }),
    ids: [file],
    title: `Wrote ${shown} (${(bytes / 1e6).toFixed(1)} MB, from ${files} files)`,
    blocks: () => [],
    footer: null,
    empty: null,
  };
}
