/** Writes a cache. */
import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeCacheFolder, removeFromCache } from './paths.ts';
import { pruneCache } from './prune.ts';

/** Replaces the cache `file`, as a whole, and removes what the cache no longer needs. If it can't be written, there is none. */
export function saveCache(file: string, content: Uint8Array, build: string): void {
  if (!makeCacheFolder(dirname(file))) return;
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    removeFromCache(temporary);
    return;
  }
  pruneCache(file, build);
}
