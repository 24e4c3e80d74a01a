/** The files of a knowledge base at a git revision. Nothing is checked out, fetched or run, and links are not followed. */
import { dirname, join, relative, sep } from 'node:path';
import { type FileFault, MAX_FILE_BYTES } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import { type Files, OUTSIDE } from './files.ts';
import { type Git, gitIn } from './git.ts';
import { gitTree, isFolder, MAX_LIST_BYTES, type TreeEntry } from './git-tree.ts';
import { decodeUtf8, type ReadResult } from './read-file.ts';

/** A knowledge base as it was at a revision. */
export interface Revision {
  files: Files;
  /** The folders of the knowledge base and of its repository, for paths in `files`; absolute. */
  folder: string;
  repository: string;
}

/** Why a revision can't be read: git does not run, the folder is not in a repository, or the repository has no such revision. */
export type RevisionFault = { fault: 'git' | 'repository' | 'revision'; detail: string };

/** The files of the commit `revision` in the repository of `folder`. `env` is the environment for git. */
export function gitRevision(
  folder: string,
  revision: string,
  env: ReadonlyMap<string, string>,
): Revision | RevisionFault {
  const run = gitIn(folder, env);
  const around = run(
    ['rev-parse', '--is-inside-work-tree', '--show-toplevel', '--show-prefix'],
    MAX_LIST_BYTES,
  );
  if ('fault' in around) return { fault: around.ran ? 'repository' : 'git', detail: around.fault };
  const [isInsideWorkTree, repository = '', prefix = ''] = around.output.toString().split('\n');
  if (isInsideWorkTree !== 'true')
    return { fault: 'repository', detail: 'its settings name another work tree' };
  const tree = run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}^{tree}`],
    MAX_LIST_BYTES,
  );
  if ('fault' in tree) return { fault: tree.ran ? 'revision' : 'git', detail: tree.fault };
  const kb = join(repository, prefix.replace(/\/$/, ''));
  const files = filesOfTree(repository, kb, tree.output.toString().trim(), run);
  return { files, folder: kb, repository };
}

function filesOfTree(repository: string, kb: string, root: string, run: Git): Files {
  const around = kb === repository ? repository : dirname(kb);
  const tree = gitTree(root, run);
  const decoded = new Map<string, ReadResult>();

  const find = (path: string): TreeEntry | FileFault | null =>
    isInside(around, path)
      ? tree.find(
          relative(repository, path)
            .split(sep)
            .filter((name) => name !== ''),
        )
      : null;

  return {
    folderFault(folder) {
      const found = find(folder);
      if (found === null) return 'there is no such folder in this revision';
      if ('fault' in found) return `the folder ${found.fault}`;
      return isFolder(found) ? null : 'there is no such folder in this revision';
    },
    real: (path) => (find(path) === null ? null : path),
    read(folder, name): ReadResult {
      const path = join(folder, name);
      if (!isInside(folder, path)) return { fault: OUTSIDE };
      const found = find(path);
      if (found === null) return { absent: true };
      if ('fault' in found) return found;
      const content = tree.read(found);
      if ('fault' in content) return content;
      const result = decoded.get(found.id) ?? decodeUtf8(content.bytes);
      decoded.set(found.id, result);
      return result;
    },
    list(root, name) {
      const path = join(root, name);
      if (!isInside(root, path)) return { fault: OUTSIDE };
      const found = find(path);
      if (found === null || 'fault' in found) return found;
      if (!isFolder(found)) return { fault: 'is not a folder' };
      const entries = tree.entries(found);
      if ('fault' in entries) return entries;
      // A load reads the records of a whole folder.
      const records = [...entries].flatMap(([file, entry]) => (isRecordFile(file, entry) ? [entry] : []));
      return tree.prefetch(records) ?? [...entries.keys()].sort();
    },
  };
}

const isRecordFile = (name: string, { mode, size }: TreeEntry): boolean =>
  name.endsWith('.yaml') && mode.startsWith('100') && size <= MAX_FILE_BYTES;
