import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRepository, openRepository, type Repository, type Snapshot } from '../../src/load/repository.ts';
import { MAX_FILE_BYTES } from '../../src/model/files.ts';
import { commit, GIT_ENV, git } from '../support/edited-kb.ts';
import { tempFolder } from './temp-folder.ts';

const ENV = new Map(Object.entries(GIT_ENV));

function opened(folder: string): Repository {
  const repository = openRepository(folder, ENV);
  if ('message' in repository) throw new Error(repository.message);
  return repository;
}

function snapshot(folder: string, revision = 'HEAD'): Snapshot {
  const found = opened(folder).at(revision);
  if ('message' in found) throw new Error(found.message);
  return found;
}

/** The text of a file, or why it can't be read. */
function textOf(from: Snapshot, path: string): string {
  const read = from.read(path);
  return 'fault' in read ? read.fault : Buffer.from(read.bytes).toString();
}

/** Commits the files of a folder with this committer time. */
function commitAt(folder: string, time: string): string {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  const settings = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  const env = { ...GIT_ENV, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync(
    'git',
    ['-C', folder, ...settings, 'commit', '-q', '-m', 'Change', '--date=2020-01-01T00:00:00Z'],
    {
      env: { ...env, GIT_COMMITTER_DATE: time },
    },
  );
  return git(folder, 'rev-parse', 'HEAD').trim();
}

/** A repository of two commits: line two of the file changed in the second, which also added another file. */
function history(): { folder: string; first: string; second: string } {
  const folder = tempFolder({ 'docs/表 a.md': 'one\ntwo\n' });
  const first = commitAt(folder, '2026-01-02T03:00:00+0800');
  writeFileSync(join(folder, 'docs/表 a.md'), 'one\nTWO\n');
  writeFileSync(join(folder, 'other'), 'x');
  return { folder, first, second: commitAt(folder, '2026-02-03T12:00:00Z') };
}

/** The same repository as a work tree, a bare clone, and a linked work tree. */
const FORMS: readonly [string, (folder: string) => string][] = [
  ['a work tree', (folder) => folder],
  [
    'a bare clone',
    (folder) => {
      const bare = join(tempFolder(), 'bare.git');
      git(folder, 'clone', '-q', '--bare', folder, bare);
      return bare;
    },
  ],
  [
    'a linked work tree',
    (folder) => {
      const linked = join(tempFolder(), 'linked');
      git(folder, 'worktree', 'add', '-q', '--detach', linked);
      return linked;
    },
  ],
];

describe.each(FORMS)('%s', (_, make) => {
  it('gives its newest commit, its files at each commit, and their days', () => {
    const { folder, first, second } = history();
    const made = make(folder);
    const newest = snapshot(made);
    expect(newest.commit).toEqual({ id: second, day: '2026-02-03' });
    expect(textOf(newest, 'docs/表 a.md')).toBe('one\nTWO\n');
    expect(newest.lastChange('docs/表 a.md')).toBe('2026-02-03');
    const old = snapshot(made, first);
    expect(old.commit).toEqual({ id: first, day: '2026-01-01' });
    expect(textOf(old, 'docs/表 a.md')).toBe('one\ntwo\n');
    expect(old.lastChange('docs/表 a.md')).toBe('2026-01-01');
    expect(textOf(old, 'other')).toBe('does not exist at this commit');
    expect(old.lastChange('other')).toBeNull();
  });
});

describe('a repository', () => {
  it('does not depend on the files on the disk', () => {
    const { folder } = history();
    writeFileSync(join(folder, 'other'), 'changed');
    expect(textOf(snapshot(folder), 'other')).toBe('x');
  });

  it('that is a shallow clone gives no day for what its history does not show', () => {
    const { folder, second } = history();
    const shallow = join(tempFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}`, shallow);
    const newest = snapshot(shallow);
    expect(newest.commit).toEqual({ id: second, day: '2026-02-03' });
    expect(newest.lastChange('docs/表 a.md')).toBeNull();
  });

  it('says whether a commit descends from another one, if its history shows it', () => {
    const { folder, first, second } = history();
    const descends = (commit: string, from: string, clone = folder) => opened(clone).descends(commit, from);
    expect(descends(second, first)).toBe(true);
    expect(descends(first, first)).toBe(true);
    expect(descends(first, second)).toBe(false);
    expect(descends(first, 'a'.repeat(40))).toBeNull();
    const shallow = join(tempFolder(), 'shallow');
    git(folder, 'clone', '-q', '--depth=1', `file://${folder}`, shallow);
    git(shallow, 'fetch', '-q', '--depth=1', 'origin', first);
    expect(descends(second, first, shallow)).toBeNull();
  });

  it('says which commit a clone lacks, and how to fetch it', () => {
    const { folder } = history();
    const absent = 'a'.repeat(40);
    expect(opened(folder).at(absent)).toEqual({
      message: `the clone ${folder} lacks the commit ${absent}`,
      hint: `Run \`git fetch origin ${absent}\` in that folder.`,
    });
  });

  it.each([
    ['a folder', 'docs', 'is not a regular file'],
    ['a file below a file', 'other/x', 'is not in a folder'],
    ['a path with dots', 'docs/../other', 'does not exist at this commit'],
    ['a path out of the repository', '../../etc/passwd', 'does not exist at this commit'],
    ['an absolute path', '/etc/passwd', 'does not exist at this commit'],
    ['a path with a wildcard', '*', 'does not exist at this commit'],
    ['an empty path', '', 'does not exist at this commit'],
    ['a path with NUL', 'a\0b', 'does not exist at this commit'],
    ['a path like an option', '--help', 'does not exist at this commit'],
  ])('does not read %s', (_, path, fault) => {
    expect(textOf(snapshot(history().folder), path)).toBe(fault);
  });

  it('does not take a path with a wildcard for several files', () => {
    expect(snapshot(history().folder).lastChange('o*r')).toBeNull();
  });
});

describe('a plain folder', () => {
  it('has files of no known commit, and no days', () => {
    const from = snapshot(tempFolder({ 'docs/a.md': 'one\n' }), 'a'.repeat(40));
    expect(from.commit).toBeNull();
    expect(textOf(from, 'docs/a.md')).toBe('one\n');
    expect(from.lastChange('docs/a.md')).toBeNull();
  });

  it('is read as it is inside another repository', () => {
    const { folder } = history();
    expect(opened(join(folder, 'docs')).isGit).toBe(false);
    expect(textOf(snapshot(join(folder, 'docs')), '表 a.md')).toBe('one\nTWO\n');
  });

  it.each([
    ['out', 'is outside the folder; it is not read'],
    ['../x', 'does not exist'],
    ['../../../../../etc/passwd', 'is outside the folder; it is not read'],
    ['none', 'does not exist'],
    ['folder', 'is not a regular file'],
    ['pipe', 'is not a regular file'],
    ['large', `has ${MAX_FILE_BYTES + 1} bytes; the limit is ${MAX_FILE_BYTES}`],
    ['a\0b', "can't be read: the name contains a NUL"],
  ])('does not read %j', (path, fault) => {
    const folder = tempFolder({ 'folder/x': '', large: Buffer.alloc(MAX_FILE_BYTES + 1) });
    symlinkSync('/etc/passwd', join(folder, 'out'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(textOf(snapshot(folder), path)).toBe(fault);
  });

  it.each([
    ['none', 'does not exist'],
    ['file', 'is not a folder'],
  ])('that can not be used is reported: %s', (name, fault) => {
    const folder = join(tempFolder({ file: '' }), name);
    expect(openRepository(folder, ENV)).toMatchObject({ message: `${folder} ${fault}` });
  });
});

describe('a hostile repository', () => {
  /** A repository, and a program that leaves the file “ran” beside itself. */
  function planted(): { top: string; program: string; ran: () => boolean } {
    const top = tempFolder({ a: 'one\n', '.gitattributes': '* filter=evil diff=evil\n' });
    const program = join(tempFolder({ evil: `#!/bin/sh\ntouch "$0.ran"\n` }), 'evil');
    chmodSync(program, 0o755);
    commit(top, 'Files');
    return { top, program, ran: () => existsSync(`${program}.ran`) };
  }

  const config = (top: string, name: string, value: string) => git(top, 'config', name, value);

  it.each<[string, (top: string, program: string) => void]>([
    ['core.fsmonitor', (top, program) => config(top, 'core.fsmonitor', program)],
    ['core.pager', (top, program) => config(top, 'core.pager', program)],
    [
      'textconv',
      (top, program) => {
        config(top, 'diff.evil.textconv', program);
        config(top, 'diff.evil.command', program);
        config(top, 'diff.external', program);
      },
    ],
    ['a filter', (top, program) => config(top, 'filter.evil.smudge', program)],
    ['an alias', (top, program) => config(top, 'alias.blame', `!${program}`)],
    [
      'gpg.program',
      (top, program) => {
        const signed = git(top, 'cat-file', 'commit', 'HEAD').replace(
          '\n\n',
          '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n',
        );
        writeFileSync(join(top, 'signed'), signed);
        const id = git(top, 'hash-object', '-t', 'commit', '-w', 'signed').trim();
        git(top, 'update-ref', 'HEAD', id);
        config(top, 'gpg.program', program);
        config(top, 'log.showSignature', 'true');
      },
    ],
    [
      'hooks',
      (top, program) => {
        mkdirSync(join(top, '.git/hooks'), { recursive: true });
        for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction'])
          symlinkSync(program, join(top, '.git/hooks', hook));
      },
    ],
    [
      'a file .git that leads elsewhere',
      (top, program) => {
        config(top, 'core.fsmonitor', program);
        renameSync(join(top, '.git'), `${top}.elsewhere`);
        writeFileSync(join(top, '.git'), `gitdir: ${top}.elsewhere\n`);
      },
    ],
  ])('runs no program: %s', (_, plant) => {
    const { top, program, ran } = planted();
    plant(top, program);
    const from = snapshot(top);
    expect(from.commit?.day).toMatch(/^2/);
    expect(textOf(from, 'a')).toBe('one\n');
    expect(from.lastChange('a')).toMatch(/^2/);
    expect(ran()).toBe(false);
  });

  it('has links and submodules that are not followed', () => {
    const { top } = planted();
    symlinkSync('/etc/passwd', join(top, 'out'));
    symlinkSync('.', join(top, 'here'));
    mkdirSync(join(top, 'sub'));
    writeFileSync(join(top, 'sub/x'), 'x');
    commit(join(top, 'sub'), 'Inner');
    commit(top, 'Links');
    const from = snapshot(top);
    expect(textOf(from, 'out')).toBe('is reached through a link, and links in a revision are not followed');
    expect(textOf(from, 'here/a')).toBe(
      'is reached through a link, and links in a revision are not followed',
    );
    expect(textOf(from, 'sub/x')).toBe('is in a submodule, which is not read');
  });

  it('can not replace a commit by another', () => {
    const { folder, first, second } = history();
    git(folder, 'replace', second, first);
    expect(textOf(snapshot(folder), 'other')).toBe('x');
  });

  it('can have a commit of any time', () => {
    const { top } = planted();
    const late = git(top, 'cat-file', 'commit', 'HEAD').replace(/^(committer .*>) \d+/m, '$1 99999999999999');
    writeFileSync(join(top, 'late'), late);
    const id = git(top, 'hash-object', '--literally', '-t', 'commit', '-w', 'late').trim();
    expect(snapshot(top, id).commit).toEqual({ id, day: null });
  });

  it.each<[string, (top: string) => void]>([
    ['settings that are not valid', (top) => writeFileSync(join(top, '.git/config'), '[core\n')],
    [
      'an empty file .git',
      (top) => {
        renameSync(join(top, '.git'), `${top}.old`);
        writeFileSync(join(top, '.git'), '');
      },
    ],
  ])('is reported: %s', (_, spoil) => {
    const { top } = planted();
    spoil(top);
    expect(openRepository(top, ENV)).toMatchObject({
      message: expect.stringContaining(`${top} can't be read with git: `),
    });
  });

  it('with an empty folder .git does not lead to the repository around it', () => {
    const { top } = planted();
    mkdirSync(join(top, 'inner/.git'), { recursive: true });
    expect(openRepository(join(top, 'inner'), ENV)).toMatchObject({
      message: `${join(top, 'inner')} can't be read with git: its .git is not a git directory`,
    });
  });
});

describe('finding a repository', () => {
  const WANTED = { url: 'https://github.com/Acme-AI/Models.x', path: 'docs/a.md' };
  const FILES = { 'docs/a.md': 'x' };

  /** A folder of clones with one clone in it. */
  function clones(name: string, remote: string | null): string {
    const from = tempFolder();
    const clone = join(from, name);
    mkdirSync(join(clone, 'docs'), { recursive: true });
    writeFileSync(join(clone, 'docs/a.md'), 'x');
    commit(clone, 'Files');
    if (remote !== null) git(clone, 'remote', 'add', 'origin', remote);
    return from;
  }

  /** What was found, relative to `from`; or the message. */
  const found = (from: string, wanted = WANTED) => {
    const result = findRepository(from, wanted, ENV);
    return 'message' in result
      ? result.message.replaceAll(from, '<from>')
      : result.folder.replace(from, '<from>');
  };

  it.each([
    'Acme-AI__Models.x',
    'acme-ai__models.x',
    'Acme-AI/Models.x',
    'Acme-AI+Models.x',
    'Models.x',
    'Models.x.git',
    'Acme-AI__Models.x.git',
    'Acme-AI/Models.x.git',
  ])('takes the clone %s in a folder of clones', (name) => {
    expect(found(clones(name, null))).toBe(`<from>/${name}`);
  });

  it.each([
    'https://github.com/acme-ai/models.x',
    'https://github.com/Acme-AI/Models.x.git',
    'https://github.com/Acme-AI/Models.x/',
    'https://someone@github.com/Acme-AI/Models.x',
    'git@github.com:Acme-AI/Models.x.git',
    'ssh://git@github.com/Acme-AI/Models.x.git',
    'https://mirror.example/github.com/Acme-AI/Models.x.git',
    '/srv/mirrors/other.git',
    'file:///srv/mirrors/other.git',
  ])('takes a clone whose remote is %s', (remote) => {
    expect(found(clones('Models.x', remote))).toBe('<from>/Models.x');
    expect(found(join(clones('any-name', remote), 'any-name'))).toBe('<from>');
  });

  it.each([
    ['https://github.com/other/Models.x', 'another owner'],
    ['https://github.com/Acme-AI/Models', 'another name'],
  ])('does not take a clone whose remote is %s, of %s', (remote) => {
    const message = `is a clone of ${remote}, not of ${WANTED.url}`;
    expect(found(clones('Models.x', remote))).toBe(`<from>/Models.x ${message}`);
    expect(found(join(clones('any-name', remote), 'any-name'))).toBe(`<from> ${message}`);
  });

  it('takes a fork that has the repository as another remote', () => {
    const from = clones('Models.x', 'https://github.com/me/models.x');
    git(join(from, 'Models.x'), 'remote', 'add', 'upstream', WANTED.url);
    expect(found(from)).toBe('<from>/Models.x');
  });

  it('prefers the folder that names the owner', () => {
    const from = clones('Models.x', null);
    mkdirSync(join(from, 'Acme-AI__Models.x/docs'), { recursive: true });
    writeFileSync(join(from, 'Acme-AI__Models.x/docs/a.md'), 'x');
    expect(found(from)).toBe('<from>/Acme-AI__Models.x');
  });

  it('takes a plain folder that contains the file, and no other', () => {
    expect(found(tempFolder(FILES))).toBe('<from>');
    expect(found(tempFolder({ 'Models.x/docs/a.md': 'x' }))).toBe('<from>/Models.x');
    expect(found(tempFolder({ 'Models.x/docs/b.md': 'x' }))).toBe(
      `<from> contains neither a clone of ${WANTED.url} nor docs/a.md`,
    );
  });

  it('takes any clone that is named for an address without owner', () => {
    expect(found(join(clones('x', null), 'x'), { url: 'https://example.org/x', path: 'a' })).toBe('<from>');
  });

  it('reports that git is not installed', () => {
    const from = clones('Models.x', null);
    expect(findRepository(from, WANTED, new Map([['PATH', '/nowhere']]))).toMatchObject({
      message: `${from}/Models.x can't be read with git: spawnSync git ENOENT`,
    });
  });
});
