import { resolve } from 'node:path';
import { type OpenedLenient, openLenient, openRevision } from '../../kb/open-files.ts';
import { count } from '../../model/count.ts';
import { fail } from '../../model/errors.ts';
import { shownPath } from '../../model/finding.ts';
import { diff } from '../../query/diff.ts';
import type { View } from '../../render/view.ts';
import { diffView } from '../../render/views/diff.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext } from '../context.ts';
import { isKbFolder } from '../data-folder.ts';

export async function diffCommand(context: CommandContext<unknown>): Promise<View> {
  const [before = '', after] = sidesOf(context);
  const rows = await diff(open(context, before), open(context, after));
  return diffView(before, after ?? shownPath(context.folder, context.io.cwd), rows);
}

/** The two words, or the two sides of `a..b` as in git, where an empty side means HEAD. */
function sidesOf(context: CommandContext<unknown>): readonly (string | undefined)[] {
  const [first = '', ...more] = context.words;
  const [before, after, ...others] = first.split('..');
  const isPath = /(?:^|\/)\.\.?(?:\/|$)/.test(first);
  if (after === undefined || isPath || more.length > 0 || isKbFolder(resolve(context.io.cwd, first)))
    return context.words;
  if (others.length > 0 || after.startsWith('.'))
    throw fail.usage(`“${first}” is not a valid range`, 'Write a..b, or a b.');
  return [before || 'HEAD', after || 'HEAD'];
}

/** The store of a side. Invalid records are compared too, with a notice; a file that cannot be parsed is a known error. */
function open(context: CommandContext<unknown>, word: string | undefined): Store {
  const isFolder = word === undefined || isKbFolder(resolve(context.io.cwd, word));
  const side = isFolder ? context.inFolder(word) : context;
  const folder = shownPath(side.folder, context.io.cwd);
  const name = isFolder ? folder : `${folder} at ${word}`;
  const opened = isFolder ? openLenient(side.loadOptions) : openAt(context, word, folder);
  if ('findings' in opened) throw fail.invalidData(name, opened.findings);
  const { length } = opened.errors;
  if (length > 0) context.note(`${name} has ${count(length, 'error')}; comparing its records as they are.`);
  return opened.store;
}

function openAt(context: CommandContext<unknown>, revision: string, folder: string): OpenedLenient {
  const opened = openRevision(context.loadOptions, revision, context.io.env);
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
