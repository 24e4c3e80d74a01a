/** `diff`: what changed in meaning. */
import { resolve } from 'node:path';
import { type OpenedLenient, openLenient, openRevision } from '../../kb/open-files.ts';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import { diff } from '../../query/diff.ts';
import type { View } from '../../render/view.ts';
import { diffView } from '../../render/views/diff.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext } from '../context.ts';
import { holdsKb } from '../data-folder.ts';

export async function diffCommand(ask: CommandContext): Promise<View> {
  const [before = '', after] = sidesOf(ask);
  const rows = await diff(open(ask, before), open(ask, after));
  return diffView(before, after ?? shownPath(ask.folder, ask.io.cwd), rows);
}

/** The two words, or the two revisions of `a..b` as git has it, where a left-out one is HEAD. */
function sidesOf(ask: CommandContext): readonly (string | undefined)[] {
  const [first = '', ...more] = ask.words;
  const [before, after, ...others] = first.split('..');
  const isPath = /(?:^|\/)\.\.?(?:\/|$)/.test(first);
  if (after === undefined || isPath || more.length > 0 || holdsKb(resolve(ask.io.cwd, first)))
    return ask.words;
  if (others.length > 0 || after.startsWith('.'))
    throw fail.usage(`“${first}” is no range that diff reads`, 'Write a..b, or a b.');
  return [before || 'HEAD', after || 'HEAD'];
}

/** The store of a side; errors that leave every record readable are told of, and others are a known error. */
function open(ask: CommandContext, word: string | undefined): Store {
  const isFolder = word === undefined || holdsKb(resolve(ask.io.cwd, word));
  const side = isFolder ? ask.inFolder(word) : ask;
  const folder = shownPath(side.folder, ask.io.cwd);
  const name = isFolder ? folder : `${folder} at ${word}`;
  const opened = isFolder ? openLenient(side.loadOptions) : openAt(ask, word, folder);
  if ('findings' in opened) throw fail.invalidData(name, opened.findings);
  const { length } = opened.errors;
  if (length > 0)
    ask.note(
      `${name} has ${length === 1 ? '1 error' : `${length} errors`}; its records are compared as they are.`,
    );
  return opened.store;
}

function openAt(ask: CommandContext, revision: string, folder: string): OpenedLenient {
  const opened = openRevision(ask.loadOptions, revision, ask.io.env);
  if (!('fault' in opened)) return opened;
  switch (opened.fault) {
    case 'git':
      throw fail.noGit(revision, opened.detail);
    case 'repository':
      throw fail.noRepository(revision, folder, opened.detail);
    case 'revision':
      throw fail.noSuchRevision(revision, folder);
  }
}
