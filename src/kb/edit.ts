/** Joins load, check, edit and write: a change becomes new bytes on the disk, or the reasons why not. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Draft } from '../edit/draft.ts';
import { diskFiles, type Files, filesWith, readOnce } from '../load/files.ts';
import { findTexts, type LoadOptions } from '../load/load-kb.ts';
import { receiptKey } from '../load/receipts.ts';
import { evidenceOf, resolveSymlinks } from '../load/texts.ts';
import type { AuthoredRecords } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { type Finding, shownPath } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import type { AuthoredEvidence, AuthoredSource } from '../model/schema.ts';
import { inspect } from './load-and-check.ts';
import { withLock } from './write/lock.ts';
import { toKnownError } from './write/system-error.ts';
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
  // A lock would be made in any folder that can be named.
  if (!('text' in diskFiles.read(folder, 'kb.yaml'))) throw invalid(options);
  if (dryRun) return change(options, work);
  return withLock(folder, what, onWait, (isHeld) => {
    recover(folder, findTexts(options), []);
    const edited = change(options, work, (texts) =>
      recover(folder, texts, [folder, join(folder, 'entities'), join(folder, 'sources'), texts]),
    );
    if (edited.changes.length > 0) commit(folder, edited.changes, isHeld);
    return edited;
  });
}

const invalid = (options: EditOptions) =>
  fail.invalidData(
    shownPath(options.folder, options.shownFrom),
    inspect(options).findings,
    'Nothing is changed in data that can’t be read.',
  );

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
    for (const { path } of changes) {
      if (
        resolveSymlinks(diskFiles, path) !== join(resolveSymlinks(diskFiles, folder), relative(folder, path))
      )
        throw fail.alreadyThere(`a link on the way to ${path}`, 'Nothing is written through links.');
    }
    const taken = changes.find(({ path }) => existsSync(path));
    if (taken)
      throw fail.alreadyThere(taken.path, 'Nothing was written; `chipkb init` starts in another folder.');
    return { changes, warnings: [] };
  };
  if (dryRun) return create();
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw toKnownError(error, folder);
  }
  return withLock(folder, what, onWait, (isHeld) => {
    recover(folder, null, [...new Set(changes.map(({ path }) => dirname(path)))]);
    const edited = create();
    commit(folder, edited.changes, isHeld);
    return edited;
  });
}

function change(
  options: EditOptions,
  work: (draft: Draft) => void,
  onLoaded?: (texts: string) => void,
): Edited {
  const { folder, shownFrom } = options;
  // What is edited is what was checked, even where somebody writes to it meanwhile.
  const files = readOnce(diskFiles);
  const before = inspect({ ...options, files });
  const { records, texts } = before;
  if (!records.isComplete || texts === null) throw invalid(options);
  onLoaded?.(texts);
  const read = (root: string, name: string) => bytesOf(files, root, name);
  const draft = new Draft({ records, folder, texts, shownFrom, read });
  work(draft);
  const overlay = new Map(draft.changes.map(({ path, after }) => [path, after]));
  const after = inspect({ ...options, files: filesWith(files, overlay) });
  const news = newFindings(before.findings, after.findings);
  const errors = news.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw fail.wouldBeInvalid(errors);
  expectVerified(before.records, after.records);
  // A link is followed, so that it stays one.
  const changes = draft.changes.map((one) => ({ ...one, path: resolveSymlinks(diskFiles, one.path) }));
  for (const { path } of changes) expectInside([folder, texts], path);
  return { changes, warnings: news.filter(({ level }) => level === 'warning') };
}

function bytesOf(files: Files, root: string, name: string): Uint8Array | null {
  const result = files.read(root, name);
  if ('bytes' in result) return result.bytes;
  if ('absent' in result) return null;
  throw fail.editByHand(`${join(root, name)} ${result.fault}`);
}

/** Nothing is written but in these folders, wherever links lead. */
function expectInside(folders: readonly string[], path: string): void {
  if (!folders.some((folder) => isInside(resolveSymlinks(diskFiles, folder), path)))
    throw fail.editByHand(`${path} lies outside the knowledge base and its texts, where nothing is written`);
}

/** New evidence must be found in its text: what can't be verified here is no claim. */
function expectVerified(before: AuthoredRecords, after: AuthoredRecords): void {
  const known = new Set(
    before.sources.flatMap(({ value }) => [...evidenceOf(value)].map((one) => keyOf(value, one))),
  );
  for (const { value, text, evidence } of after.sources) {
    for (const one of evidenceOf(value)) {
      const isFound = evidence.get(one)?.state === 'found' && text?.sha256 === value.sha256;
      if (!isFound && !known.has(keyOf(value, one))) throw fail.unverified(one.quote, value.text);
    }
  }
}

const keyOf = ({ sha256, extent }: AuthoredSource, evidence: AuthoredEvidence) =>
  receiptKey(sha256, extent, evidence);

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
