/** The files of a git revision. Nothing is checked out or fetched, and links are not followed. */
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

/** An object in the tree of a commit. */
interface TreeEntry {
  mode: string;
  id: string;
  /** In bytes; NaN if it is not a file. */
  size: number;
}

type Git = (args: readonly string[], input?: string) => { output: Buffer } | { fault: string };

/** The files of the commit `revision` in the repository of `folder`. `env` is the environment for git. */
export function gitRevision(
  folder: string,
  revision: string,
  env: ReadonlyMap<string, string>,
): Revision | RevisionFault {
  const run = runner(folder, env);
  const version = run(['--version']);
  if ('fault' in version) return { fault: 'git', detail: version.fault };
  const around = run(['rev-parse', '--show-toplevel', '--show-prefix']);
  if ('fault' in around) return { fault: 'repository', detail: around.fault };
  const [repository = '', prefix = ''] = around.output.toString().split('\n');
  const commit = run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if ('fault' in commit) return { fault: 'revision', detail: commit.fault };
  const kb = join(repository, prefix.replace(/\/$/, ''));
  const tree = treeAt(run, commit.output.toString().trim(), prefix);
  return 'fault' in tree
    ? { fault: 'revision', detail: tree.fault }
    : { files: filesOf(repository, tree, run), folder: kb, repository };
}

/** Runs git with the settings of the user, except those that select another repository; all network protocols are off. */
function runner(folder: string, env: ReadonlyMap<string, string>): Git {
  const kept = [...env].filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_'));
  const own = {
    ...Object.fromEntries(kept),
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
  return (args, input) => {
    // Arguments of a program can't contain NUL.
    if ([folder, ...args].some((arg) => arg.includes('\0'))) return { fault: 'a name contains a NUL' };
    const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
      env: own,
      input: input ?? '',
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    if (error) return { fault: error.message };
    if (status !== 0) return { fault: stderr.toString().trim().split('\n')[0] ?? '' };
    return { output: stdout };
  };
}

/** Everything in the knowledge base and in its parent folder, by path in the repository. */
function treeAt(
  run: Git,
  commit: string,
  prefix: string,
): ReadonlyMap<string, TreeEntry> | { fault: string } {
  const around = dirname(prefix);
  const paths = prefix === '' || around === '.' ? [] : ['--', `${around}/`];
  const listed = run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit, ...paths]);
  if ('fault' in listed) return listed;
  const entries = new Map<string, TreeEntry>();
  for (const line of listed.output.toString().split('\0')) {
    const [, mode, id, size, path] = /^(\d+) \S+ (\S+) +(\S+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode && id && path) entries.set(path, { mode, id, size: Number(size) });
  }
  return entries;
}

const LINK_MODE = '120000';
const SUBMODULE_MODE = '160000';

function filesOf(repository: string, entries: ReadonlyMap<string, TreeEntry>, run: Git): Files {
  const children = childrenOf(entries.keys());
  const blobs = new Map<string, Uint8Array>();
  const pathInRepository = (path: string) => relative(repository, path).split(sep).join('/');

  /** Why nothing at this path is read, in words that follow its name; null if it may be read. */
  const faultOf = (path: string): string | null => {
    if (!isInside(repository, path)) return 'lies outside the repository';
    const parts = pathInRepository(path).split('/');
    for (const index of parts.keys()) {
      const mode = entries.get(parts.slice(0, index + 1).join('/'))?.mode;
      if (mode === LINK_MODE) return 'is reached through a link, and links in a revision are not followed';
      if (mode === SUBMODULE_MODE) return 'is in a submodule, which is not read';
      if (mode !== undefined && index < parts.length - 1) return 'is not in a folder';
    }
    return null;
  };

  /** Reads a file, and with it the others in its folder, because a load reads whole folders. */
  const blobOf = (key: string, { id }: TreeEntry): Uint8Array | undefined => {
    if (blobs.has(id)) return blobs.get(id);
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    const wanted = [...(children.get(folder.replace(/\/$/, '')) ?? [])]
      .flatMap((name) => entries.get(folder + name) ?? [])
      .filter(({ mode, size }) => mode !== LINK_MODE && size <= MAX_FILE_BYTES);
    const read = run(['cat-file', '--batch', '--buffer'], wanted.map((entry) => `${entry.id}\n`).join(''));
    if ('output' in read) for (const [name, bytes] of blobsIn(read.output)) blobs.set(name, bytes);
    return blobs.get(id);
  };

  return {
    folderFault(folder) {
      const fault = faultOf(folder);
      if (fault !== null) return `the folder ${fault}`;
      return children.has(pathInRepository(folder)) ? null : 'there is no such folder in this revision';
    },
    real: (path) =>
      isInside(repository, path) &&
      (entries.has(pathInRepository(path)) || children.has(pathInRepository(path)))
        ? path
        : null,
    read(folder, name): ReadResult {
      const path = join(folder, name);
      if (!isInside(folder, path)) return { fault: OUTSIDE };
      const fault = isInside(repository, path) ? faultOf(path) : null;
      if (fault !== null) return { fault };
      const entry = entries.get(pathInRepository(path));
      if (entry === undefined)
        return children.has(pathInRepository(path)) ? { fault: 'is not a regular file' } : { absent: true };
      if (entry.size > MAX_FILE_BYTES) return tooLarge(entry.size);
      const bytes = blobOf(pathInRepository(path), entry);
      return bytes ? decodeUtf8(bytes) : { fault: 'is missing in this copy of the repository' };
    },
    list(root, name) {
      const path = join(root, name);
      if (!isInside(root, path)) return { fault: OUTSIDE };
      const fault = faultOf(path);
      if (fault !== null) return { fault };
      if (entries.has(pathInRepository(path))) return { fault: 'is not a folder' };
      const names = children.get(pathInRepository(path));
      return names ? [...names].sort() : null;
    },
  };
}

/** The names in each folder; the root is ''. */
function childrenOf(paths: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let below = path; below !== ''; ) {
      const cut = below.lastIndexOf('/');
      const folder = below.slice(0, Math.max(0, cut));
      const names = children.get(folder);
      const name = below.slice(cut + 1);
      if (names) names.add(name);
      else children.set(folder, new Set([name]));
      below = folder;
    }
  }
  return children;
}

/** Parses the output of `git cat-file --batch`: for each object a line “id type size”, the bytes, a line end. */
function* blobsIn(output: Buffer): Generator<[id: string, bytes: Uint8Array]> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    yield [id, output.subarray(at, at + Number(size))];
    at += Number(size) + 1;
  }
}
