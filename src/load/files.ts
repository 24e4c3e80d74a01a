/** The files of a knowledge base: on the disk, or with a change that is not written yet. Files of a git revision are in git-files.ts. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInside } from '../model/is-inside.ts';
import { decodeUtf8, errorCode, type ReadResult, readRegular, reasonOf } from './read-file.ts';

/** Why a path that leaves its folder is not read. */
export const OUTSIDE = 'lies outside the knowledge base; only what is inside it is read';

/** Reads files by absolute paths. Only `real` throws errors of the system. */
export interface Files {
  /** Why the folder can't be used; null if it can. */
  folderFault(folder: string): string | null;
  /** The path without links; null if it does not exist, or may not be examined. */
  real(path: string): string | null;
  /** Reads `name` below `folder`; a link that leads out of `folder` is a fault. */
  read(folder: string, name: string): ReadResult;
  /** The names in the folder `name` below `root`, sorted; null if it does not exist. */
  list(root: string, name: string): string[] | null | { fault: string };
}

/** The errors of a path that leads to nothing that the user can examine. */
const NO_PATH: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'EACCES',
  'EPERM',
  'ENAMETOOLONG',
  // A NUL in the path.
  'ERR_INVALID_ARG_VALUE',
]);

/** The files of the disk. */
export const diskFiles: Files = {
  folderFault(folder) {
    try {
      const stat = statSync(folder);
      if (stat.isDirectory()) return null;
      return stat.isFile()
        ? 'this is a file, not a folder; a file that `chipkb build` created only answers questions'
        : 'this is not a folder';
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
      return `the folder ${reasonOf(code)}`;
    }
  },

  real(path) {
    try {
      return realpathSync(path);
    } catch (error) {
      if (NO_PATH.has(errorCode(error))) return null;
      throw error;
    }
  },

  read(folder, name) {
    try {
      const real = realpathSync(join(folder, name));
      return isInside(realpathSync(folder), real) ? readRegular(real) : { fault: OUTSIDE };
    } catch (error) {
      const code = errorCode(error);
      return code === 'ENOENT' ? { absent: true } : { fault: reasonOf(code) };
    }
  },

  list(root, name) {
    try {
      const real = realpathSync(join(root, name));
      return isInside(realpathSync(root), real) ? readdirSync(real).sort() : { fault: OUTSIDE };
    } catch (error) {
      const code = errorCode(error);
      return code === 'ENOENT' ? null : { fault: reasonOf(code) };
    }
  },
};

/** Files of which each is read once, even if it changes later. */
export function readOnce(files: Files): Files {
  const known = new Map<string, ReadResult>();
  return {
    ...files,
    read(folder, name) {
      const path = join(folder, name);
      const result = known.get(path) ?? files.read(folder, name);
      known.set(path, result);
      return result;
    },
  };
}

/** Files as they would be after a change: new bytes by absolute path, null for a file that is removed. */
export function filesWith(files: Files, changes: ReadonlyMap<string, Uint8Array | null>): Files {
  return {
    ...files,
    real: (path) => (changes.get(path) ? path : files.real(path)),
    read(folder, name) {
      const changed = changes.get(join(folder, name));
      if (changed === undefined) return files.read(folder, name);
      return changed === null ? { absent: true } : decodeUtf8(changed);
    },
    list(root, name) {
      const names = files.list(root, name);
      if (names !== null && 'fault' in names) return names;
      const folder = join(root, name);
      const all = new Set(names ?? []);
      for (const [path, bytes] of changes) {
        if (dirname(path) !== folder) continue;
        if (bytes === null) all.delete(basename(path));
        else all.add(basename(path));
      }
      return names === null && all.size === 0 ? null : [...all].sort();
    },
  };
}
