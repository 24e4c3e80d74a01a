/**
 * Reads a repository that chipkb does not own: a git work tree, a bare git directory, or a plain folder of files. Only git objects
 * are read: nothing is checked out, fetched or run, and links and submodules are not followed.
 */
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type RepositoryFault, repositoryFaults } from '../model/errors.ts';
import { type FileFault, listFolder, readRegularFile } from '../model/files.ts';
import { isInside } from '../model/is-inside.ts';
import { diskFiles } from './files.ts';
import { type Git, gitIn } from './git.ts';
import { gitTree, MAX_LIST_BYTES } from './git-tree.ts';
import { errorCode, reasonOf } from './read-file.ts';

/** A repository at one commit, or the files of a plain folder. Days are in UTC, such as 2026-08-22. */
export interface Snapshot {
  /** The id of the commit and the day of its committer date; null in a plain folder. */
  commit: { id: string; day: string | null } | null;
  /** The content of a file; `path` is from the top of the repository, with “/” between names. */
  read(path: string): { bytes: Uint8Array } | FileFault;
  /** The day of the last commit that changed the file; null if the history that shows it is missing. */
  lastChange(path: string): string | null;
}

/** A repository. */
export interface Repository {
  /** Its folder, as it was given. */
  folder: string;
  /** False for a plain folder of files, which are of no known commit. */
  isGit: boolean;
  /** The addresses of its remotes. */
  remotes: readonly string[];
  /** The repository at a revision, such as `HEAD`; a plain folder has one snapshot, whatever the revision. */
  at(revision: string): Snapshot | RepositoryFault;
  /** Whether a commit is another one or a descendant of it; null if the history that shows it is missing. Both are ids. */
  descends(commit: string, from: string): boolean | null;
}

/** Opens the repository in a folder. `env` is the environment for git. */
export function openRepository(
  folder: string,
  env: ReadonlyMap<string, string>,
): Repository | RepositoryFault {
  const names = namesIn(folder);
  if ('message' in names) return names;
  // A bare git directory contains HEAD and objects.
  if (!names.includes('.git') && !(names.includes('HEAD') && names.includes('objects')))
    return plainFolder(folder);
  const run = gitIn(folder, env);
  // An invalid .git would make git use a repository around the folder, and then the prefix is not empty.
  const around = run(['rev-parse', '--is-shallow-repository', '--show-prefix'], MAX_LIST_BYTES);
  if ('fault' in around) return repositoryFaults.git(folder, around.fault);
  const [isShallow, prefix] = around.output.toString().split('\n');
  if (prefix !== '') return repositoryFaults.git(folder, 'its .git is not a git directory');
  return {
    folder,
    isGit: true,
    remotes: remotesOf(run),
    at(revision) {
      const found = run(
        ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
        MAX_LIST_BYTES,
      );
      if ('fault' in found) return repositoryFaults.revision(folder, revision);
      return snapshotOf(found.output.toString().trim(), run, isShallow === 'true');
    },
    descends(commit, from) {
      const isAncestor = run(['merge-base', '--is-ancestor', from, commit], MAX_LIST_BYTES);
      if ('output' in isAncestor) return true;
      // Git prints nothing if it knows both commits. In a shallow clone the commits between them can be missing.
      return isAncestor.fault === '' && isShallow !== 'true' ? false : null;
    },
  };
}

/** The names in a folder. */
function namesIn(folder: string): string[] | RepositoryFault {
  const names = diskFiles.list(folder, '.');
  if (names === null) return repositoryFaults.folder(folder, 'does not exist');
  return 'fault' in names ? repositoryFaults.folder(folder, names.fault) : names;
}

function remotesOf(run: Git): string[] {
  const read = run(['config', '--null', '--get-regexp', String.raw`^remote\..*\.url$`], MAX_LIST_BYTES);
  // Without remotes git exits with 1. An entry is a name, a line end and the address.
  if ('fault' in read) return [];
  return read.output
    .toString()
    .split('\0')
    .flatMap((entry) => entry.split('\n').slice(1));
}

function snapshotOf(id: string, run: Git, isShallow: boolean): Snapshot {
  const tree = gitTree(`${id}^{tree}`, run);

  /** The day of the last commit that changed one of the paths, or of `id` if none is given. */
  const dayOf = (paths: readonly string[]): string | null => {
    const pathspecs = paths.map((path) => `:(top,literal)${path}`);
    const log = run(['log', '-1', '--format=%ct %P', id, '--', ...pathspecs], MAX_LIST_BYTES);
    const [seconds = '', ...parents] = 'fault' in log ? [] : log.output.toString().trim().split(' ');
    // In a shallow clone the oldest commit seems to add every file.
    return isShallow && paths.length > 0 && parents.length === 0 ? null : dayFrom(seconds);
  };

  return {
    commit: { id, day: dayOf([]) },
    read(path) {
      const found = tree.find(path.split('/'));
      if (found === null) return { fault: 'does not exist at this commit' };
      return 'fault' in found ? found : tree.read(found);
    },
    lastChange: (path) => dayOf([path]),
  };
}

