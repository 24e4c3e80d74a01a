/** Writing that has reached the disk when it returns. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

/** Writes a new file, in the place of one that a dead writer left, and waits until it is on the disk. */
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

/** Waits until the names in a folder are on the disk. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
