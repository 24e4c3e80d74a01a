/** The repositories of other projects that are on this machine. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { findRepository, openRepository, type Repository } from '../../load/repository.ts';
import { fail } from '../../model/errors.ts';
import type { TableMapping } from '../../model/schema.ts';

/** Where a file of a clone is: its path in the repository, the address of that, and the current commit. A field that is not known is null. */
export interface FileOrigin {
  path: string | null;
  repository: string | null;
  commit: string | null;
  committed: string | null;
}

/** The repository of a mapping, in a folder or in one of the clones in it. Throws a usage error if it is not there. */
export function repositoryOf(
  { repository, files }: TableMapping,
  from: string,
  env: ReadonlyMap<string, string>,
): Repository {
  const found = findRepository(from, { url: repository, path: files[0]?.path ?? '' }, env);
  if ('message' in found) throw fail.usage(found.message, found.hint);
  return found;
}

/** The clone that contains a file. Without one only the path is known, if it was given from the current folder. */
export function originOf(file: string, given: string, env: ReadonlyMap<string, string>): FileOrigin {
  const path = isAbsolute(given) || given.startsWith('..') ? null : given;
  const unknown = { path, repository: null, commit: null, committed: null };
  const folder = cloneAround(dirname(realpathSync(file)));
  if (folder === null) return unknown;
  const clone = openRepository(folder, env);
  if ('message' in clone || !clone.isGit) return unknown;
  const head = clone.at('HEAD');
  return {
    path: relative(folder, realpathSync(file)).split(sep).join('/'),
    repository: webAddress(clone.remotes[0]),
    commit: 'message' in head ? null : (head.commit?.id ?? null),
    committed: 'message' in head ? null : (head.commit?.day ?? null),
  };
}

function cloneAround(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? null : cloneAround(parent);
}

/** The web address of a remote, such as https://github.com/owner/name for git@github.com:owner/name.git. */
function webAddress(remote: string | undefined): string | null {
  const [, host, path] =
    /^(?:(?:https?|ssh|git):\/\/(?:[^/@]*@)?|[^/@:]+@)([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/*$/.exec(
      remote ?? '',
    ) ?? [];
  return host === undefined ? null : `https://${host}/${path}`;
}
