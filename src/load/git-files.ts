/** The files of a git revision. Nothing is checked out, fetched or run, and links are not followed. */
import { spawnSync } from 'node:child_process';
import { dirname, join, relative, sep } from 'node:path';
import { MAX_FILE_BYTES, tooLarge } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import { type Files, OUTSIDE } from './files.ts';
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

/** An object in a folder of the commit. */
interface TreeEntry {
  mode: string;
  id: string;
  /** In bytes; 0 if it is not a file or its size is unknown. */
  size: number;
}

/** What git printed, or why it printed nothing of use; `ran` is false if the program could not be started or was stopped. */
type Git = (
  args: readonly string[],
  maxBytes: number,
  input?: string,
) => { output: Buffer } | { fault: string; ran: boolean };

/** The most bytes of all files that are read from one revision. A knowledge base with 300,000 claims has that many. */
export const MAX_REVISION_BYTES = 128 * 1024 * 1024;

/** The most bytes of a list of one folder. */
const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** Ends a git that hangs, in milliseconds: a planted setting can make it read a pipe. */
const GIT_TIMEOUT_MS = 2 * 60_000;

/** Settings that would make git run a program of the repository. The commands used here ignore filters, aliases and `textconv`. */
const SAFE_SETTINGS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** The files of the commit `revision` in the repository of `folder`. `env` is the environment for git. */
export function gitRevision(
  folder: string,
  revision: string,
  env: ReadonlyMap<string, string>,
): Revision | RevisionFault {
  const run = runner(folder, env);
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

/**
 * Runs git with the settings of the user, except those that select another repository. All network protocols are off, and
 * objects that are missing in a partial clone are not fetched.
 */
function runner(folder: string, env: ReadonlyMap<string, string>): Git {
  const kept = [...env].filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_'));
  const own = {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  return (args, maxBytes, input = '') => {
    // Arguments of a program can't contain NUL.
    if ([folder, ...args].some((arg) => arg.includes('\0')))
      return { fault: 'a name contains a NUL', ran: true };
    const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...SAFE_SETTINGS, ...args], {
      env: own,
      input,
      maxBuffer: maxBytes,
      timeout: GIT_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    if (error) return { fault: error.message, ran: false };
    if (status !== 0) return { fault: stderr.toString().trim().split('\n')[0] ?? '', ran: true };
    return { output: stdout };
  };
}

const TREE_MODE = '040000';
const LINK_MODE = '120000';
const SUBMODULE_MODE = '160000';

const MISSING = { fault: 'is missing in this copy of the repository' };
const TOO_MANY = { fault: `can't be read: the limit for one revision is ${MAX_REVISION_BYTES} bytes` };

/** Only the folders that are asked for are listed: a small repository can contain billions of paths. */
function filesOfTree(repository: string, kb: string, root: string, run: Git): Files {
  const around = kb === repository ? repository : dirname(kb);
  const trees = new Map<string, ReadonlyMap<string, TreeEntry> | null>();
  const contents = new Map<string, ReadResult>();
  let bytesLeft = MAX_REVISION_BYTES;

  /** The entries of a tree by name; null if the repository lacks it. */
  const treeOf = (id: string): ReadonlyMap<string, TreeEntry> | null => {
    const known = trees.get(id);
    if (known !== undefined) return known;
    const listed = run(['ls-tree', '-l', '-z', '--full-tree', id], MAX_LIST_BYTES);
    const tree = 'fault' in listed ? null : entriesIn(listed.output.toString());
    trees.set(id, tree);
    return tree;
  };

  /** What is at a path, or why it is not read, in words that follow its name; null if there is nothing. */
  const find = (path: string): TreeEntry | { fault: string } | null => {
    if (!isInside(around, path)) return null;
    let entry: TreeEntry = { mode: TREE_MODE, id: root, size: 0 };
    for (const name of relative(repository, path).split(sep)) {
      if (name === '') continue;
      if (entry.mode !== TREE_MODE) return { fault: 'is not in a folder' };
      const tree = treeOf(entry.id);
      if (tree === null) return MISSING;
      const next = tree.get(name);
      if (next === undefined) return null;
      if (next.mode === LINK_MODE)
        return { fault: 'is reached through a link, and links in a revision are not followed' };
      if (next.mode === SUBMODULE_MODE) return { fault: 'is in a submodule, which is not read' };
      entry = next;
    }
    return entry;
  };

  /** Reads files, each once. */
  const fetch = (entries: readonly TreeEntry[]): void => {
    const wanted = new Map(
      entries.flatMap((entry) => (contents.has(entry.id) ? [] : [[entry.id, entry.size]])),
    );
    if (wanted.size === 0) return;
    const bytes = [...wanted.values()].reduce((sum, size) => sum + size + HEADER_BYTES, 0);
    const ids = [...wanted.keys()].map((id) => `${id}\n`).join('');
    const read = run(['cat-file', '--batch', '--buffer'], bytes, ids);
    if ('output' in read)
      for (const [id, content] of blobsIn(read.output)) contents.set(id, decodeUtf8(content));
  };

  return {
    folderFault(folder) {
      const found = find(folder);
      if (found === null) return 'there is no such folder in this revision';
      if ('fault' in found) return `the folder ${found.fault}`;
      return found.mode === TREE_MODE ? null : 'there is no such folder in this revision';
    },
    real: (path) => (find(path) === null ? null : path),
    read(folder, name): ReadResult {
      const path = join(folder, name);
      if (!isInside(folder, path)) return { fault: OUTSIDE };
      const found = find(path);
      if (found === null) return { absent: true };
      if ('fault' in found) return found;
      if (found.mode === TREE_MODE) return { fault: 'is not a regular file' };
      if (found.size > MAX_FILE_BYTES) return tooLarge(found.size);
      bytesLeft -= found.size;
      if (bytesLeft < 0) return TOO_MANY;
      fetch([found]);
      return contents.get(found.id) ?? MISSING;
    },
    list(root, name) {
      const path = join(root, name);
      if (!isInside(root, path)) return { fault: OUTSIDE };
      const found = find(path);
      if (found === null || 'fault' in found) return found;
      if (found.mode !== TREE_MODE) return { fault: 'is not a folder' };
      const tree = treeOf(found.id);
      if (tree === null) return MISSING;
      // A load reads the records of a whole folder.
      const records = [...tree].flatMap(([file, entry]) => (isRecordFile(file, entry) ? [entry] : []));
      if (records.reduce((sum, { size }) => sum + size, 0) > bytesLeft) return TOO_MANY;
      fetch(records);
      return [...tree.keys()].sort();
    },
  };
}

const isRecordFile = (name: string, { mode, size }: TreeEntry): boolean =>
  name.endsWith('.yaml') && mode.startsWith('100') && size <= MAX_FILE_BYTES;

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
