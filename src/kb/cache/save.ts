/** Writes a cache. */
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeCacheFolder } from './paths.ts';

/** Replaces a cache as a whole. If it can't be written, there is none. */
export function saveCache(file: string, content: Uint8Array): void {
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    makeCacheFolder(dirname(file));
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    removeTemporary(temporary);
  }
}

function removeTemporary(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is read-only, so the file was never written.
  }
}
