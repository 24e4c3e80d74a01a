/** Replaces files, all or none, as long as the process lives. */
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from '../../model/errors.ts';
import { listFolder, readRegularFile } from '../../model/files.ts';
import { isInside } from '../../model/is-inside.ts';
import { sha256 } from '../../model/sha256.ts';
import { syncFolder, writeDurably } from './fsync.ts';
import { toKnownError } from './system-error.ts';

/** One file of a change; null bytes mean that the file does not exist. */
export interface FileChange {
  /** Absolute, without links. */
  path: string;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** Files were replaced, an error followed, and the old content could not be written back. */
export class RollbackFailed extends Error {
  /** The file that could not be restored. */
  readonly path: string;

  constructor(path: string) {
    super(`${path} could not be restored`);
    this.path = path;
  }
}

/**
 * Replaces the files of a change. New content is written to temporary files first; then `onReady` is called; then each file is
 * compared with the content that the change expects, and replaced. After an error all files have their old content again.
 * Throws `conflict` if another program changed one of the files, `RollbackFailed`, errors of the system, and what `onReady` throws.
 */
export function replaceFiles(folder: string, changes: readonly FileChange[], onReady: () => void): void {
  const staged: StagedFile[] = [];
  const replaced: StagedFile[] = [];
  try {
    for (const change of changes) staged.push(stage(folder, change));
    for (const { change } of staged) expectUnchanged(change);
    onReady();
    for (const file of staged) {
      putInPlace(file);
      replaced.push(file);
    }
    for (const parent of new Set(changes.map(({ path }) => dirname(path)))) syncFolder(parent);
  } catch (error) {
    for (const { change } of replaced.reverse()) restore(folder, change);
    for (const { temporary, created } of staged.reverse()) {
      if (temporary !== null) rmSync(temporary, { force: true });
      for (const parent of created) removeIfEmpty(parent);
    }
    throw error;
  }
}

/** A file whose new content is ready in the same folder. */
interface StagedFile {
  change: FileChange;
  /** The file with the new content; null if the change removes the file. */
  temporary: string | null;
  /** The folders that were created for it, the innermost first. */
  created: readonly string[];
}

function stage(folder: string, change: FileChange): StagedFile {
  const { path, before, after } = change;
  if (after === null) return { change, temporary: null, created: [] };
  // A rename needs rights on the folder only, so check the rights on the file that it replaces.
  if (before !== null) accessSync(path, constants.W_OK);
  const created = makeFolder(dirname(path));
  const temporary = join(dirname(path), `${temporaryPrefix(folder)}${randomUUID()}.new`);
  try {
    writeDurably(temporary, after, before === null ? 0o666 : 0o600);
    if (before !== null) copyOwnerAndMode(path, temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    for (const parent of created) removeIfEmpty(parent);
    throw error;
  }
  return { change, temporary, created };
}

/** Creates a folder; returns the folders that were created, the innermost first. */
function makeFolder(folder: string): string[] {
  const outermost = mkdirSync(folder, { recursive: true });
  const created: string[] = [];
  if (outermost !== undefined)
    for (let parent = folder; isInside(outermost, parent); parent = dirname(parent)) created.push(parent);
  return created;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another program put something into it.
  }
}

function copyOwnerAndMode(from: string, to: string): void {
  const { mode, uid, gid } = statSync(from);
  try {
    chownSync(to, uid, gid);
  } catch {
    // Only root may change owners. The mode still applies to the group of the folder.
  }
  chmodSync(to, mode & 0o7777);
}

/** The file is compared right before it is replaced, so a change by another program is not overwritten. */
function putInPlace({ change, temporary }: StagedFile): void {
  expectUnchanged(change);
  if (temporary === null) rmSync(change.path);
  else renameSync(temporary, change.path);
}

function expectUnchanged({ path, before }: FileChange): void {
  if (!hasContent(path, before)) throw fail.conflict(path);
}

/** True if a regular file has exactly these bytes; for null, if there is no file. Throws `unwritable` if that can't be read. */
export function hasContent(path: string, bytes: Uint8Array | null): boolean {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || bytes === null) return stat === undefined && bytes === null;
    if (!stat.isFile() || stat.size !== bytes.length) return false;
    const file = readRegularFile(path, bytes.length);
    return 'bytes' in file && file.bytes.equals(bytes);
  } catch (error) {
    throw toKnownError(error, path);
  }
}

/** Gives a file that was replaced its old content again. */
function restore(folder: string, { path, before, after }: FileChange): void {
  try {
    putInPlace(stage(folder, { path, before: after, after: before }));
    syncFolder(dirname(path));
  } catch {
    throw new RollbackFailed(path);
  }
}

/** How the names of temporary files start. It includes the knowledge base, because several can share a folder of texts. */
const temporaryPrefix = (folder: string) => `.chipkb-${sha256(realpathSync(folder)).slice(0, 12)}-`;

/** Removes temporary files that killed writers left in these folders. The caller owns the lock. */
export function removeTemporaryFiles(folder: string, folders: Iterable<string>): void {
  const prefix = temporaryPrefix(folder);
  for (const parent of folders) {
    for (const name of listFolder(parent)) {
      const path = join(parent, name);
      if (name.startsWith(prefix) && name.endsWith('.new') && lstatSync(path).isFile())
        rmSync(path, { force: true });
    }
  }
}