/** The day in UTC of a time in seconds since 1970; null if it is none. A commit can contain any number. */
function dayFrom(seconds: string): string | null {
  const date = new Date(Number(seconds) * 1000);
  return seconds === '' || !(date.getUTCFullYear() < 10_000 && date.getUTCFullYear() > 0)
    ? null
    : date.toISOString().slice(0, 10);
}

function plainFolder(folder: string): Repository {
  const snapshot: Snapshot = {
    commit: null,
    read(path) {
      try {
        const real = realpathSync(join(folder, path));
        if (!isInside(realpathSync(folder), real)) return { fault: 'is outside the folder; it is not read' };
        return readRegularFile(real);
      } catch (error) {
        const code = errorCode(error);
        return { fault: code === 'ENOENT' ? 'does not exist' : reasonOf(code) };
      }
    },
    lastChange: () => null,
  };
  return { folder, isGit: false, remotes: [], at: () => snapshot, descends: () => null };
}

/** What identifies a repository on the disk. */
export interface WantedRepository {
  /** Its address. */
  url: string;
  /** A file that it contains, which identifies a plain folder. */
  path: string;
}

/**
 * Finds a repository: in a folder in `from` that is named after it (`<owner>__<name>`, `<owner>/<name>`, `<owner>+<name>`, `<name>`,
 * or one of these with `.git`), or in `from` itself. A clone whose remotes name only other repositories is not used.
 */
export function findRepository(
  from: string,
  { url, path }: WantedRepository,
  env: ReadonlyMap<string, string>,
): Repository | RepositoryFault {
  const names = namesIn(from);
  if ('message' in names) return names;
  const wanted = ownerAndName(url);
  let refused: RepositoryFault | null = null;
  for (const folder of [...(wanted === null ? [] : foldersNamedAfter(from, wanted)), from]) {
    const opened = openRepository(folder, env);
    if ('message' in opened) refused ??= opened;
    else if (!opened.isGit) {
      if (contains(opened, path)) return opened;
    } else if (isCloneOf(opened, wanted)) return opened;
    else refused ??= repositoryFaults.otherClone(folder, opened.remotes, url);
  }
  return refused ?? repositoryFaults.notFound(from, url, path);
}

function contains(repository: Repository, path: string): boolean {
  const snapshot = repository.at('HEAD');
  return !('message' in snapshot) && 'bytes' in snapshot.read(path);
}

interface OwnerAndName {
  owner: string;
  name: string;
}

/** The last two parts of the address of a repository, in lower case; null if it has no host or is not of that form. */
function ownerAndName(address: string): OwnerAndName | null {
  const path = /^(?:(?:https?|ssh|git):\/\/[^/]+\/|[^/:]+:(?!\/))(.+)$/i.exec(address)?.[1] ?? '';
  const [name = '', owner = ''] = path
    .toLowerCase()
    .replace(/(?:\.git)?\/*$/, '')
    .split('/')
    .reverse();
  return name === '' || owner === '' ? null : { owner, name };
}

/** A clone without a remote that has an owner and a name, such as a clone of a local folder, may be of any repository. */
function isCloneOf({ remotes }: Repository, wanted: OwnerAndName | null): boolean {
  const known = remotes.flatMap((remote) => ownerAndName(remote) ?? []);
  return (
    known.length === 0 || known.some(({ owner, name }) => owner === wanted?.owner && name === wanted.name)
  );
}

/** The folders in `from` that are named after a repository; letter case does not matter. */
function foldersNamedAfter(from: string, { owner, name }: OwnerAndName): string[] {
  const foldersIn = (folder: string, wanted: string): string[] =>
    listFolder(folder)
      .filter((one) => [wanted, `${wanted}.git`].includes(one.toLowerCase()))
      .map((one) => join(folder, one))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  return [
    ...foldersIn(from, `${owner}__${name}`),
    ...foldersIn(from, owner).flatMap((folder) => foldersIn(folder, name)),
    ...foldersIn(from, `${owner}+${name}`),
    ...foldersIn(from, name),
  ];
}
