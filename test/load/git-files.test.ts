import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRevision, type Revision } from '../../src/load/git-files.ts';
import { MAX_FILE_BYTES } from '../../src/model/files.ts';
import { commit, GIT_ENV, git } from '../support/edited-kb.ts';
import { tempFolder } from './temp-folder.ts';

const ENV = new Map(Object.entries(GIT_ENV));

/** The revision HEAD of a repository with these files, seen from its folder kb/. */
function revisionOf(
  files: Record<string, string | Uint8Array>,
  more: (folder: string) => void = () => {},
): Revision {
  const folder = tempFolder({ 'kb/kb.yaml': '', ...files });
  more(folder);
  commit(folder, 'Files');
  // The revision must not depend on the working tree.
  writeFileSync(join(folder, 'kb/kb.yaml'), 'changed');
  const revision = gitRevision(join(folder, 'kb'), 'HEAD', ENV);
  if ('fault' in revision) throw new Error(revision.detail);
  return revision;
}

const irregular = { fault: 'is not a regular file' };
const linked = { fault: 'is reached through a link, and links in a revision are not followed' };
const outside = { fault: 'lies outside the knowledge base; only what is inside it is read' };

describe('reading a revision', () => {
  it.each([
    ['in ASCII', 'a.txt', 'one\ntwo'],
    ['without content', 'a.txt', ''],
    ['in Chinese', '线程 文.txt', '摩尔线程'],
    ['with CRLF', 'a.txt', 'a\r\nb'],
    ['with a byte order mark', 'a.txt', '\ufeffa'],
    ['with NUL', 'a.txt', 'a\u0000b'],
    ['that looks like output of git', 'a.txt', 'abc blob 3\nabc missing\n'],
    ['in a folder', 'b/c/a.txt', 'x'],
    ['with a line end in its name', 'a\nb.txt', 'x'],
    ['with a tab and a quote in its name', 'a\t"b.txt', 'x'],
    ['by a name with dots', 'b/../a..txt', 'x'],
  ])('reads the text and bytes of a file %s', (_, name, text) => {
    const { files, folder } = revisionOf({ [`kb/${name}`]: text, 'kb/other': 'other', 'kb/zero': '' });
    const read = files.read(folder, name);
    expect(read).toMatchObject({ text });
    expect('bytes' in read && Buffer.from(read.bytes)).toEqual(Buffer.from(text));
    expect(files.read(folder, 'other')).toMatchObject({ text: 'other' });
  });

  it('reads what was committed, not what is on the disk', () => {
    const { files, folder } = revisionOf({});
    expect(files.read(folder, 'kb.yaml')).toMatchObject({ text: '' });
  });

  it.each<[string, (folder: string) => void, object]>([
    ['a missing file', () => {}, { absent: true }],
    ['a link', (kb) => symlinkSync('kb.yaml', join(kb, 'x')), linked],
    ['a link out of the repository', (kb) => symlinkSync('/etc/passwd', join(kb, 'x')), linked],
    [
      'Latin-1',
      (kb) => writeFileSync(join(kb, 'x'), Buffer.from([0x63, 0xe9])),
      { fault: 'is not UTF-8 text; save it as UTF-8' },
    ],
    [
      'a file that is too large',
      (kb) => writeFileSync(join(kb, 'x'), Buffer.alloc(MAX_FILE_BYTES + 1)),
      { fault: `has ${MAX_FILE_BYTES + 1} bytes; the limit is ${MAX_FILE_BYTES}` },
    ],
  ])('reports %s', (_, make, result) => {
    const { files, folder } = revisionOf({}, (top) => make(join(top, 'kb')));
    expect(files.read(folder, 'x')).toEqual(result);
  });

  it.each([
    ['../other', outside],
    ['../../etc/passwd', outside],
    ['', irregular],
    ['folder', irregular],
    ['kb.yaml/x', { fault: 'is not in a folder' }],
    ['link/x', linked],
  ])('reports the name %j', (name, result) => {
    const { files, folder } = revisionOf({ other: '', 'texts/x': '', 'kb/folder/x': '' }, (top) =>
      symlinkSync('../texts', join(top, 'kb/link')),
    );
    expect(files.read(folder, name)).toEqual(result);
  });

  it('does not read a submodule', () => {
    const { files, folder } = revisionOf({}, (top) => {
      mkdirSync(join(top, 'kb/sub'));
      writeFileSync(join(top, 'kb/sub/x'), '');
      commit(join(top, 'kb/sub'), 'Inner');
      git(top, 'init', '-q');
    });
    expect(files.read(folder, 'sub/x')).toEqual({
      fault: 'is in a submodule, which is not read',
    });
    expect(files.list(folder, 'sub')).toEqual({
      fault: 'is in a submodule, which is not read',
    });
  });
});

describe('folders of a revision', () => {
  it('are listed as sorted names, null for no folder, or a fault', () => {
    const { files, folder, repository } = revisionOf(
      { 'kb/e/b.yaml': '', 'kb/e/a.yaml': '', 'kb/e/B.yaml': '', 'kb/e/c/d': '', 'texts/t': '' },
      (top) => symlinkSync('e', join(top, 'kb/link')),
    );
    expect(files.list(folder, 'e')).toEqual(['B.yaml', 'a.yaml', 'b.yaml', 'c']);
    expect(files.list(folder, 'none')).toBeNull();
    expect(files.list(folder, 'kb.yaml')).toEqual({ fault: 'is not a folder' });
    expect(files.list(folder, 'link')).toEqual(linked);
    expect(files.list(folder, '../texts')).toEqual(outside);
    expect(files.real(join(repository, 'texts'))).toBe(join(repository, 'texts'));
    expect(files.real(join(repository, '../elsewhere'))).toBeNull();
    expect(files.folderFault(folder)).toBeNull();
    expect(files.folderFault(join(folder, 'none'))).toBe('there is no such folder in this revision');
    expect(files.folderFault(join(folder, 'link'))).toBe(`the folder ${linked.fault}`);
  });

  it('can be the whole repository', () => {
    const folder = tempFolder({ 'kb.yaml': 'k', 'entities/a.yaml': 'a' });
    commit(folder, 'Files');
    const revision = gitRevision(folder, 'HEAD', ENV);
    if ('fault' in revision) throw new Error(revision.detail);
    expect(revision.folder).toBe(folder);
    expect(revision.files.list(folder, '.')).toEqual(['entities', 'kb.yaml']);
    expect(revision.files.read(folder, 'entities/a.yaml')).toMatchObject({ text: 'a' });
  });

  it('outside the parent folder of the knowledge base are not read', () => {
    const folder = tempFolder({ 'a/kb/kb.yaml': 'k', 'a/seeds/t': 't', 'b/secret': 's' });
    commit(folder, 'Files');
    const revision = gitRevision(join(folder, 'a/kb'), 'HEAD', ENV);
    if ('fault' in revision) throw new Error(revision.detail);
    expect(revision.files.read(join(folder, 'a/seeds'), 't')).toMatchObject({ text: 't' });
    expect(revision.files.real(join(folder, 'b/secret'))).toBeNull();
  });
});
