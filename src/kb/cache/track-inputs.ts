/** Notes, while a knowledge base is loaded, what it is read from. */
import { join, relative } from 'node:path';
import type { Files } from '../../load/files.ts';
import { type FolderInput, fileFingerprint } from './inputs.ts';

/** A file as it was read. */
export interface ReadFile {
  path: string;
  /** Taken before it was read, so that a later change shows; null where it is not there. */
  stamp: string | null;
  /** Null where only the stamp is known. */
  bytes: Uint8Array | null;
}

/** What was read. */
export interface Recorded {
  folders: FolderInput[];
  files: ReadFile[];
}

/** The same files, and what was read of them so far, by paths from `folder`. */
export function trackReads(files: Files, folder: string): { files: Files; recorded: Recorded } {
  const recorded: Recorded = { folders: [], files: [] };
  return {
    recorded,
    files: {
      ...files,
      read(root, name) {
        const path = join(root, name);
        const stamp = fileFingerprint(path);
        const result = files.read(root, name);
        recorded.files.push({
          path: relative(folder, path),
          stamp: 'absent' in result ? null : stamp,
          bytes: 'bytes' in result ? result.bytes : null,
        });
        return result;
      },
      list(root, name) {
        const path = join(root, name);
        const names = files.list(root, name);
        const isThere = names !== null && !('fault' in names);
        recorded.folders.push({
          path: relative(folder, path),
          real: isThere ? files.real(path) : null,
          names: isThere ? names : null,
        });
        return names;
      },
    },
  };
}
