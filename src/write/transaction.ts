/**
 * Writing that is all or nothing: for one file by a rename; for several by a journal, which is put in place by a rename
 * once all new content is safe on the disk. From then on the change holds: whoever comes next finishes it.
 */
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pid } from 'node:process';
import { fail } from '../errors.ts';
import { isInside } from '../model/inside.ts';
import { isUnfinished, journalOf, STATE_FOLDER } from './state.ts';
import { asKnown } from './system-error.ts';

/** One file of a change; `null` bytes: the file is not there. */
export interface FileChange {
  /** Absolute, without links. */
  path: string;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

/** One file in the journal: paths from the knowledge base, contents by their sha256. */
interface Entry {
  path: string;
  /** The file that holds the new content; null where the file goes. */
  temporary: string | null;
  before: string | null;
  after: string | null;
}

const MARK = '.chipkb-';

/** Writes a change of the knowledge base in `folder`, all of it or nothing. Call it while holding the lock. */
export function commit(folder: string, changes: readonly FileChange[], isHeld: () => boolean): void {
  const written: string[] = [];
  const made: string[] = [];
  try {
    const entries = changes.map((change) => prepare(folder, change, written, made));
    for (const [index, { path, before }] of entries.entries()) {
      if (hashAt(resolve(folder, path)) !== before) throw fail.changedMeanwhile(changes[index]?.path ?? path);
    }
    if (!isHeld()) throw fail.changedMeanwhile(folder);
    if (entries.length > 1) {
      written.push(`${journalOf(folder)}.new`);
      writeJournal(folder, entries);
      // From here on the change holds, whatever happens.
      written.length = made.length = 0;
    }
    finish(folder, entries);
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    throw asKnown(error, folder);
  }
}

function prepare(
  folder: string,
  { path, before, after }: FileChange,
  written: string[],
  made: string[],
): Entry {
  const home = dirname(path);
  const firstMade = mkdirSync(home, { recursive: true });
  if (firstMade !== undefined) made.push(firstMade);
  let temporary: string | null = null;
  if (after !== null) {
    temporary = join(home, `${MARK}${pid}-${basename(path)}.new`);
    written.push(temporary);
    // A rename would pass over the rights of the file that it takes the place of.
    if (before !== null) accessSync(path, constants.W_OK);
    writeWhole(temporary, after);
    if (before !== null) keepOwner(path, temporary);
  }
  return {
    path: relative(folder, path),
    temporary: temporary && relative(folder, temporary),
    before: before && hashOf(before),
    after: after && hashOf(after),
  };
}

/** Writes a new file and waits until it is on the disk. */
function writeWhole(path: string, bytes: Uint8Array): void {
  rmSync(path, { force: true });
  const handle = openSync(path, 'wx');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Gives the new file the rights of the old one, and its owner and group where the system lets us. */
function keepOwner(from: string, to: string): void {
  const { mode, uid, gid } = statSync(from);
  try {
    chownSync(to, uid, gid);
  } catch {
    // Only root gives files away; the rights still hold for the group of the folder.
  }
  chmodSync(to, mode & 0o7777);
}

function writeJournal(folder: string, entries: readonly Entry[]): void {
  const journal = journalOf(folder);
  writeWhole(`${journal}.new`, Buffer.from(JSON.stringify(entries, null, 1)));
  for (const { path } of entries) syncFolder(dirname(resolve(folder, path)));
  renameSync(`${journal}.new`, journal);
  syncFolder(dirname(journal));
  syncFolder(folder);
}

/** Puts every new content in its place and closes the journal. Can be done again from any point at which it was ended. */
function finish(folder: string, entries: readonly Entry[]): void {
  for (const { path, temporary } of entries) {
    const target = resolve(folder, path);
    if (temporary === null) rmSync(target, { force: true });
    else if (existsSync(resolve(folder, temporary))) renameSync(resolve(folder, temporary), target);
  }
  for (const home of new Set(entries.map(({ path }) => dirname(resolve(folder, path))))) syncFolder(home);
  if (entries.length > 1) {
    unlinkSync(journalOf(folder));
    syncFolder(join(folder, STATE_FOLDER));
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Finishes a change that was interrupted, and clears away what writers that are dead left in these folders. Call it while
 * holding the lock.
 */
export function recover(folder: string, homes: readonly string[]): void {
  if (isUnfinished(folder)) {
    const entries = readJournal(folder);
    for (const { path, temporary, before, after } of entries) {
      const now = hashAt(resolve(folder, path));
      const isReady = temporary === null || existsSync(resolve(folder, temporary));
      // What somebody wrote since is not overwritten.
      if (now !== after && !(now === before && isReady)) throw fail.unfinished(path, journalOf(folder));
    }
    finish(folder, entries);
  }
  for (const home of homes) {
    for (const name of namesIn(home)) if (name.startsWith(MARK)) rmSync(join(home, name), { force: true });
  }
}

/** The journal; one that leads away from the knowledge base, or is none, is not followed. */
function readJournal(folder: string): Entry[] {
  const journal = journalOf(folder);
  const isHash = (value: unknown) => value === null || /^[0-9a-f]{64}$/.test(String(value));
  try {
    const entries = JSON.parse(readFileSync(journal, 'utf8')) as Entry[];
    for (const { path, temporary, before, after } of entries) {
      const target = resolve(folder, path);
      const isOurs =
        temporary === null ||
        (dirname(resolve(folder, temporary)) === dirname(target) && basename(temporary).startsWith(MARK));
      if (!isInside(dirname(folder), target) || !isOurs || !isHash(before) || !isHash(after))
        throw new Error('not a journal');
    }
    return entries;
  } catch {
    throw fail.unfinished(journal, journal);
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function hashAt(path: string): string | null {
  try {
    return hashOf(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
