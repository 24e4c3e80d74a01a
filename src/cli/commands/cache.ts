/** `cache`: what the program keeps of knowledge bases, to answer sooner. */
import { rmSync } from 'node:fs';
import { cacheFolder, cachesIn } from '../../kb/cache/paths.ts';
import type { View } from '../../render/view.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../context.ts';

export const cachePathCommand: Command = {
  name: 'cache path',
  arguments: '',
  summary: 'the folder of the caches',
  examples: ['chipkb cache path'],
  filters: [],
  answer: async (ask) => viewOf(ask, (folder) => folder),
};

export const cacheClearCommand: Command = {
  name: 'cache clear',
  arguments: '',
  summary: 'remove the caches; they are made again when they are missed',
  examples: ['chipkb cache clear'],
  filters: [],
  answer: async (ask) =>
    viewOf(ask, (_, files) => {
      for (const { path } of files) rmSync(path, { force: true });
      return `${files.length} removed`;
    }),
};

/** The caches that are there, after `work`, which gives the words for a person. */
function viewOf(
  ask: CommandContext,
  work: (folder: string, files: ReturnType<typeof cachesIn>) => string,
): View {
  const folder = cacheFolder(ask.io.env);
  const files = folder === null ? [] : cachesIn(folder);
  const title =
    folder === null ? 'None: neither XDG_CACHE_HOME nor HOME names a folder' : work(folder, files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    data: { folder, files: files.length, bytes },
    ids: folder === null ? [] : [folder],
    title,
    blocks: () => [],
    footer: null,
    empty: null,
  };
}
