import { readdirSync } from 'node:fs';

/** The largest file that is read, in bytes. A data file has a few kilobytes, a book one megabyte. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The names in a folder, sorted; none if it does not exist or can't be read. */
export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
