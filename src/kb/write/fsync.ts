/** Durable writes: when a function returns, the change is on the disk. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

/** Writes a new file and flushes it to the disk. Replaces a file that an interrupted writer left. Throws errors of the system. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  rmSync(path, { force: true });
  const handle = openSync(path, 'wx');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Flushes the entries of a folder to the disk: new names, renames, removals. Throws errors of the system. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
