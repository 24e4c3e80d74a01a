/** Joins load, check, edit and write: a change becomes new bytes on the disk, or the reasons why not. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Draft } from './edit/draft.ts';
import { fail } from './errors.ts';
import { diskFiles, filesWith } from './load/files.ts';
import type { LoadOptions } from './load/load-kb.ts';
import type { Finding } from './model/finding.ts';
import { inspect } from './open-kb.ts';
import { withLock } from './write/lock.ts';
import { asKnown } from './write/system-error.ts';
import { commit, type FileChange, recover } from './write/transaction.ts';

/** How a change is made. */
export interface EditOptions extends LoadOptions {
  /** What is done, in words, for others who wait. */
  what: string;
  /** Only show what would change. */
  dryRun: boolean;
  onWait(notice: string): void;
}

/** A change that was made, or would be. */
export interface Edited {
  changes: readonly FileChange[];
  /** The warnings that it brings. */
  warnings: readonly Finding[];
}

/**
 * Changes a knowledge base by `work` on a draft of it, all or nothing. What would bring a new error is a known error, and
 * nothing is written.
 */
export function editKb(options: EditOptions, work: (draft: Draft) => void): Edited {
  const { folder, what, dryRun, onWait } = options;
  if (dryRun) return change(options, work);
  return withLock(folder, what, onWait, (isHeld) => {
    recover(folder, []);
    const edited = change(options, work, (homes) => recover(folder, homes));
    if (edited.changes.length > 0) commit(folder, edited.changes, isHeld);
    return edited;
  });
}

/** Writes the files of a new knowledge base into `folder`, which is made where it is not there. Nothing is overwritten. */
export function createKb(
  { folder, what, dryRun, onWait }: EditOptions,
  files: ReadonlyMap<string, string>,
): Edited {
  const changes = [...files].map(([name, text]) => ({
    path: join(folder, name),
    before: null,
    after: Buffer.from(text),
  }));
  const create = (): Edited => {
    const taken = changes.find(({ path }) => existsSync(path));
    if (taken)
      throw fail.alreadyThere(taken.path, 'Nothing was written; `chipkb init` starts in another folder.');
    return { changes, warnings: [] };
  };
  if (dryRun) return create();
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw asKnown(error, folder);
  }
  return withLock(folder, what, onWait, (isHeld) => {
    recover(folder, [...new Set(changes.map(({ path }) => dirname(path)))]);
    const edited = create();
    commit(folder, edited.changes, isHeld);
    return edited;
  });
}

function change(
  options: EditOptions,
  work: (draft: Draft) => void,
  onLoaded?: (homes: readonly string[]) => void,
): Edited {
  const { folder } = options;
  const before = inspect(options);
  const { records, texts } = before;
  if (!records.isComplete || texts === null) throw fail.invalidData(folder, before.findings);
  onLoaded?.([folder, join(folder, 'entities'), join(folder, 'sources'), texts]);
  const draft = new Draft({ records, folder, texts, shownFrom: options.shownFrom, read: readBytes });
  work(draft);
  const after = inspect({
    ...options,
    files: filesWith(diskFiles, new Map(draft.changes.map(({ path, after }) => [path, after]))),
  });
  const news = newFindings(before.findings, after.findings);
  const errors = news.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw fail.wouldBeInvalid(errors);
  // A link is followed, so that it stays one.
  const changes = draft.changes.map((one) => ({ ...one, path: diskFiles.real(one.path) ?? one.path }));
  return { changes, warnings: news.filter(({ level }) => level === 'warning') };
}

function readBytes(path: string): Uint8Array | null {
  const result = diskFiles.read('/', path);
  if ('bytes' in result) return result.bytes;
  if ('absent' in result) return null;
  throw fail.unwritable(path, `it ${result.fault}`);
}

/** The findings that were not there before; a finding that only moved to another line was. */
function newFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const keyOf = ({ rule, message, record }: Finding) => JSON.stringify([rule, message, record]);
  const counts = new Map<string, number>();
  for (const finding of before) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const left = counts.get(keyOf(finding)) ?? 0;
    counts.set(keyOf(finding), left - 1);
    return left <= 0;
  });
}
