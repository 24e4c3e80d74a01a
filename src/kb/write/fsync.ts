/** Durable writes: when a function returns, the change is on the disk. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Creates a file and flushes it to the disk. Throws errors of the system, such as EEXIST if something has this name. */
export function writeDurably(path: string, bytes: Uint8Array, mode = 0o666): void {
  const handle = openSync(path, 'wx', mode);
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
