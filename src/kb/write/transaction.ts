/**
 * Writing that is all or nothing: for one file by a rename; for several by a journal, which is put in place by a rename
 * once all new content is safe on the disk. From then on the change holds: whoever comes next finishes it.
 */
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pid } from 'node:process';
import { fail } from '../../model/errors.ts';
import { isInside } from '../../model/is-inside.ts';
import { syncFolder, writeDurably } from './fsync.ts';
import { isUnfinished, journalOf, STATE_FOLDER } from './state.ts';
import { toKnownError } from './system-error.ts';

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

/** Begins the names of files that writers of this knowledge base make: others may share a folder of texts with it. */
const markOf = (folder: string) => `.chipkb-${hashOf(Buffer.from(realpathSync(folder))).slice(0, 12)}-`;

/** Writes a change of the knowledge base in `folder`, all of it or nothing. Call it while holding the lock. */
export function commit(folder: string, changes: readonly FileChange[], isHeld: () => boolean): void {
  const written: string[] = [];
  const made: string[] = [];
  try {
    const entries = changes.map((change) => prepare(folder, change, written, made));
    for (const { path, before } of entries) {
      if (hashAt(resolve(folder, path)) !== before) throw fail.changedMeanwhile(resolve(folder, path));
    }
    if (!isHeld()) throw fail.changedMeanwhile(folder);
    if (entries.length > 1) {
      written.push(`${journalOf(folder)}.new`);
      writeJournal(folder, entries);
      // From here on the change holds, whatever happens.
      written.length = made.length = 0;
      syncFolder(join(folder, STATE_FOLDER));
      syncFolder(folder);
    }
    finish(folder, entries);
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    throw toKnownError(error, folder);
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
    temporary = join(home, `${markOf(folder)}${pid}-${basename(path)}.new`);
    // A rename would pass over the rights of the file that it takes the place of.
    if (before !== null) accessSync(path, constants.W_OK);
    written.push(temporary);
    writeDurably(temporary, after);
    if (before !== null) keepOwner(path, temporary);
  }
  return {
    path: relative(folder, path),
    temporary: temporary && relative(folder, temporary),
    before: before && hashOf(before),
    after: after && hashOf(after),
  };
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
  for (const home of homesOf(folder, entries)) syncFolder(home);
  writeDurably(`${journal}.new`, Buffer.from(JSON.stringify(entries, null, 1)));
  renameSync(`${journal}.new`, journal);
}

const homesOf = (folder: string, entries: readonly Entry[]): Set<string> =>
  new Set(entries.map(({ path }) => dirname(resolve(folder, path))));

/**
 * Puts every new content in its place and closes the journal. Can be done again from any point at which it was ended.
 * Each file is looked at right before: what somebody wrote meanwhile is not overwritten.
 */
function finish(folder: string, entries: readonly Entry[]): void {
  const isJournalled = isUnfinished(folder);
  let placed = 0;
  for (const { path, temporary, before, after } of entries) {
    const target = resolve(folder, path);
    const now = hashAt(target);
    if (now !== after) {
      const isReady = temporary === null || hashAt(resolve(folder, temporary)) === after;
      if (now !== before || !isReady) throw stopped(folder, entries, path, isJournalled && placed > 0);
      if (temporary === null) rmSync(target, { force: true });
      else renameSync(resolve(folder, temporary), target);
    } else if (temporary !== null) rmSync(resolve(folder, temporary), { force: true });
    placed++;
  }
  for (const home of homesOf(folder, entries)) syncFolder(home);
  if (isJournalled) {
    rmSync(journalOf(folder));
    syncFolder(join(folder, STATE_FOLDER));
  }
}

/** Somebody wrote to a file. Before the first is placed, the change is taken back; after it, a person must settle it. */
function stopped(folder: string, entries: readonly Entry[], path: string, isBegun: boolean): Error {
  const untouched = entries.every(
    ({ path: own, before }) => own === path || hashAt(resolve(folder, own)) === before,
  );
  if (isBegun || !untouched) return fail.unfinished(resolve(folder, path), journalOf(folder));
  for (const { temporary } of entries) if (temporary) rmSync(resolve(folder, temporary), { force: true });
  rmSync(journalOf(folder), { force: true });
  return fail.changedMeanwhile(resolve(folder, path));
}

/**
 * Finishes a change that was interrupted, and clears away what writers that are dead left in these folders. Only what
 * lies in the knowledge base or in the folder of its texts is touched. Call it while holding the lock.
 */
export function recover(folder: string, texts: string | null, homes: readonly string[]): void {
  if (isUnfinished(folder)) finish(folder, readJournal(folder, texts));
  const mark = markOf(folder);
  for (const home of homes) {
    for (const name of namesIn(home)) {
      const path = join(home, name);
      if (name.startsWith(mark) && name.endsWith('.new') && lstatSync(path).isFile())
        rmSync(path, { force: true });
    }
  }
}

/** The journal; one that leads away from the knowledge base and its texts, or is none, is not followed. */
function readJournal(folder: string, texts: string | null): Entry[] {
  const journal = journalOf(folder);
  const isHash = (value: unknown) => value === null || /^[0-9a-f]{64}$/.test(String(value));
  const roots = [folder, ...(texts === null ? [] : [texts])].map((root) => realpathSync(root));
  try {
    if (!lstatSync(journal).isFile()) throw new Error('not a journal');
    const entries = JSON.parse(readFileSync(journal, 'utf8')) as Entry[];
    for (const { path, temporary, before, after } of entries) {
      const home = dirname(resolve(folder, path));
      const isOurs =
        temporary === null ||
        (dirname(resolve(folder, temporary)) === home && basename(temporary).startsWith(markOf(folder)));
      const isHome = roots.some((root) => isInside(root, realpathSync(home)));
      if (!isHome || !isOurs || !isHash(before) || !isHash(after)) throw new Error('not a journal');
    }
    return entries;
  } catch {
    throw fail.unfinished(journal, journal);
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The sha256 of a file; null where there is none, and a word that is no hash where it is no regular file. */
function hashAt(path: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return stat.isFile() ? hashOf(readFileSync(path)) : 'not a regular file';
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
