/**
 * Atomic writes. One file is replaced by a rename. Several files need a journal: it is renamed into place after all new content
 * is on the disk, and from then on the change counts as made. If the process stops, the next command completes it.
 */
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pid } from 'node:process';
import { fail } from '../../model/errors.ts';
import { listFolder } from '../../model/files.ts';
import { isInside } from '../../model/is-inside.ts';
import { sha256 } from '../../model/sha256.ts';
import { syncFolder, writeDurably } from './fsync.ts';
import { isUnfinished, journalOf, STATE_FOLDER } from './state.ts';
import { toKnownError } from './system-error.ts';

/** One file of a change; null bytes mean that the file does not exist. */
export interface FileChange {
  /** Absolute, without links. */
  path: string;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** One file in the journal: paths are relative to the knowledge base, contents are SHA-256 hashes, null for no file. */
interface JournalEntry {
  path: string;
  /** The file with the new content; null if the change removes the file. */
  temporary: string | null;
  before: string | null;
  after: string | null;
}

/** How the names of temporary files start. It includes the knowledge base, because several can share a folder of texts. */
const tempPrefix = (folder: string) => `.chipkb-${sha256(realpathSync(folder)).slice(0, 12)}-`;

/**
 * Writes all files of a change, or none. The caller owns the lock. Throws `conflict` if another process changed one of the files
 * or broke the lock, `unfinished-change` if that happened in the middle, and `unwritable`.
 */
export function commit(folder: string, changes: readonly FileChange[], isHeld: () => boolean): void {
  const written: string[] = [];
  const createdFolders: string[] = [];
  try {
    const entries = changes.map((change) => prepare(folder, change, written, createdFolders));
    for (const { path, before } of entries) {
      if (hashOfFile(resolve(folder, path)) !== before) throw fail.conflict(resolve(folder, path));
    }
    if (!isHeld()) throw fail.conflict(folder);
    if (entries.length > 1) {
      written.push(`${journalOf(folder)}.new`);
      writeJournal(folder, entries);
      // The change counts as made now, so an error must not remove its files.
      written.length = createdFolders.length = 0;
      syncFolder(join(folder, STATE_FOLDER));
      syncFolder(folder);
    }
    replaceFiles(folder, entries);
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    for (const path of createdFolders.reverse()) rmSync(path, { recursive: true, force: true });
    throw toKnownError(error, folder);
  }
}

/** Writes the new content of a file to a temporary file in the same folder. */
function prepare(
  folder: string,
  { path, before, after }: FileChange,
  written: string[],
  createdFolders: string[],
): JournalEntry {
  const parent = dirname(path);
  const firstCreated = mkdirSync(parent, { recursive: true });
  if (firstCreated !== undefined) createdFolders.push(firstCreated);
  let temporary: string | null = null;
  if (after !== null) {
    temporary = join(parent, `${tempPrefix(folder)}${pid}-${basename(path)}.new`);
    // A rename needs rights on the folder only, so check the rights on the file that it replaces.
    if (before !== null) accessSync(path, constants.W_OK);
    written.push(temporary);
    writeDurably(temporary, after);
    if (before !== null) copyOwnerAndMode(path, temporary);
  }
  return {
    path: relative(folder, path),
    temporary: temporary && relative(folder, temporary),
    before: before && sha256(before),
    after: after && sha256(after),
  };
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

function writeJournal(folder: string, entries: readonly JournalEntry[]): void {
  const journal = journalOf(folder);
  for (const parent of foldersOf(folder, entries)) syncFolder(parent);
  writeDurably(`${journal}.new`, Buffer.from(JSON.stringify(entries, null, 1)));
  renameSync(`${journal}.new`, journal);
}

const foldersOf = (folder: string, entries: readonly JournalEntry[]): Set<string> =>
  new Set(entries.map(({ path }) => dirname(resolve(folder, path))));

/**
 * Renames every new file into place and removes the journal. It can run again after an interruption at any point. Each file
 * is compared right before it is replaced, so a change by another program is not overwritten.
 */
function replaceFiles(folder: string, entries: readonly JournalEntry[]): void {
  const hasJournal = isUnfinished(folder);
  let replaced = 0;
  for (const { path, temporary, before, after } of entries) {
    const target = resolve(folder, path);
    const current = hashOfFile(target);
    if (current !== after) {
      const isReady = temporary === null || hashOfFile(resolve(folder, temporary)) === after;
      if (current !== before || !isReady) throw conflict(folder, entries, path, hasJournal && replaced > 0);
      if (temporary === null) rmSync(target, { force: true });
      else renameSync(resolve(folder, temporary), target);
    } else if (temporary !== null) rmSync(resolve(folder, temporary), { force: true });
    replaced++;
  }
  for (const parent of foldersOf(folder, entries)) syncFolder(parent);
  if (hasJournal) {
    rmSync(journalOf(folder));
    syncFolder(join(folder, STATE_FOLDER));
  }
}

/**
 * The error for a file that another program changed. If no file has been replaced yet, the whole change is rolled back;
 * otherwise the journal stays, and a person must decide.
 */
function conflict(folder: string, entries: readonly JournalEntry[], path: string, isStarted: boolean): Error {
  const areOthersUntouched = entries.every(
    ({ path: other, before }) => other === path || hashOfFile(resolve(folder, other)) === before,
  );
  if (isStarted || !areOthersUntouched) return fail.unfinished(resolve(folder, path), journalOf(folder));
  for (const { temporary } of entries) if (temporary) rmSync(resolve(folder, temporary), { force: true });
  rmSync(journalOf(folder), { force: true });
  return fail.conflict(resolve(folder, path));
}

/**
 * Completes a change that was interrupted, if there is one. Writes only inside the knowledge base and its folder of texts. The
 * caller owns the lock. Throws `unfinished-change` if the journal is not valid or a file was changed since.
 */
export function finishChange(folder: string, texts: string | null): void {
  if (isUnfinished(folder)) replaceFiles(folder, readJournal(folder, texts));
}

/** Removes temporary files that interrupted writers left in these folders. The caller owns the lock. */
export function removeTemporaryFiles(folder: string, folders: Iterable<string>): void {
  const prefix = tempPrefix(folder);
  for (const parent of folders) {
    for (const name of listFolder(parent)) {
      const path = join(parent, name);
      if (name.startsWith(prefix) && name.endsWith('.new') && lstatSync(path).isFile())
        rmSync(path, { force: true });
    }
  }
}

/** Reads the journal. Every path in it must stay inside the knowledge base or its texts, because the folder may come from anybody. */
function readJournal(folder: string, texts: string | null): JournalEntry[] {
  const journal = journalOf(folder);
  const isHash = (value: unknown) => value === null || /^[0-9a-f]{64}$/.test(String(value));
  const roots = [folder, ...(texts === null ? [] : [texts])].map((root) => realpathSync(root));
  try {
    if (!lstatSync(journal).isFile()) throw new Error('not a journal');
    const entries = JSON.parse(readFileSync(journal, 'utf8')) as JournalEntry[];
    for (const { path, temporary, before, after } of entries) {
      const parent = dirname(resolve(folder, path));
      const isOwnTemporary =
        temporary === null ||
        (dirname(resolve(folder, temporary)) === parent &&
          basename(temporary).startsWith(tempPrefix(folder)));
      const isContained = roots.some((root) => isInside(root, realpathSync(parent)));
      if (!isContained || !isOwnTemporary || !isHash(before) || !isHash(after))
        throw new Error('not a journal');
    }
    return entries;
  } catch {
    throw fail.unfinished(journal, journal);
  }
}

/** The SHA-256 of a file; null if it does not exist, and another word if it is not a regular file. */
function hashOfFile(path: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return stat.isFile() ? sha256(readFileSync(path)) : 'not a regular file';
}
