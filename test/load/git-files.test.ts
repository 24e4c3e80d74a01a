import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRevision, type Revision } from '../../src/load/git-files.ts';
import { MAX_REVISION_BYTES } from '../../src/load/git-tree.ts';
import { MAX_FILE_BYTES } from '../../src/model/files.ts';
import { commit, GIT_ENV, git } from '../support/edited-kb.ts';
import { isSlow } from '../support/runs.ts';
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

describe('a hostile repository', () => {
  /** A repository with a planted program, which leaves the file “ran” beside itself. */
  function planted(): { top: string; program: string; ran: () => boolean } {
    const top = tempFolder({ 'kb/kb.yaml': 'k', '.gitattributes': '* filter=evil diff=evil\n' });
    const program = join(tempFolder({ evil: `#!/bin/sh\ntouch "$0.ran"\n` }), 'evil');
    chmodSync(program, 0o755);
    commit(top, 'Files');
    return { top, program, ran: () => existsSync(`${program}.ran`) };
  }

  const config = (top: string, text: string) => appendFileSync(join(top, '.git/config'), text);

  it.each<[string, (top: string, program: string) => void]>([
    ['core.fsmonitor', (top, program) => config(top, `[core]\nfsmonitor = ${program}\n`)],
    ['core.sshCommand', (top, program) => config(top, `[core]\nsshCommand = ${program}\n`)],
    ['core.pager', (top, program) => config(top, `[core]\npager = ${program}\n[pager]\nls-tree = true\n`)],
    ['an alias', (top, program) => config(top, `[alias]\nls-tree = !${program}\nrev-parse = !${program}\n`)],
    [
      'a filter',
      (top, program) => config(top, `[filter "evil"]\nsmudge = ${program}\nprocess = ${program}\n`),
    ],
    [
      'textconv',
      (top, program) => config(top, `[diff "evil"]\ntextconv = ${program}\ncommand = ${program}\n`),
    ],
    ['core.hooksPath', (top, program) => config(top, `[core]\nhooksPath = ${join(program, '..')}\n`)],
    [
      'a hook',
      (top, program) => {
        mkdirSync(join(top, '.git/hooks'), { recursive: true });
        for (const hook of ['post-index-change', 'reference-transaction', 'fsmonitor-watchman'])
          symlinkSync(program, join(top, '.git/hooks', hook));
      },
    ],
    [
      'a file .git that leads elsewhere',
      (top, program) => {
        config(top, `[core]\nfsmonitor = ${program}\n`);
        renameSync(join(top, '.git'), `${top}.elsewhere`);
        writeFileSync(join(top, '.git'), `gitdir: ${top}.elsewhere\n`);
      },
    ],
  ])('runs no program: %s', (_, plant) => {
    const { top, program, ran } = planted();
    plant(top, program);
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    expect('files' in revision && revision.files.read(revision.folder, 'kb.yaml')).toMatchObject({
      text: 'k',
    });
    expect(ran()).toBe(false);
  });

  it('fetches nothing into a partial clone', () => {
    const { top, program, ran } = planted();
    const blob = git(top, 'rev-parse', 'HEAD:kb/kb.yaml').trim();
    renameSync(join(top, '.git/objects', blob.slice(0, 2), blob.slice(2)), join(top, 'moved'));
    config(
      top,
      `[remote "origin"]\nurl = ${top}\nuploadpack = ${program}\npromisor = true\n[extensions]\npartialClone = origin\n`,
    );
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    expect('files' in revision && revision.files.read(revision.folder, 'kb.yaml')).toEqual({
      fault: 'is missing in this copy of the repository',
    });
    expect(ran()).toBe(false);
  });

  it.each<[string, (top: string) => void, string]>([
    ['a bare repository', (top) => config(top, '[core]\nbare = true\n'), 'repository'],
    ['a work tree elsewhere', (top) => config(top, '[core]\nworktree = /usr\n'), 'repository'],
    ['settings that are not valid', (top) => config(top, '[core\n'), 'repository'],
    [
      'an unknown extension',
      (top) => config(top, '[extensions]\nevil = 1\n[core]\nrepositoryformatversion = 1\n'),
      'repository',
    ],
    [
      'an empty file .git',
      (top) => {
        renameSync(join(top, '.git'), `${top}.old`);
        writeFileSync(join(top, '.git'), '');
      },
      'repository',
    ],
    [
      'a HEAD without commit',
      (top) => writeFileSync(join(top, '.git/HEAD'), 'ref: refs/heads/none\n'),
      'revision',
    ],
    ['a damaged commit', (top) => damageObject(top, 'HEAD'), 'revision'],
  ])('reports %s', (_, spoil, fault) => {
    const { top } = planted();
    spoil(top);
    expect(gitRevision(join(top, 'kb'), 'HEAD', ENV)).toMatchObject({ fault });
  });

  it.runIf(process.getuid?.() === 0)('respects safe.directory: another user owns the repository', () => {
    const { top } = planted();
    for (const path of [top, join(top, '.git')]) chownSync(path, 65_534, 65_534);
    expect(gitRevision(join(top, 'kb'), 'HEAD', ENV)).toEqual({
      fault: 'repository',
      detail: expect.stringContaining('dubious ownership'),
    });
  });

  it('reports that git is not installed', () => {
    const { top } = planted();
    expect(gitRevision(join(top, 'kb'), 'HEAD', new Map([['PATH', '/nowhere']]))).toMatchObject({
      fault: 'git',
    });
  });

  it('reports a damaged folder and a damaged file', () => {
    const { top } = planted();
    damageObject(top, 'HEAD:kb/kb.yaml');
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    if ('fault' in revision) throw new Error(revision.detail);
    const missing = { fault: 'is missing in this copy of the repository' };
    expect(revision.files.read(revision.folder, 'kb.yaml')).toEqual(missing);
    damageObject(top, 'HEAD:kb');
    const again = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    if ('fault' in again) throw new Error(again.detail);
    expect(again.files.read(again.folder, 'kb.yaml')).toEqual(missing);
    expect(again.files.list(again.folder, '.')).toEqual(missing);
  });

  /** A commit of a tree whose entries are given as lines of `git mktree`. */
  function commitTree(top: string, lines: string): void {
    const make = (entries: string) =>
      execFileSync('git', ['-C', top, 'mktree'], { input: entries, env: GIT_ENV, encoding: 'utf8' }).trim();
    const tree = make(`040000 tree ${make(lines)}\tkb\n`);
    git(top, 'update-ref', 'HEAD', git(top, 'commit-tree', '-m', 'Tree', tree).trim());
  }

  it.runIf(isSlow)('reads one object once, and refuses more bytes than the limit', () => {
    const { top } = planted();
    writeFileSync(join(top, 'large'), Buffer.alloc(MAX_FILE_BYTES, 'a'));
    const large = git(top, 'hash-object', '-w', 'large').trim();
    const count = MAX_REVISION_BYTES / MAX_FILE_BYTES;
    const names = Array.from({ length: count + 1 }, (_, index) => `n${index}`);
    commitTree(top, names.map((name) => `100644 blob ${large}\t${name}\n`).join(''));
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    if ('fault' in revision) throw new Error(revision.detail);
    const results = names.map((name) => revision.files.read(revision.folder, name));
    expect(new Set(results.slice(0, count)).size).toBe(1);
    expect(results.at(-1)).toEqual({
      fault: `can't be read: the limit for one revision is ${MAX_REVISION_BYTES} bytes`,
    });
  });

  it.runIf(isSlow)('refuses a folder of records that are larger than the limit together', () => {
    const { top } = planted();
    writeFileSync(join(top, 'large'), Buffer.alloc(MAX_FILE_BYTES, 'a'));
    const large = git(top, 'hash-object', '-w', 'large').trim();
    commitTree(
      top,
      Array.from({ length: 400 }, (_, index) => `100644 blob ${large}\t${index}.yaml\n`).join(''),
    );
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    expect('files' in revision && revision.files.list(revision.folder, '.')).toEqual({
      fault: `can't be read: the limit for one revision is ${MAX_REVISION_BYTES} bytes`,
    });
  });

  it('lists only the folders that are read, however many paths a commit has', () => {
    const { top } = planted();
    const blob = git(top, 'rev-parse', 'HEAD:kb/kb.yaml').trim();
    const mktree = (entries: string) =>
      execFileSync('git', ['-C', top, 'mktree'], { input: entries, env: GIT_ENV, encoding: 'utf8' }).trim();
    // Ten to the power of ten paths.
    let tree = mktree(`100644 blob ${blob}\tf\n`);
    for (let depth = 0; depth < 10; depth++)
      tree = mktree(Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\t${index}\n`).join(''));
    commitTree(top, `100644 blob ${blob}\tkb.yaml\n040000 tree ${tree}\tseeds\n`);
    const revision = gitRevision(join(top, 'kb'), 'HEAD', ENV);
    expect('files' in revision && revision.files.read(revision.folder, 'kb.yaml')).toMatchObject({
      text: 'k',
    });
  });
});

/** Removes the content of an object. */
function damageObject(top: string, name: string): void {
  const id = git(top, 'rev-parse', name).trim();
  const path = join(top, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(path, 0o644);
  writeFileSync(path, 'damaged');
}
