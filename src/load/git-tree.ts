/** The files and folders of a commit, read from the objects of git. Links and submodules are not followed. */
import { type FileFault, MAX_FILE_BYTES, tooLarge } from '../model/files.ts';
import type { Git } from './git.ts';

/** An object in a folder of a commit. */
export interface TreeEntry {
  mode: string;
  id: string;
  /** In bytes; 0 if it is not a file or its size is unknown. */
  size: number;
}

/** Reads the files of one commit. A fault is in words that follow the name of the file or folder. */
export interface GitTree {
  /** What is at a path from the top of the repository; null if there is nothing. */
  find(names: readonly string[]): TreeEntry | FileFault | null;
  /** The entries of a folder by name. */
  entries(folder: TreeEntry): ReadonlyMap<string, TreeEntry> | FileFault;
  /** Reads many files faster than one by one; a fault if they are larger than the limit of the revision. */
  prefetch(files: readonly TreeEntry[]): FileFault | null;
  /** The content of a file. */
  read(file: TreeEntry): { bytes: Uint8Array } | FileFault;
}

/** The most bytes of all files that are read from one revision. A knowledge base with 300,000 claims has that many. */
export const MAX_REVISION_BYTES = 128 * 1024 * 1024;

/** The most bytes of a list of one folder. */
export const MAX_LIST_BYTES = 64 * 1024 * 1024;

const TREE_MODE = '040000';
const LINK_MODE = '120000';
const SUBMODULE_MODE = '160000';

const MISSING = { fault: 'is missing in this copy of the repository' };
const TOO_MANY = { fault: `can't be read: the limit for one revision is ${MAX_REVISION_BYTES} bytes` };

/** True if it is a folder. */
export const isFolder = ({ mode }: TreeEntry): boolean => mode === TREE_MODE;

/**
 * The tree with the id `root`. Only the folders that are asked for are listed: a small repository can contain billions of paths.
 */
export function gitTree(root: string, run: Git): GitTree {
  const trees = new Map<string, ReadonlyMap<string, TreeEntry> | FileFault>();
  const contents = new Map<string, Uint8Array>();
  let bytesLeft = MAX_REVISION_BYTES;

  const entries = ({ id }: TreeEntry): ReadonlyMap<string, TreeEntry> | FileFault => {
    const known = trees.get(id);
    if (known !== undefined) return known;
    const listed = run(['ls-tree', '-l', '-z', '--full-tree', id], MAX_LIST_BYTES);
    const tree = 'fault' in listed ? MISSING : entriesIn(listed.output.toString());
    trees.set(id, tree);
    return tree;
  };

  /** Reads files, each once. */
  const fetch = (files: readonly TreeEntry[]): void => {
    const wanted = new Map(
      files.flatMap((entry) => (contents.has(entry.id) ? [] : [[entry.id, entry.size]])),
    );
    if (wanted.size === 0) return;
    const bytes = [...wanted.values()].reduce((sum, size) => sum + size + HEADER_BYTES, 0);
    const ids = [...wanted.keys()].map((id) => `${id}\n`).join('');
    const read = run(['cat-file', '--batch', '--buffer'], bytes, ids);
    if ('output' in read) for (const [id, content] of blobsIn(read.output)) contents.set(id, content);
  };

  return {
    entries,
    find(names) {
      let entry: TreeEntry = { mode: TREE_MODE, id: root, size: 0 };
      for (const name of names) {
        if (!isFolder(entry)) return { fault: 'is not in a folder' };
        const tree = entries(entry);
        if ('fault' in tree) return tree;
        const next = tree.get(name);
        if (next === undefined) return null;
        if (next.mode === LINK_MODE)
          return { fault: 'is reached through a link, and links in a revision are not followed' };
        if (next.mode === SUBMODULE_MODE) return { fault: 'is in a submodule, which is not read' };
        entry = next;
      }
      return entry;
    },
    prefetch(files) {
      if (files.reduce((sum, { size }) => sum + size, 0) > bytesLeft) return TOO_MANY;
      fetch(files);
      return null;
    },
    read(file) {
      if (isFolder(file)) return { fault: 'is not a regular file' };
      if (file.size > MAX_FILE_BYTES) return tooLarge(file.size);
      bytesLeft -= file.size;
      if (bytesLeft < 0) return TOO_MANY;
      fetch([file]);
      const bytes = contents.get(file.id);
      return bytes === undefined ? MISSING : { bytes };
    },
  };
}

/** Parses the output of `git ls-tree -l -z`. */
function entriesIn(output: string): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (const line of output.split('\0')) {
    const [, mode, id, size, name] = /^(\d+) \S+ (\S+) +(\S+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode && id && name) entries.set(name, { mode, id, size: Number(size) || 0 });
  }
  return entries;
}

/** More than the bytes before and after an object in the output of `git cat-file --batch`. */
const HEADER_BYTES = 200;

/**
 * Parses the output of `git cat-file --batch`: for each object a line “id type size”, the bytes, a line end; for one that is
 * missing only a line “id missing”.
 */
function* blobsIn(output: Buffer): Generator<[id: string, bytes: Uint8Array]> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (size === undefined) continue;
    if (type === 'blob') yield [id, output.subarray(at, at + Number(size))];
    at += Number(size) + 1;
  }
}
