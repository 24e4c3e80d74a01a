import { existsSync } from 'node:fs';
import {
  CACHE_LIMIT_BYTES,
  cacheFolder,
  isTrustedFolder,
  listCacheFiles,
  removeFromCache,
} from '../../kb/cache/paths.ts';
import { count } from '../../model/count.ts';
import type { View } from '../../render/view.ts';
import type { CommandContext } from '../context.ts';

type CacheFiles = ReturnType<typeof listCacheFiles>;

export const cachePathCommand = (context: CommandContext<unknown>): Promise<View> =>
  viewOfCache(context, (folder) => folder);

export const cacheClearCommand = (context: CommandContext<unknown>): Promise<View> =>
  viewOfCache(context, (_, files) => {
    for (const { path } of files) removeFromCache(path);
    return `Deleted ${count(files.length, 'file')}`;
  });

/** A view of the cache files as they were before `work`, which returns the title. */
async function viewOfCache(
  context: CommandContext<unknown>,
  work: (folder: string, files: CacheFiles) => string,
): Promise<View> {
  const folder = cacheFolder(context.io.env);
  if (folder !== null && existsSync(folder) && !isTrustedFolder(folder))
    context.note(`The cache is not used: ${folder} must be a folder of yours that nobody else can write to.`);
  const files = folder === null ? [] : listCacheFiles(folder);
  const title = folder === null ? 'No cache: set XDG_CACHE_HOME or HOME' : work(folder, files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const data = { folder, files: files.length, bytes, limit: CACHE_LIMIT_BYTES };
  return {
    data,
    records: () => ({ columns: Object.keys(data), rows: [data] }),
    ids: folder === null ? [] : [folder],
    title,
    blocks: () => [],
    footer: null,
    empty: null,
  };
}
